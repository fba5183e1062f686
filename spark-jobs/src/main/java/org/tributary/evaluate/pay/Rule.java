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

  private static final String NO_HARM = "harm doesn't count, no shrinkage";
  private static final int HALF = 500_000;
  private static final int HARSH = 1_100_000;
  private static final int NEARLY_ONE = 995_000;

  private static final AttributionRule REFERENCE = PolicyReader.reference().defaultAttribution();

  /** The default, the published rule, and what lies between them: one thing changed at a time. */
  static List<Rule> all() {
    PayRule pay = REFERENCE.pay();
    return List.of(
        byDefault(),
        paying("no shrinkage", with(pay, pay.value(), pay.duplicates(), pay.kappaPpm(), 0)),
        paying(
            "half the shrinkage", with(pay, pay.value(), pay.duplicates(), pay.kappaPpm(), HALF)),
        paying("no shrinkage, kappa 1.1", with(pay, pay.value(), pay.duplicates(), HARSH, 0)),
        paying(NO_HARM, with(pay, pay.value(), pay.duplicates(), 0, 0)),
        paying(
            "rows instead of contributors, no shrinkage",
            with(pay, PayRule.Value.POSITIVE_ROWS, pay.duplicates(), pay.kappaPpm(), 0)),
        solving("relative", Preconditioner.RELATIVE),
        solving("datainf", Preconditioner.DATAINF),
        solving("gradient-dot", Preconditioner.GRADIENT_DOT),
        published());
  }

  /** The rules that attacks are tried on: they need two preparations of a world. */
  static List<Rule> attacked() {
    PayRule pay = REFERENCE.pay();
    PayRule.Duplicates separate = PayRule.Duplicates.SEPARATE;
    return List.of(
        byDefault(),
        paying("no shrinkage", with(pay, pay.value(), pay.duplicates(), pay.kappaPpm(), 0)),
        paying(NO_HARM, with(pay, pay.value(), pay.duplicates(), 0, 0)),
        paying("no groups", with(pay, pay.value(), separate, pay.kappaPpm(), pay.shrinkagePpm())),
        published());
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
    return new Rule(name, new AttributionRule(REFERENCE.methods(), REFERENCE.influence(), pay));
  }

  private static Rule solving(String name, Preconditioner preconditioner) {
    InfluenceRule influence = REFERENCE.influence();
    PayRule pay = REFERENCE.pay();
    // Raw gradients of one class are all alike: without a curvature only true copies may be.
    int cosine = preconditioner.isDamped() ? pay.nearDuplicateCosinePpm() : NEARLY_ONE;
    return new Rule(
        name,
        new AttributionRule(
            REFERENCE.methods(),
            new InfluenceRule(
                preconditioner,
                influence.damping(),
                influence.checkpointWeightsPpm(),
                influence.evidenceRows()),
            new PayRule(
                pay.value(),
                pay.duplicates(),
                cosine,
                pay.kappaPpm(),
                pay.shrinkagePpm(),
                pay.windowDays(),
                pay.signalToNoiseFloorPpm())));
  }

  private static PayRule with(
      PayRule rule,
      PayRule.Value value,
      PayRule.Duplicates duplicates,
      int kappaPpm,
      int shrinkagePpm) {
    return new PayRule(
        value,
        duplicates,
        rule.nearDuplicateCosinePpm(),
        kappaPpm,
        shrinkagePpm,
        rule.windowDays(),
        rule.signalToNoiseFloorPpm());
  }
}
