package org.tributary.attribute;

import java.math.BigInteger;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

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
    long[] shares = new long[values.size()];
    BigInteger sum =
        values.stream()
            .filter(value -> value.signum() > 0)
            .reduce(BigInteger.ZERO, BigInteger::add);
    if (sum.signum() == 0) {
      return shares;
    }
    BigInteger[] remainders = new BigInteger[shares.length];
    long left = WHOLE;
    for (int i = 0; i < shares.length; i++) {
      BigInteger[] division =
          values
              .get(i)
              .max(BigInteger.ZERO)
              .multiply(BigInteger.valueOf(WHOLE))
              .divideAndRemainder(sum);
      shares[i] = division[0].longValueExact();
      remainders[i] = division[1];
      left -= shares[i];
    }
    Comparator<Integer> byRemainder = Comparator.comparing(i -> remainders[i]);
    IntStream.range(0, shares.length)
        .boxed()
        .sorted(byRemainder.reversed().thenComparing(Comparator.naturalOrder()))
        .limit(left)
        .forEach(i -> shares[i]++);
    return shares;
  }
}
