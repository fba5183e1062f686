package org.tributary.sample;

import java.math.BigInteger;

/**
 * Prices in the two tokens: TRIB with 18 decimals and USDX with 6. Amounts are crooked on purpose,
 * so that shares leave remainders.
 */
final class Fees {
  static final String TRIB = "TRIB";
  static final String USDX = "USDX";

  private static final BigInteger MICRO_TRIB = BigInteger.TEN.pow(12);

  /** What one USDX costs in TRIB. */
  private static final int TRIB_PER_USDX = 4;

  private static final int FREE_PERCENT = 1;

  private Fees() {}

  /** Seven of ten pay in TRIB. */
  static String token(Draws draws) {
    return draws.chance(70) ? TRIB : USDX;
  }

  /**
   * A fee of about {@code microTrib} millionths of a TRIB, in base units of {@code token}; one of a
   * hundred is free.
   */
  static BigInteger fee(String token, long microTrib, Draws draws) {
    if (draws.chance(FREE_PERCENT)) {
      return BigInteger.ZERO;
    }
    return amount(token, microTrib, draws);
  }

  /** A positive amount worth about {@code microTrib} millionths of a TRIB. */
  static BigInteger amount(String token, long microTrib, Draws draws) {
    long percent = draws.between(70, 130);
    long micro = Math.max(TRIB_PER_USDX, microTrib * percent / 100);
    if (token.equals(USDX)) {
      return BigInteger.valueOf(micro / TRIB_PER_USDX);
    }
    BigInteger crooked = BigInteger.valueOf(draws.below(MICRO_TRIB.longValueExact()));
    return MICRO_TRIB.multiply(BigInteger.valueOf(micro)).add(crooked);
  }
}
