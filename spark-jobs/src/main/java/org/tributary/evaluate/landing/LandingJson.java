package org.tributary.evaluate.landing;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.tributary.evaluate.Numbers;
import org.tributary.evaluate.landing.LandingEvaluation.RulePay;
import org.tributary.evaluate.pay.PayQuality;
import org.tributary.evaluate.pay.Rule;
import org.tributary.schemas.EngineVersion;
import org.tributary.schemas.run.CanonicalJson;

/**
 * {@code evaluate.json} of a landed model: the keys of the built-in evaluation where they mean the
 * same. Decimals are strings with six digits after the point, but for the numbers that sum up and
 * for effects, which are as they were given.
 */
final class LandingJson {
  private static final int FORMAT = 1;
  private static final int DIGITS = 6;

  private LandingJson() {}

  static String of(LandingEvaluation evaluation) {
    PayQuality headline = evaluation.rule(Rule.DEFAULT).quality();
    Map<String, Object> json = new TreeMap<>();
    json.put("format", FORMAT);
    json.put("engine", EngineVersion.ENGINE);
    json.put("spearman", new BigDecimal(text(headline.spearman())));
    json.put("harmful_share", new BigDecimal(text(headline.harmfulShare())));
    json.put("landing", landing(evaluation));
    return CanonicalJson.write(json) + "\n";
  }

  private static Map<String, Object> landing(LandingEvaluation evaluation) {
    Map<String, Object> json = new TreeMap<>();
    json.put("model", model(evaluation));
    json.put("contributors", contributors(evaluation));
    json.put("harmful", evaluation.harmful());
    json.put("rules", rules(evaluation));
    evaluation.ceiling().ifPresent(ceiling -> json.put("ceiling", text(ceiling.spearman())));
    json.put("contributors_without_effect", evaluation.withoutTruth());
    json.put("effects_without_contribution", evaluation.withoutContributions());
    json.put(
        "quarantined", evaluation.quarantined().stream().map(LandingJson::quarantined).toList());
    return json;
  }

  private static Map<String, Object> model(LandingEvaluation evaluation) {
    LoggedModel model = evaluation.model();
    return Map.of(
        "model_id", model.modelId(),
        "inferences", model.inferences(),
        "inferences_with_sketch", model.sketched(),
        "first_date", model.firstDate().toString(),
        "last_date", model.lastDate().toString(),
        "contributions", evaluation.contributions(),
        "contributions_without_sketch", evaluation.withoutSketch());
  }

  private static List<Object> contributors(LandingEvaluation evaluation) {
    List<Object> contributors = new ArrayList<>();
    boolean[] harmful = PayQuality.clearlyHarmful(evaluation.effects());
    for (int c = 0; c < harmful.length; c++) {
      Map<String, Object> shares = new TreeMap<>();
      for (RulePay rule : evaluation.rules()) {
        shares.put(rule.name(), text(rule.paid().shares()[c]));
      }
      contributors.add(
          Map.of(
              "contributor_id",
              evaluation.contributors().get(c),
              "effect",
              Numbers.plain(evaluation.effects()[c]),
              "clearly_harmful",
              harmful[c],
              "shares",
              shares));
    }
    return contributors;
  }

  private static Map<String, Object> rules(LandingEvaluation evaluation) {
    Map<String, Object> rules = new TreeMap<>();
    for (RulePay rule : evaluation.rules()) {
      Map<String, Object> reasons = new TreeMap<>();
      rule.unattributed().forEach((reason, share) -> reasons.put(reason, text(share)));
      rules.put(
          rule.name(),
          Map.of(
              "spearman", text(rule.quality().spearman()),
              "total_variation", text(rule.quality().totalVariation()),
              "harmful_share", text(rule.quality().harmfulShare()),
              "unattributed_share", text(rule.unattributedShare()),
              "unattributed", reasons,
              "share_without_effect", text(rule.withoutTruth())));
    }
    return rules;
  }

  private static Map<String, Object> quarantined(Quarantined rows) {
    return Map.of(
        "table", rows.table(),
        "reason_code", rows.reasonCode(),
        "rows", rows.rows(),
        "first", rows.place(),
        "detail", rows.detail());
  }

  private static String text(double value) {
    return Numbers.fixed(value, DIGITS);
  }
}
