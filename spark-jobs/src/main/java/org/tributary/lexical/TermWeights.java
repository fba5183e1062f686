package org.tributary.lexical;

import java.util.HashMap;
import java.util.Map;

/** What the terms of a batch tell, each worked out once. */
public final class TermWeights {
  private static final int WHOLE = 1_000_000;

  private final TermCounts counts;
  private final Bm25 weights;

  /** By how many have a term: many terms are had by as many. */
  private final Map<Long, Long> information = new HashMap<>();

  public TermWeights(TermCounts counts, Bm25 weights) {
    this.counts = counts;
    this.weights = weights;
  }

  /** What a term tells, 2^-16 bits. */
  long information(int term) {
    return information.computeIfAbsent(counts.holders(term), weights::information);
  }

  /** Whether no contribution has a term of its own. */
  boolean isUnknown(int term) {
    return counts.holders(term) == 0;
  }

  /** Whether more than a part of the contributions have a term, and more than one. */
  boolean isCommon(int term, int ppm) {
    long holders = counts.holders(term);
    return holders > 1 && holders * WHOLE > weights.contributions() * ppm;
  }
}
