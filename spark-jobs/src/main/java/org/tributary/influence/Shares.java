package org.tributary.influence;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/** Integer shares that sum to exactly {@link #WHOLE}. */
public final class Shares {
  /** The whole, in shares. */
  public static final long WHOLE = 1_000_000_000L;

  private Shares() {}

  /**
   * Divides the whole in proportion to the positive values: floors, then one more for the largest
   * remainders until the sum is right, ties by the earlier place in the list.
   *
   * @param values signed, any size, sorted by what breaks ties
   * @return one share per value, 0 where the value isn't positive; all 0 when none is
   */
  public static long[] of(List<BigInteger> values) {
    return split(WHOLE, values);
  }

  /**
   * Shares of contributors whose values count as much as the contributors are credible.
   *
   * @param values signed, one per contributor, in the order that breaks ties
   * @param credibilities 0 to {@link Credibility#WHOLE}, one per contributor
   * @return one share per contributor; all 0 when no positive value is credible
   */
  public static long[] of(long[] values, long[] credibilities) {
    if (values.length != credibilities.length) {
      throw new IllegalArgumentException(
          values.length + " values, " + credibilities.length + " credibilities");
    }
    List<BigInteger> weights = new ArrayList<>(values.length);
    for (int i = 0; i < values.length; i++) {
      weights.add(
          values[i] <= 0 || credibilities[i] == 0
              ? BigInteger.ZERO
              : BigInteger.valueOf(values[i]).multiply(BigInteger.valueOf(credibilities[i])));
    }
    return split(WHOLE, weights);
  }

  /**
   * Divides any whole by the rule of {@link #of(List)}.
   *
   * @param whole not negative
   * @param weights signed, sorted by what breaks ties
   */
  static long[] split(long whole, List<BigInteger> weights) {
    long[] shares = new long[weights.size()];
    BigInteger sum =
        weights.stream()
            .filter(weight -> weight.signum() > 0)
            .reduce(BigInteger.ZERO, BigInteger::add);
    if (sum.signum() == 0) {
      return shares;
    }
    BigInteger budget = BigInteger.valueOf(whole);
    BigInteger[] remainders = new BigInteger[shares.length];
    long left = whole;
    for (int i = 0; i < shares.length; i++) {
      BigInteger[] division =
          weights.get(i).max(BigInteger.ZERO).multiply(budget).divideAndRemainder(sum);
      shares[i] = division[0].longValueExact();
      remainders[i] = division[1];
      left -= shares[i];
    }
    if (left > 0) {
      Integer[] order = new Integer[shares.length];
      Arrays.setAll(order, i -> i);
      // The sort is stable: equal remainders stay in the order of the list.
      Arrays.sort(order, Comparator.comparing((Integer i) -> remainders[i]).reversed());
      for (int rank = 0; rank < left; rank++) {
        shares[order[rank]]++;
      }
    }
    return shares;
  }
}
