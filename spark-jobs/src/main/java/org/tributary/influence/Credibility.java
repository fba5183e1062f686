package org.tributary.influence;

import java.math.BigInteger;

/**
 * How much of a contributor's positive influence counts, once the harm that it did in the same
 * window is set against it: {@code max(0, 1 - kappa N / P)}, with P and N the exact sums of the
 * positive values and of the magnitudes of the negative ones.
 *
 * <p>The corners: without harm (N = 0) or where harm doesn't count (kappa = 0) credibility is
 * whole, also for a contributor without any value (P = N = 0). With harm and nothing on the other
 * side (P = 0, N &gt; 0) it is 0.
 */
public final class Credibility {
  /** Full credibility: all numbers here are parts of it. */
  public static final long WHOLE = 1_000_000_000L;

  private static final BigInteger MILLION = BigInteger.valueOf(1_000_000);
  private static final BigInteger PARTS = BigInteger.valueOf(WHOLE);

  private Credibility() {}

  /**
   * The credibility of a contributor of a model.
   *
   * @param positive P, over all its datanets and the window; not negative
   * @param negative N, in the same unit; not negative
   * @param kappaPpm kappa in parts per million; not negative
   * @return parts per {@link #WHOLE}, floored
   */
  public static long of(BigInteger positive, BigInteger negative, int kappaPpm) {
    if (positive.signum() < 0 || negative.signum() < 0 || kappaPpm < 0) {
      throw new IllegalArgumentException(
          "P = " + positive + ", N = " + negative + ", kappa = " + kappaPpm + " ppm");
    }
    if (kappaPpm == 0 || negative.signum() == 0) {
      return WHOLE;
    }
    BigInteger whole = positive.multiply(MILLION);
    BigInteger net = whole.subtract(negative.multiply(BigInteger.valueOf(kappaPpm)));
    return net.signum() <= 0 ? 0 : net.multiply(PARTS).divide(whole).longValueExact();
  }
}
