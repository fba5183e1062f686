package org.tributary.influence;

import java.io.Serializable;
import java.math.BigInteger;

/**
 * Sums of the positive values, and of the magnitudes of the negative ones, of many contributors
 * over many inferences: exact 128-bit integers in the {@link ReferenceUnit}, the same in any order
 * of adding and merging. A value of 63 bits shifted by at most 16, over at most 2^47 inferences,
 * stays below 10^38.
 */
public final class SignedSums implements Serializable {
  private static final long serialVersionUID = 1L;

  private final long[] positiveHigh;
  private final long[] positiveLow;
  private final long[] negativeHigh;
  private final long[] negativeLow;

  /** Makes sums of zero for {@code contributors} contributors. */
  public SignedSums(int contributors) {
    positiveHigh = new long[contributors];
    positiveLow = new long[contributors];
    negativeHigh = new long[contributors];
    negativeLow = new long[contributors];
  }

  /** How many contributors. */
  public int size() {
    return positiveLow.length;
  }

  /**
   * Adds a value.
   *
   * @param contributor index
   * @param value in the inference's own unit
   * @param shift of {@link ReferenceUnit#shift}
   */
  public void add(int contributor, long value, int shift) {
    ReferenceUnit.requireInRange(shift);
    if (value > 0) {
      addShifted(positiveHigh, positiveLow, contributor, value, shift);
    } else if (value < 0) {
      // The magnitude of the smallest long is right as an unsigned number.
      addShifted(negativeHigh, negativeLow, contributor, -value, shift);
    }
  }

  /** Adds all of {@code other}, which has as many contributors. */
  public void addAll(SignedSums other) {
    for (int i = 0; i < size(); i++) {
      addWide(positiveHigh, positiveLow, i, other.positiveHigh[i], other.positiveLow[i]);
      addWide(negativeHigh, negativeLow, i, other.negativeHigh[i], other.negativeLow[i]);
    }
  }

  /** Sum of the positive values. */
  public BigInteger positive(int contributor) {
    return exact(positiveHigh[contributor], positiveLow[contributor]);
  }

  /** Sum of the magnitudes of the negative values. */
  public BigInteger negative(int contributor) {
    return exact(negativeHigh[contributor], negativeLow[contributor]);
  }

  private static void addShifted(long[] high, long[] low, int at, long unsigned, int shift) {
    if (shift > 0) {
      addWide(high, low, at, unsigned >>> (Long.SIZE - shift), unsigned << shift);
    } else if (shift > -Long.SIZE) {
      addWide(high, low, at, 0, unsigned >>> -shift);
    }
  }

  private static void addWide(long[] high, long[] low, int at, long moreHigh, long moreLow) {
    long sum = low[at] + moreLow;
    high[at] += moreHigh + (Long.compareUnsigned(sum, moreLow) < 0 ? 1 : 0);
    low[at] = sum;
  }

  private static BigInteger exact(long high, long low) {
    BigInteger unsignedLow = BigInteger.valueOf(low >>> 1).shiftLeft(1);
    if ((low & 1) == 1) {
      unsignedLow = unsignedLow.setBit(0);
    }
    return BigInteger.valueOf(high).shiftLeft(Long.SIZE).add(unsignedLow);
  }
}
