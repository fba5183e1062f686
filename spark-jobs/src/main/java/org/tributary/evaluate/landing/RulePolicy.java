package org.tributary.evaluate.landing;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.tributary.schemas.chain.Eip55;
import org.tributary.schemas.policy.AttributionRule;
import org.tributary.schemas.policy.Damping;
import org.tributary.schemas.policy.InfluenceRule;
import org.tributary.schemas.policy.Method;
import org.tributary.schemas.policy.PayRule;
import org.tributary.schemas.policy.PolicyReader;
import org.tributary.schemas.policy.SpanRule;
import org.tributary.schemas.run.CanonicalJson;

/**
 * The smallest policy that attributes one model by one rule. Stages want a whole policy; who would
 * be paid through which contract has nothing to do with attribution, so it names parties that don't
 * exist, and every token that the log has. All other models get a method that costs nothing.
 */
final class RulePolicy {
  /** Before any log. */
  private static final String ALWAYS = "0001-01-01";

  private static final String CHAIN = "1";
  private static final int WHOLE_PPM = 1_000_000;

  private RulePolicy() {}

  /** The policy as JSON, which is HOCON. */
  static String of(AttributionRule rule, String modelId, List<String> tokens) {
    Map<String, Object> policy = new TreeMap<>();
    policy.put("format", PolicyReader.FORMAT);
    policy.put("policy-id", "evaluate");
    policy.put("effective-from", ALWAYS);
    policy.put("tokens", tokens(tokens));
    policy.put("distributors", Map.of(CHAIN, address(tokens.size())));
    policy.put(
        "accounts", Map.of("platform", "payee:platform", "unattributed", "suspense:unattributed"));
    policy.put(
        "waterfall",
        Map.of(
            "infrastructure-cap-ppm",
            0,
            "shares-ppm",
            Map.of(
                "platform", 0,
                "model-developer", 0,
                "base-model-developer", 0,
                "contributors", WHOLE_PPM)));
    policy.put(
        "attribution",
        Map.of(
            "default",
            Map.of("methods", List.of(method(Method.DECLARED, WHOLE_PPM))),
            "models",
            Map.of(modelId, rule(rule))));
    return CanonicalJson.write(policy);
  }

  private static Map<String, Object> tokens(List<String> names) {
    Map<String, Object> tokens = new TreeMap<>();
    for (int i = 0; i < names.size(); i++) {
      tokens.put(
          names.get(i),
          Map.of(
              "chain-id",
              Integer.parseInt(CHAIN),
              "address",
              address(i),
              "decimals",
              0,
              "minimum-payout",
              "0",
              "rate-per-gpu-ms",
              "0"));
    }
    return tokens;
  }

  private static String address(int number) {
    return Eip55.checksum(String.format(Locale.ROOT, "0x%040x", number + 1));
  }

  private static Map<String, Object> rule(AttributionRule rule) {
    return Map.of(
        "methods",
        rule.methods().stream().map(each -> method(each.method(), each.weightPpm())).toList(),
        "influence",
        influence(rule.influence()),
        "pay",
        pay(rule.pay()),
        "span",
        span(rule.span()));
  }

  private static Map<String, Object> span(SpanRule span) {
    return Map.of(
        "minimum-tokens", span.minimumTokens(),
        "seed-tokens", span.seedTokens(),
        "echo-tokens", span.echoTokens(),
        "information-floor-bits", span.informationFloorBits(),
        "earliest-claim-ppm", span.earliestClaimPpm(),
        "background", span.background().orElse("none"),
        "background-sha256", span.backgroundSha256().orElse("none"));
  }

  private static Map<String, Object> method(Method method, int weightPpm) {
    return Map.of("method", kebab(method), "weight-ppm", weightPpm);
  }

  private static Map<String, Object> influence(InfluenceRule influence) {
    return Map.of(
        "preconditioner", kebab(influence.preconditioner()),
        "damping", damping(influence.damping()),
        "checkpoint-weights-ppm", influence.checkpointWeightsPpm(),
        "evidence-rows", influence.evidenceRows());
  }

  private static Map<String, Object> damping(Damping damping) {
    return switch (damping.kind()) {
      case AUTO -> Map.of("auto", true);
      case ABSOLUTE, RELATIVE_TO_MEAN_EIGENVALUE ->
          Map.of(kebab(damping.kind()), Double.toString(damping.value()));
    };
  }

  private static Map<String, Object> pay(PayRule pay) {
    if (pay.equals(PayRule.PUBLISHED_POA)) {
      return Map.of("rule", "published-poa");
    }
    return Map.of(
        "rule", kebab(pay.value()),
        "duplicates", kebab(pay.duplicates()),
        "near-duplicate-cosine-ppm", pay.nearDuplicateCosinePpm(),
        "signal-to-noise-floor-ppm", pay.signalToNoiseFloorPpm(),
        "net-influence",
            Map.of(
                "kappa-ppm", pay.kappaPpm(),
                "shrinkage-ppm", pay.shrinkagePpm(),
                "window-days", pay.windowDays()));
  }

  private static String kebab(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
