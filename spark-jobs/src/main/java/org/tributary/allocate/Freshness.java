package org.tributary.allocate;

import java.math.BigInteger;

/** What age leaves of a contribution's worth, exactly: no floating point, no table of roots. */
final class Freshness {
  /** What a contribution is worth on the day of its acceptance. */
  static final long WHOLE = 1_000_000_000L;

  private static final int BITS = 30;

  private Freshness() {}

  /**
   * {@code 10^9 x 2^(-age / halfLife)}, floored: the largest x with {@code x^halfLife x 2^age <=
   * 10^(9 halfLife)}, found by halving.
   *
   * @param halfLifeDays days, at least 1
   * @param ageDays days, at least 0
   */
  static long after(int halfLifeDays, long ageDays) {
    long halvings = ageDays / halfLifeDays;
    if (halvings >= BITS) {
      return 0;
    }
    // The bound is on the whole power, so that nothing is floored twice.
    BigInteger bound = BigInteger.valueOf(WHOLE).pow(halfLifeDays);
    int shift = Math.toIntExact(ageDays);
    long least = 0;
    long most = WHOLE >> halvings;
    while (least < most) {
      long middle = least + (most - least + 1) / 2;
      boolean fits =
          BigInteger.valueOf(middle).pow(halfLifeDays).shiftLeft(shift).compareTo(bound) <= 0;
      least = fits ? middle : least;
      most = fits ? most : middle - 1;
    }
    return least;
  }
}
