package org.tributary.ledger;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * Divides an amount by weights so that the parts sum to it exactly: each part is floored, and the
 * units that are left go one by one to the largest remainders (the method of Hamilton and Hare). A
 * part is less than one unit away from its exact value. Equal remainders are served in the order of
 * the list, so the caller's order has to be total.
 */
public final class LargestRemainder {
  private LargestRemainder() {}

  /**
   * The parts of {@code budget}, in the order of {@code weights}.
   *
   * @param budget not negative, in base units
   * @param weights none negative, their sum positive
   * @throws IllegalArgumentException if there is nothing to divide by
   */
  public static List<BigInteger> split(BigInteger budget, List<BigInteger> weights) {
    BigInteger total = requireDivisible(budget, weights);
    BigInteger[] parts = new BigInteger[weights.size()];
    BigInteger[] remainders = new BigInteger[weights.size()];
    BigInteger given = BigInteger.ZERO;
    for (int i = 0; i < parts.length; i++) {
      BigInteger[] division = budget.multiply(weights.get(i)).divideAndRemainder(total);
      parts[i] = division[0];
      remainders[i] = division[1];
      given = given.add(division[0]);
    }
    // Fewer units are left than there are parts, so the count is an int.
    int left = budget.subtract(given).intValueExact();
    for (int i : byRemainder(remainders, left)) {
      parts[i] = parts[i].add(BigInteger.ONE);
    }
    return List.of(parts);
  }

  /** As {@link #split}, for weights that are longs. */
  public static List<BigInteger> splitByLongs(BigInteger budget, List<Long> weights) {
    return split(budget, weights.stream().map(BigInteger::valueOf).toList());
  }

  private static int[] byRemainder(BigInteger[] remainders, int count) {
    if (count == 0) {
      return new int[0];
    }
    Integer[] order = new Integer[remainders.length];
    Arrays.setAll(order, i -> i);
    // The sort is stable: equal remainders stay in the order of the list.
    Arrays.sort(order, Comparator.comparing((Integer i) -> remainders[i]).reversed());
    return Arrays.stream(order).limit(count).mapToInt(Integer::intValue).toArray();
  }

  private static BigInteger requireDivisible(BigInteger budget, List<BigInteger> weights) {
    if (budget.signum() < 0) {
      throw new IllegalArgumentException("A budget can't be negative: " + budget);
    }
    BigInteger total = BigInteger.ZERO;
    for (BigInteger weight : weights) {
      if (weight.signum() < 0) {
        throw new IllegalArgumentException("A weight can't be negative: " + weights);
      }
      total = total.add(weight);
    }
    if (total.signum() == 0) {
      throw new IllegalArgumentException("Weights must sum to more than zero: " + weights);
    }
    return total;
  }
}
