package org.tributary.text;

import java.math.BigInteger;

/** Binary logarithms in integers, in units of 2^-16 bits. */
public final class Bits {
  /** One bit, in units. */
  public static final long ONE = 1L << 16;

  private static final int FRACTION = 16;

  /** Binary places of the mantissa: it is at least 2^62 and below 2^63. */
  private static final int PLACES = 62;

  private Bits() {}

  /**
   * {@code log2(numerator / denominator)}, rounded down. Digit by digit: squaring the mantissa
   * doubles its logarithm, and whatever reaches two is the next binary digit. The mantissa is cut
   * off at 62 places, so a result can be one unit below where the logarithm is within 2^-45 bits
   * above a unit; it is the same on every machine.
   *
   * @param numerator at least {@code denominator}
   * @param denominator at least 1
   */
  public static long log2(long numerator, long denominator) {
    if (denominator < 1 || numerator < denominator) {
      throw new IllegalArgumentException("No logarithm of " + numerator + " / " + denominator);
    }
    int whole = Long.numberOfLeadingZeros(denominator) - Long.numberOfLeadingZeros(numerator);
    BigInteger scaled = BigInteger.valueOf(numerator).shiftLeft(PLACES + 1);
    BigInteger mantissa = scaled.divide(BigInteger.valueOf(denominator)).shiftRight(whole + 1);
    if (mantissa.bitLength() <= PLACES) {
      whole--;
      mantissa = scaled.divide(BigInteger.valueOf(denominator)).shiftRight(whole + 1);
    }
    long m = mantissa.longValueExact();
    long result = whole;
    for (int digit = 0; digit < FRACTION; digit++) {
      long square = Math.multiplyHigh(m, m) << 2 | m * m >>> PLACES;
      boolean reachesTwo = square < 0;
      result = result << 1 | (reachesTwo ? 1 : 0);
      m = reachesTwo ? square >>> 1 : square;
    }
    return result;
  }
}
