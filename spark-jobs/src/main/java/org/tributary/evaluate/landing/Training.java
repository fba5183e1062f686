package org.tributary.evaluate.landing;

import java.util.Collections;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Who stands behind a model.
 *
 * @param contributors who has accepted contributions in its training set
 * @param contributions how many these are
 * @param withoutSketch of these, contributions without a training sketch: influence pays nothing
 *     for them
 */
record Training(SortedSet<String> contributors, long contributions, long withoutSketch) {
  Training {
    contributors = Collections.unmodifiableSortedSet(new TreeSet<>(contributors));
  }
}
