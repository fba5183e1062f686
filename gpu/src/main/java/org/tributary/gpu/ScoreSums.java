package org.tributary.gpu;

import java.util.Arrays;

/**
 * Exact sums of the positive and of the negative scores of each contributor, for every query of a
 * tile, in 128 bits: a score has up to 63 bits, and there may be 2^31 of them. Negative sums are
 * kept as magnitudes.
 */
public final class ScoreSums {
  private final int contributors;
  private final long[] positive;
  private final long[] negative;

  /** What carried out of the low words; none as long as every sum stays below 2^63. */
  private final int[] positiveHigh;

  private final int[] negativeHigh;

  /** Sums of zero for contributors 0 to {@code contributors}. */
  public ScoreSums(int contributors) {
    int size = Math.multiplyExact(contributors, Tiles.QUERIES);
    this.contributors = contributors;
    this.positive = new long[size];
    this.negative = new long[size];
    this.positiveHigh = new int[size];
    this.negativeHigh = new int[size];
  }

  /** Sets all sums to zero. */
  public void clear() {
    Arrays.fill(positive, 0);
    Arrays.fill(negative, 0);
    Arrays.fill(positiveHigh, 0);
    Arrays.fill(negativeHigh, 0);
  }

  public int contributors() {
    return contributors;
  }

  /**
   * Adds, for each query z, {@code (magnitudes[z] + sums[z]) / 2} to the positive sum and {@code
   * (magnitudes[z] - sums[z]) / 2} to the negative one, times {@code 2^shift}: magnitudes being the
   * sums of |score|, that is what the positive and the negative ones sum to.
   */
  void add(int contributor, int[] work, int sumsAt, int magnitudesAt, int queries, int shift) {
    int at = contributor * Tiles.QUERIES;
    for (int z = 0; z < queries; z++) {
      long magnitude = work[magnitudesAt + z];
      long sum = work[sumsAt + z];
      add(positive, positiveHigh, at + z, (magnitude + sum) >> 1 << shift);
      add(negative, negativeHigh, at + z, (magnitude - sum) >> 1 << shift);
    }
  }

  /** Low words are unsigned 64-bit; a term has at most 63 bits. */
  private static void add(long[] low, int[] high, int at, long term) {
    long sum = low[at] + term;
    if (Long.compareUnsigned(sum, term) < 0) {
      high[at]++;
    }
    low[at] = sum;
  }

  /** Low 64 bits of the positive sum. */
  public long positiveLow(int contributor, int query) {
    return positive[contributor * Tiles.QUERIES + query];
  }

  /** The positive sum's bits from 64 on. */
  public int positiveHigh(int contributor, int query) {
    return positiveHigh[contributor * Tiles.QUERIES + query];
  }

  /** Low 64 bits of the negative sum's magnitude. */
  public long negativeLow(int contributor, int query) {
    return negative[contributor * Tiles.QUERIES + query];
  }

  /** Bits from 64 on of the negative sum's magnitude. */
  public int negativeHigh(int contributor, int query) {
    return negativeHigh[contributor * Tiles.QUERIES + query];
  }
}
