package org.tributary.gpu;

import java.io.Serializable;
import java.math.BigInteger;
import java.util.Arrays;

/**
 * Exact sums of the positive and of the negative scores of each contributor, for every query of a
 * tile, in 96 bits: a score has up to 63 bits, and there may be 2^31 of them. Negative sums are
 * kept as magnitudes.
 */
public final class ScoreSums implements Serializable {
  private static final long serialVersionUID = 1L;

  private final int contributors;
  private final int queries;
  private final long[] positive;
  private final long[] negative;

  /** What carried out of the low words; none as long as every sum stays below 2^63. */
  private final int[] positiveHigh;

  private final int[] negativeHigh;

  /**
   * Sums of zero.
   *
   * @param contributors how many; sums of the first are number 0
   * @param queries how many, at most {@link Tiles#QUERIES}
   */
  public ScoreSums(int contributors, int queries) {
    int size = Math.multiplyExact(contributors, queries);
    this.contributors = contributors;
    this.queries = queries;
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
  void add(int contributor, int[] work, int sumsAt, int magnitudesAt, int shift) {
    int at = contributor * queries;
    for (int z = 0; z < queries; z++) {
      long magnitude = work[magnitudesAt + z];
      long sum = work[sumsAt + z];
      add(positive, positiveHigh, at + z, (magnitude + sum) >> 1 << shift);
      add(negative, negativeHigh, at + z, (magnitude - sum) >> 1 << shift);
    }
  }

  /** Adds all sums of {@code other}, whose first contributor is number {@code base} here. */
  public void addAll(ScoreSums other, int base) {
    int at = base * queries;
    for (int i = 0; i < other.positive.length; i++) {
      add(positive, positiveHigh, at + i, other.positive[i]);
      positiveHigh[at + i] += other.positiveHigh[i];
      add(negative, negativeHigh, at + i, other.negative[i]);
      negativeHigh[at + i] += other.negativeHigh[i];
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

  /**
   * The positive sum, shifted right: bits that fall out are lost.
   *
   * @throws ArithmeticException when what is left doesn't fit 63 bits
   */
  public long positive(int contributor, int query, int shift) {
    int at = contributor * queries + query;
    return shifted(positiveHigh[at], positive[at], shift);
  }

  /** As {@link #positive}, for the negative sum's magnitude. */
  public long negative(int contributor, int query, int shift) {
    int at = contributor * queries + query;
    return shifted(negativeHigh[at], negative[at], shift);
  }

  private static long shifted(int high, long low, int shift) {
    long value = low;
    long rest = high;
    if (shift > 0) {
      value = low >>> shift | (long) high << (Long.SIZE - shift);
      rest = (long) high >>> shift;
    }
    if (rest != 0 || value < 0) {
      throw new ArithmeticException(
          "A sum of scores takes more than 63 bits after a right shift by " + shift);
    }
    return value;
  }

  /** The positive sum as a number of any size. */
  BigInteger exactPositive(int contributor, int query) {
    int at = contributor * queries + query;
    return exact(positiveHigh[at], positive[at]);
  }

  /** The negative sum's magnitude as a number of any size. */
  BigInteger exactNegative(int contributor, int query) {
    int at = contributor * queries + query;
    return exact(negativeHigh[at], negative[at]);
  }

  private static BigInteger exact(int high, long low) {
    return BigInteger.valueOf(high)
        .shiftLeft(Long.SIZE)
        .add(new BigInteger(Long.toUnsignedString(low)));
  }
}
