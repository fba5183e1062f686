package org.tributary.evaluate;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.tributary.evaluate.pay.AttackFactor;
import org.tributary.evaluate.pay.MixedWorld;
import org.tributary.evaluate.pay.PayEvaluation;
import org.tributary.evaluate.pay.PayProtocol;
import org.tributary.evaluate.pay.PayQuality;
import org.tributary.evaluate.pay.Rule;

/** What was measured about pay, for canonical JSON. Decimals have six digits after the point. */
final class PayJson {
  private static final int DIGITS = 6;

  private PayJson() {}

  /** The three numbers that say it all, for the default rule: JSON numbers. */
  static Map<String, Object> headline(PayEvaluation pay) {
    Map<String, Object> json = new TreeMap<>();
    json.put("spearman", number(pay.spearman(Rule.DEFAULT)));
    json.put("harmful_share", number(pay.harmfulShare(Rule.DEFAULT)));
    if (!pay.attacks().isEmpty()) {
      json.put("worst_attack_factor", number(pay.worstAttackFactor(Rule.DEFAULT)));
    }
    return json;
  }

  /** Everything: medians, every world and every attack. */
  static Map<String, Object> of(PayEvaluation pay) {
    Map<String, Object> json = new TreeMap<>();
    json.put("protocol", protocol(pay.protocol()));
    json.put("rules", rules(pay));
    json.put("worlds", pay.worlds().stream().map(PayJson::world).toList());
    json.put("attacks", attacks(pay));
    json.put("ceiling", text(pay.ceiling()));
    return json;
  }

  private static Map<String, Object> protocol(PayProtocol protocol) {
    return Map.of(
        "seeds", protocol.seeds(),
        "contributors", protocol.contributors(),
        "train_rows", protocol.trainRows(),
        "query_rows", protocol.queryRows(),
        "highest_noise", text(protocol.highestNoise()),
        "attack_seeds", protocol.attackSeeds(),
        "attackers", protocol.attackers(),
        "l2", Numbers.plain(protocol.l2()));
  }

  private static Map<String, Object> rules(PayEvaluation pay) {
    Map<String, Object> rules = new TreeMap<>();
    for (String rule : pay.rules()) {
      Map<String, Object> json = new TreeMap<>();
      json.put("spearman", text(pay.spearman(rule)));
      json.put("total_variation", text(pay.totalVariation(rule)));
      json.put("harmful_share", text(pay.harmfulShare(rule)));
      if (pay.attackedRules().contains(rule)) {
        json.put("worst_attack_factor", text(pay.worstAttackFactor(rule)));
      }
      rules.put(rule, json);
    }
    return rules;
  }

  private static Map<String, Object> world(MixedWorld world) {
    Map<String, Object> paid = new TreeMap<>();
    world.paid().forEach(each -> paid.put(each.rule(), paid(each)));
    return Map.of(
        "seed", world.seed(),
        "accuracy", text(world.accuracy()),
        "harmful", world.harmful(),
        "reliability", text(world.reliability()),
        "mislabel_auc", text(world.mislabelAuc()),
        "ceiling", text(world.ceiling().spearman()),
        "effects", texts(world.effects()),
        "rules", paid);
  }

  private static Map<String, Object> paid(MixedWorld.Paid paid) {
    PayQuality quality = paid.quality();
    return Map.of(
        "spearman", text(quality.spearman()),
        "total_variation", text(quality.totalVariation()),
        "harmful_share", text(quality.harmfulShare()),
        "shares", texts(paid.shares()));
  }

  private static List<Object> attacks(PayEvaluation pay) {
    List<Object> attacks = new ArrayList<>();
    for (String attack : pay.attackNames()) {
      for (String rule : pay.attackedRules()) {
        attacks.add(
            Map.of(
                "attack",
                attack,
                "rule",
                rule,
                "median",
                text(pay.attackFactor(attack, rule)),
                "largest",
                text(pay.largestFactor(attack, rule)),
                "each",
                each(pay, attack, rule)));
      }
    }
    return attacks;
  }

  private static List<Map<String, Object>> each(PayEvaluation pay, String attack, String rule) {
    List<Map<String, Object>> each = new ArrayList<>();
    for (AttackFactor factor : pay.attacks()) {
      if (factor.attack().equals(attack) && factor.rule().equals(rule)) {
        each.add(
            Map.of(
                "seed", factor.seed(),
                "attacker", factor.attacker(),
                "factor", text(factor.factor())));
      }
    }
    return each;
  }

  private static BigDecimal number(double value) {
    return new BigDecimal(text(value));
  }

  private static String text(double value) {
    return Numbers.fixed(value, DIGITS);
  }

  private static List<String> texts(double[] values) {
    return Arrays.stream(values).mapToObj(PayJson::text).toList();
  }
}
