package org.tributary.evaluate.landing;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What the stages pay under one rule, exactly: units of which an inference has {@link #WHOLE},
 * summed over all inferences of the model.
 *
 * @param rule name
 * @param inferences how many
 * @param units by contributor id; who isn't there gets nothing
 * @param unattributed units that are nobody's, by reason code
 */
record PaidByRule(
    String rule,
    long inferences,
    SortedMap<String, BigInteger> units,
    SortedMap<String, BigInteger> unattributed) {
  /** Units of one inference: shares of 10^9 times method weights of 10^6. */
  static final BigInteger WHOLE = BigInteger.TEN.pow(15);

  PaidByRule {
    units = Collections.unmodifiableSortedMap(new TreeMap<>(units));
    unattributed = Collections.unmodifiableSortedMap(new TreeMap<>(unattributed));
    BigInteger all = sum(units).add(sum(unattributed));
    if (!all.equals(WHOLE.multiply(BigInteger.valueOf(inferences)))) {
      throw new IllegalStateException(
          "Rule " + rule + " pays " + all + " units for " + inferences + " inferences");
    }
  }

  /** The part of all fees that a contributor gets. */
  double share(String contributorId) {
    return part(units.getOrDefault(contributorId, BigInteger.ZERO));
  }

  /** The part of all fees that is nobody's, by reason code. */
  SortedMap<String, Double> unattributedShares() {
    SortedMap<String, Double> shares = new TreeMap<>();
    unattributed.forEach((reason, each) -> shares.put(reason, part(each)));
    return shares;
  }

  private double part(BigInteger some) {
    BigInteger all = WHOLE.multiply(BigInteger.valueOf(inferences));
    return new BigDecimal(some).divide(new BigDecimal(all), MathContext.DECIMAL64).doubleValue();
  }

  private static BigInteger sum(SortedMap<String, BigInteger> units) {
    return units.values().stream().reduce(BigInteger.ZERO, BigInteger::add);
  }
}
