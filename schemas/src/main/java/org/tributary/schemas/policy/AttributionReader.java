package org.tributary.schemas.policy;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigObject;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Reads block {@code attribution} of a policy: how inferences are attributed. */
final class AttributionReader {
  private static final int WHOLE = 1_000_000;
  private static final int MOST_EVIDENCE_ROWS = 1_000;
  private static final int LEAST_COSINE_PPM = 500_000;
  private static final int MOST_KAPPA_PPM = 10_000_000;
  private static final int MOST_SHRINKAGE_PPM = 10_000_000;
  private static final int MOST_WINDOW_DAYS = 366;
  private static final int MOST_FLOOR_PPM = 100_000_000;

  private final ConfigObject defaultInfluence;
  private final ConfigObject defaultPay;
  private final ConfigObject defaultSpan;
  private final ConfigObject defaultLexical;

  AttributionReader(Config reference) {
    this.defaultInfluence = reference.getObject("attribution.default.influence");
    this.defaultPay = reference.getObject("attribution.default.pay");
    this.defaultSpan = reference.getObject("attribution.default.span");
    this.defaultLexical = reference.getObject("attribution.default.lexical");
  }

  /** Rules by model id. */
  Map<String, AttributionRule> ofModels(PolicySection section) {
    Map<String, AttributionRule> rules = new HashMap<>();
    for (String modelId : section.keys()) {
      rules.put(modelId, rule(section.section(modelId)));
    }
    return rules;
  }

  /** The rule that a block says; what it leaves out is the reference's. */
  AttributionRule rule(PolicySection section) {
    List<MethodWeight> methods = methods(section);
    InfluenceRule influence =
        influence(section.optionalSection("influence").orElse(defaultInfluence));
    PayRule pay = pay(section.optionalSection("pay"));
    SpanRule span = TextRuleReader.span(section.optionalSection("span").orElse(defaultSpan));
    LexicalRule lexical =
        TextRuleReader.lexical(section.optionalSection("lexical").orElse(defaultLexical));
    section.end();
    return new AttributionRule(methods, influence, pay, span, lexical);
  }

  private static InfluenceRule influence(PolicySection section) {
    Preconditioner preconditioner =
        section
            .constant("preconditioner", Preconditioner.class)
            .orElse(Preconditioner.GAUSS_NEWTON);
    InfluenceRule rule =
        new InfluenceRule(
            preconditioner,
            damping(section.section("damping")),
            checkpointWeights(section.optionalSection("checkpoint-weights-ppm")),
            Math.toIntExact(section.integer("evidence-rows", 0, MOST_EVIDENCE_ROWS)));
    section.end();
    return rule;
  }

  private static SortedMap<String, Integer> checkpointWeights(PolicySection section) {
    SortedMap<String, Integer> weights = new TreeMap<>();
    section.keys().forEach(name -> weights.put(name, section.partsPerMillion(name)));
    if (!weights.isEmpty() && weights.values().stream().allMatch(weight -> weight == 0)) {
      section.problemHere("must have a weight above zero");
    }
    return weights;
  }

  private PayRule pay(PolicySection section) {
    NamedPay named =
        section.has("rule")
            ? section.constant("rule", NamedPay.class).orElse(NamedPay.LEAVE_GROUP_OUT)
            : NamedPay.LEAVE_GROUP_OUT;
    if (named == NamedPay.PUBLISHED_POA) {
      // It has no settings: one that is written beside it is an unknown key.
      section.end();
      return PayRule.PUBLISHED_POA;
    }
    PolicySection complete = section.orElse(defaultPay);
    PolicySection net =
        complete.section("net-influence").orElse((ConfigObject) defaultPay.get("net-influence"));
    PayRule rule =
        new PayRule(
            PayRule.Value.LEAVE_GROUP_OUT,
            complete
                .constant("duplicates", PayRule.Duplicates.class)
                .orElse(PayRule.Duplicates.EARLIEST),
            Math.toIntExact(complete.integer("near-duplicate-cosine-ppm", LEAST_COSINE_PPM, WHOLE)),
            Math.toIntExact(net.integer("kappa-ppm", 0, MOST_KAPPA_PPM)),
            Math.toIntExact(net.integer("shrinkage-ppm", 0, MOST_SHRINKAGE_PPM)),
            Math.toIntExact(net.integer("window-days", 1, MOST_WINDOW_DAYS)),
            Math.toIntExact(complete.integer("signal-to-noise-floor-ppm", 0, MOST_FLOOR_PPM)));
    net.end();
    complete.has("rule");
    complete.end();
    return rule;
  }

  private static List<MethodWeight> methods(PolicySection section) {
    List<MethodWeight> methods = new ArrayList<>();
    Set<Method> seen = EnumSet.noneOf(Method.class);
    long sum = 0;
    for (PolicySection block : section.sections("methods")) {
      Optional<Method> method = block.constant("method", Method.class);
      int weight = Math.toIntExact(block.integer("weight-ppm", 1, WHOLE));
      block.end();
      sum += weight;
      if (method.isPresent() && !seen.add(method.get())) {
        block.problem("method", "stands twice in the blend");
      }
      method.ifPresent(known -> methods.add(new MethodWeight(known, weight)));
    }
    if (section.has("methods") && sum != WHOLE) {
      section.problem("methods", "have weights that sum to %,d: it must be 1,000,000", sum);
    }
    return methods;
  }

  private static Damping damping(PolicySection section) {
    boolean absolute = section.has("absolute");
    boolean relative = section.has("relative-to-mean-eigenvalue");
    boolean auto = section.has("auto");
    section.end();
    if (Stream.of(absolute, relative, auto).filter(given -> given).count() != 1) {
      section.problemHere("must have one of absolute, relative-to-mean-eigenvalue and auto");
      return Damping.AUTO;
    }
    if (auto) {
      section.requireTrue("auto");
      return Damping.AUTO;
    }
    return absolute
        ? new Damping(Damping.Kind.ABSOLUTE, section.positiveDecimal("absolute"))
        : new Damping(
            Damping.Kind.RELATIVE_TO_MEAN_EIGENVALUE,
            section.positiveDecimal("relative-to-mean-eigenvalue"));
  }

  /** Names of pay rules. */
  private enum NamedPay {
    LEAVE_GROUP_OUT,
    PUBLISHED_POA
  }
}
