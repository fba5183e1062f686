package org.tributary.influence;

import java.math.BigInteger;
import java.util.OptionalLong;

/**
 * How the share of one contributor spreads over the inferences of a log date: its mean and the
 * standard error of that mean, from exact sums.
 *
 * <p>The standard error is {@code sqrt((sum s^2 - (sum s)^2 / m) / (m (m - 1)))}, the standard
 * deviation of the sample over the root of its size (Cochran, Sampling Techniques, 1977, section
 * 2.4). It assumes no distribution: the ideal bootstrap, which draws the m inferences again with
 * replacement for ever, gives this times {@code sqrt((m - 1) / m)} (Efron and Tibshirani, An
 * Introduction to the Bootstrap, 1993, chapter 6). But it needs no random numbers, and its sums
 * merge over partitions in any order.
 *
 * @param inferences m
 * @param sum of the shares
 * @param sumOfSquares of the shares
 */
public record ShareSpread(long inferences, BigInteger sum, BigInteger sumOfSquares) {
  private static final BigInteger MILLION = BigInteger.valueOf(1_000_000);

  public ShareSpread {
    if (inferences < 1 || sum.signum() < 0 || sumOfSquares.signum() < 0) {
      throw new IllegalArgumentException(
          inferences + " inferences, sum " + sum + ", sum of squares " + sumOfSquares);
    }
  }

  /** Mean share, in the unit of the shares, floored. */
  public long mean() {
    return sum.divide(BigInteger.valueOf(inferences)).longValueExact();
  }

  /**
   * Standard error of the mean share, floored; none for one inference. The root of a number and the
   * root of its floor have the same floor, so no floating-point number is needed.
   */
  public OptionalLong standardError() {
    if (inferences == 1) {
      return OptionalLong.empty();
    }
    BigInteger m = BigInteger.valueOf(inferences);
    BigInteger variance =
        scaledVariance().divide(m.multiply(m).multiply(m.subtract(BigInteger.ONE)));
    return OptionalLong.of(variance.sqrt().longValueExact());
  }

  /**
   * Whether the mean share is below {@code floor} times its standard error, exactly. Never for one
   * inference, nor for a contributor without a share.
   *
   * @param floorPpm floor in parts per million; 0: nobody is below it
   */
  public boolean isBelow(int floorPpm) {
    BigInteger floor = BigInteger.valueOf(floorPpm);
    BigInteger mean =
        sum.pow(2).multiply(BigInteger.valueOf(inferences - 1)).multiply(MILLION.pow(2));
    return mean.compareTo(floor.pow(2).multiply(scaledVariance())) < 0;
  }

  /** {@code m sum s^2 - (sum s)^2}: the variance of the mean times {@code m^2 (m - 1)}. */
  private BigInteger scaledVariance() {
    return sumOfSquares.multiply(BigInteger.valueOf(inferences)).subtract(sum.pow(2));
  }
}
