package org.tributary.influence;

/**
 * A positive factor as an integer of at most 30 bits times a power of two, so that sums of weighted
 * integers are exact and don't depend on their order. The power is chosen such that the exponent of
 * the weighted number is a multiple of {@link #BAND}: numbers of one band share a sum without being
 * shifted. At least 22 bits remain, so a factor is right to 2^-23 of itself.
 *
 * @param band exponent of the weighted number, divided by {@link #BAND}
 * @param high upper bits: {@code high x 2^15 + low}
 * @param low lower 15 bits
 */
record FixedPoint(int band, int high, int low) {
  /** Exponents per band. */
  static final int BAND = 8;

  private static final int HALF = 15;
  private static final int BITS = 2 * HALF;

  /** Value of one unit of the high half. */
  static final double HIGH_UNIT = 1 << HALF;

  /**
   * The factor of a number that stands in units of 2^exponent.
   *
   * @param factor positive and finite
   */
  static FixedPoint of(double factor, int exponent) {
    if (!(factor > 0) || Double.isInfinite(factor)) {
      throw new IllegalArgumentException("Not a positive finite factor: " + factor);
    }
    int highest = Math.getExponent(factor) + exponent - (BITS - 1);
    int band = -Math.floorDiv(-highest, BAND);
    // At most 2^30, which rounding up may reach: its halves still multiply without overflow.
    int integer = (int) Math.rint(Math.scalb(factor, exponent - BAND * band));
    return new FixedPoint(band, integer >> HALF, integer & ((1 << HALF) - 1));
  }

  /** What one unit of the low half of a band is worth. */
  static double unit(int band) {
    return Math.scalb(1.0, BAND * band);
  }
}
