package org.tributary.influence;

import java.math.BigInteger;

/**
 * An array of 128-bit two's complement sums. Scores of rows with different scales meet here: an
 * int8 product (31 bits) shifted by at most 64, summed over at most 2^30 rows, stays below 2^125.
 */
public final class WideSums {
  /** Largest shift of {@link #addShifted}. */
  public static final int LARGEST_SHIFT = 64;

  private final long[] high;
  private final long[] low;

  public WideSums(int size) {
    high = new long[size];
    low = new long[size];
  }

  /** Adds {@code value x 2^shift}. */
  public void addShifted(int at, int value, int shift) {
    if (shift < 0 || shift > LARGEST_SHIFT) {
      throw new IllegalArgumentException("A shift of " + shift + " bits");
    }
    if (shift == LARGEST_SHIFT) {
      add(at, value, 0);
    } else if (shift == 0) {
      add(at, value >> 31, value);
    } else {
      add(at, (long) value >> (LARGEST_SHIFT - shift), (long) value << shift);
    }
  }

  /** Adds an entry of {@code other}. */
  public void addFrom(int at, WideSums other, int otherAt) {
    add(at, other.high[otherAt], other.low[otherAt]);
  }

  /** Takes over an entry of {@code other}. */
  public void copyFrom(int at, WideSums other, int otherAt) {
    high[at] = other.high[otherAt];
    low[at] = other.low[otherAt];
  }

  private void add(int at, long moreHigh, long moreLow) {
    long sum = low[at] + moreLow;
    long carry = Long.compareUnsigned(sum, moreLow) < 0 ? 1 : 0;
    low[at] = sum;
    high[at] += moreHigh + carry;
  }

  public boolean isZero(int at) {
    return high[at] == 0 && low[at] == 0;
  }

  /** The sum as a number of any size. */
  public BigInteger exact(int at) {
    BigInteger unsignedLow = BigInteger.valueOf(low[at] >>> 1).shiftLeft(1);
    if ((low[at] & 1) == 1) {
      unsignedLow = unsignedLow.setBit(0);
    }
    return BigInteger.valueOf(high[at]).shiftLeft(64).add(unsignedLow);
  }

  /** Compares absolute values. */
  public static int compareMagnitude(WideSums a, int atA, WideSums b, int atB) {
    int byHigh = Long.compareUnsigned(a.magnitudeHigh(atA), b.magnitudeHigh(atB));
    return byHigh != 0 ? byHigh : Long.compareUnsigned(a.magnitudeLow(atA), b.magnitudeLow(atB));
  }

  private long magnitudeHigh(int at) {
    if (high[at] >= 0) {
      return high[at];
    }
    return low[at] == 0 ? -high[at] : ~high[at];
  }

  private long magnitudeLow(int at) {
    return high[at] >= 0 ? low[at] : -low[at];
  }
}
