package org.tributary.evaluate.landing;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What contributors are really worth, as somebody measured it.
 *
 * @param name of the file, for error messages
 * @param effects by contributor id: how much the held-out loss rises when the model is trained
 *     without the contributor. Positive: its data helps
 */
record Truth(String name, SortedMap<String, Double> effects) {
  Truth {
    effects = Collections.unmodifiableSortedMap(new TreeMap<>(effects));
  }
}
