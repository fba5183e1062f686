package org.tributary.ledger;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * What a cap leaves each payee of a period, when what is above goes to the others: by what they
 * earned, until they reach the cap too. Nothing is lost: what nobody has room for is told.
 */
public final class PeriodCap {
  private PeriodCap() {}

  /**
   * What payees end with.
   *
   * @param amounts by payee, none above the cap
   * @param left what nobody has room for
   */
  public record Capped(SortedMap<String, BigInteger> amounts, BigInteger left) {}

  /**
   * Caps a period.
   *
   * @param earned by payee, none negative
   * @param cap most that one payee ends with
   */
  public static Capped redistribute(Map<String, BigInteger> earned, BigInteger cap) {
    return redistribute(earned, payee -> cap);
  }

  /**
   * Caps a period in which payees have had unequal parts of what they may get already.
   *
   * @param earned by payee, none negative
   * @param caps most that a payee ends with, none negative
   */
  public static Capped redistribute(
      Map<String, BigInteger> earned, Function<String, BigInteger> caps) {
    SortedMap<String, BigInteger> amounts = new TreeMap<>(earned);
    BigInteger excess = cut(amounts, caps);
    while (excess.signum() > 0) {
      List<String> open = new ArrayList<>();
      List<BigInteger> weights = new ArrayList<>();
      for (Map.Entry<String, BigInteger> payee : amounts.entrySet()) {
        BigInteger weight = earned.get(payee.getKey());
        if (payee.getValue().compareTo(caps.apply(payee.getKey())) < 0 && weight.signum() > 0) {
          open.add(payee.getKey());
          weights.add(weight);
        }
      }
      if (open.isEmpty()) {
        return new Capped(amounts, excess);
      }
      List<BigInteger> parts = LargestRemainder.split(excess, weights);
      for (int i = 0; i < open.size(); i++) {
        amounts.merge(open.get(i), parts.get(i), BigInteger::add);
      }
      // Each round all is given away, or one more payee reaches the cap: it ends.
      excess = cut(amounts, caps);
    }
    return new Capped(amounts, BigInteger.ZERO);
  }

  private static BigInteger cut(
      Map<String, BigInteger> amounts, Function<String, BigInteger> caps) {
    BigInteger excess = BigInteger.ZERO;
    for (Map.Entry<String, BigInteger> payee : amounts.entrySet()) {
      BigInteger cap = caps.apply(payee.getKey());
      BigInteger above = payee.getValue().subtract(cap);
      if (above.signum() > 0) {
        payee.setValue(cap);
        excess = excess.add(above);
      }
    }
    return excess;
  }
}
