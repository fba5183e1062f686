package org.tributary.evaluate.pay;

import java.util.List;

/**
 * What was measured in one world of contributors as they are.
 *
 * @param seed of the world
 * @param accuracy share of the queries that the model gets right
 * @param reliability of the effects, 1 where training has no chance in it
 * @param mislabelAuc ROC AUC of self-influence under the default rule against wrong labels
 * @param effects loss that the queries gain without each contributor
 * @param paid what the rules paid, in the order of the tables
 */
@SuppressWarnings("ArrayRecordComponent") // never compared; read only
public record MixedWorld(
    long seed,
    double accuracy,
    double reliability,
    double mislabelAuc,
    double[] effects,
    List<Paid> paid) {
  public MixedWorld {
    paid = List.copyOf(paid);
  }

  /**
   * What one rule paid.
   *
   * @param rule name
   * @param shares of the money, by contributor
   * @param quality against the effects
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared; read only
  public record Paid(String rule, double[] shares, PayQuality quality) {}

  /** What a rule paid. */
  public Paid paid(String rule) {
    return paid.stream()
        .filter(each -> each.rule().equals(rule))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("Rule " + rule + " wasn't measured"));
  }

  /**
   * The quality of the true shares themselves: the harmful all get nothing, so that their ranks are
   * tied, and not even the truth has a rank correlation of 1 with the effects.
   */
  public PayQuality ceiling() {
    return PayQuality.of(PayQuality.trueShares(effects), effects);
  }

  /** How many contributors are clearly harmful. */
  public int harmful() {
    int count = 0;
    for (boolean harmful : PayQuality.clearlyHarmful(effects)) {
      count += harmful ? 1 : 0;
    }
    return count;
  }
}
