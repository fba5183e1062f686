package org.tributary.evaluate.pay;

import java.util.List;
import org.tributary.schemas.policy.AttributionRule;
import org.tributary.schemas.policy.InfluenceRule;
import org.tributary.schemas.policy.PayRule;
import org.tributary.schemas.policy.PolicyReader;
import org.tributary.schemas.policy.Preconditioner;

/**
 * A way to pay, by name.
 *
 * @param name as tables and JSON call it
 * @param attribution what the engine is told
 */
public record Rule(String name, AttributionRule attribution) {
  /** What a policy without settings of its own does. */
  public static final String DEFAULT = "default";

  /** The published Proof of Attribution: the positive share of rows. */
  public static final String PUBLISHED = "published-poa";

  private static final int ONE = 1_000_000;

  private static final AttributionRule REFERENCE = PolicyReader.reference().defaultAttribution();

  /** The default, the published rule, and the steps between them. */
  static List<Rule> all() {
    AttributionRule rule = REFERENCE;
    PayRule pay = rule.pay();
    PayRule.Value rows = PayRule.Value.POSITIVE_ROWS;
    return List.of(
        byDefault(),
        paying("without net influence", pay(pay, pay.value(), pay.duplicates(), 0)),
        paying(
            "without groups", pay(pay, pay.value(), PayRule.Duplicates.SEPARATE, pay.kappaPpm())),
        paying("rows instead of contributors", pay(pay, rows, pay.duplicates(), pay.kappaPpm())),
        paying("kappa 1", pay(pay, pay.value(), pay.duplicates(), ONE)),
        paying("kappa 1.05", pay(pay, pay.value(), pay.duplicates(), 1050000)),
        paying("kappa 1.1", pay(pay, pay.value(), pay.duplicates(), 1100000)),
        paying("kappa 1.15", pay(pay, pay.value(), pay.duplicates(), 1150000)),
        solving("default, relative", Preconditioner.RELATIVE),
        solving("default, datainf", Preconditioner.DATAINF),
        solving("default, gradient-dot", Preconditioner.GRADIENT_DOT),
        published());
  }

  /** The rules that attacks are tried on: they need few preparations of a world. */
  static List<Rule> attacked() {
    return all().stream()
        .filter(
            rule ->
                List.of(DEFAULT, "without net influence", "without groups", PUBLISHED)
                    .contains(rule.name()))
        .toList();
  }

  /** The default and the published rule. */
  public static List<Rule> both() {
    return List.of(byDefault(), published());
  }

  private static Rule byDefault() {
    return new Rule(DEFAULT, REFERENCE);
  }

  private static Rule published() {
    return paying(PUBLISHED, PayRule.PUBLISHED_POA);
  }

  private static Rule paying(String name, PayRule pay) {
    AttributionRule rule = REFERENCE;
    return new Rule(name, new AttributionRule(rule.methods(), rule.influence(), pay));
  }

  private static Rule solving(String name, Preconditioner preconditioner) {
    AttributionRule rule = REFERENCE;
    InfluenceRule influence = rule.influence();
    return new Rule(
        name,
        new AttributionRule(
            rule.methods(),
            new InfluenceRule(
                preconditioner,
                influence.damping(),
                influence.checkpointWeightsPpm(),
                influence.evidenceRows()),
            rule.pay()));
  }

  private static PayRule pay(
      PayRule rule, PayRule.Value value, PayRule.Duplicates duplicates, int kappaPpm) {
    return new PayRule(
        value,
        duplicates,
        rule.nearDuplicateCosinePpm(),
        kappaPpm,
        rule.windowDays(),
        rule.signalToNoiseFloorPpm());
  }
}
