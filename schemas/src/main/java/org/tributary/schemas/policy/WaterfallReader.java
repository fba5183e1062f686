package org.tributary.schemas.policy;

import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Reads blocks {@code accounts}, {@code waterfall}, {@code agents} and {@code worth}: how money is
 * divided.
 */
final class WaterfallReader {
  private static final int WHOLE = 1_000_000;
  private static final Pattern ACCOUNT = Pattern.compile("(payee|suspense):[^\\s:][^\\s]*");
  private static final Map<Role, String> SHARES =
      new EnumMap<>(
          Map.of(
              Role.PLATFORM, "platform",
              Role.MODEL_DEVELOPER, "model-developer",
              Role.BASE_MODEL_DEVELOPER, "base-model-developer",
              Role.CONTRIBUTOR, "contributors"));

  /** What a policy may leave out: then the role gets nothing. */
  private static final Map<Role, String> OPTIONAL_SHARES =
      new EnumMap<>(
          Map.of(
              Role.ADAPTER_DEVELOPER, "adapter-developer",
              Role.DATANET_CURATOR, "datanet-curators",
              Role.AGENT_OWNER, "agent-owner",
              Role.TREASURY, "treasury"));

  private static final int MOST_MODELS = 64;
  private static final int MOST_HALF_LIFE_DAYS = 3_650;

  private WaterfallReader() {}

  static Accounts accounts(PolicySection section) {
    Accounts accounts =
        new Accounts(
            account(section, "platform"),
            account(section, "unattributed"),
            section.has("treasury") ? account(section, "treasury") : Accounts.DEFAULT_TREASURY);
    section.end();
    return accounts;
  }

  private static String account(PolicySection section, String key) {
    Optional<String> account = section.text(key);
    if (account.isPresent() && !ACCOUNT.matcher(account.get()).matches()) {
      section.problem(
          key, "\"%s\" is no account: write payee:<id> or suspense:<name>", account.get());
    }
    return account.orElse("suspense:missing");
  }

  static Waterfall waterfall(PolicySection section) {
    int cap = section.partsPerMillion("infrastructure-cap-ppm");
    Map<Role, Integer> shares = shares(section);
    int most =
        section.has("most-models")
            ? Math.toIntExact(section.integer("most-models", 1, MOST_MODELS))
            : Waterfall.DEFAULT_MOST_MODELS;
    Waterfall.Unattributed unattributed =
        optionalConstant(section, "unattributed-to", Waterfall.Unattributed.ACCOUNT);
    section.end();
    return new Waterfall(cap, shares, most, unattributed);
  }

  private static Map<Role, Integer> shares(PolicySection section) {
    PolicySection block = section.section("shares-ppm");
    Map<Role, Integer> shares = new EnumMap<>(Role.class);
    long sum = 0;
    boolean complete = true;
    for (Map.Entry<Role, String> share : SHARES.entrySet()) {
      complete &= block.has(share.getValue());
      int ppm = block.partsPerMillion(share.getValue());
      shares.put(share.getKey(), ppm);
      sum += ppm;
    }
    for (Map.Entry<Role, String> share : OPTIONAL_SHARES.entrySet()) {
      int ppm = block.has(share.getValue()) ? block.partsPerMillion(share.getValue()) : 0;
      if (ppm > 0) {
        shares.put(share.getKey(), ppm);
      }
      sum += ppm;
    }
    if (complete && sum != WHOLE) {
      section.problem("shares-ppm", "sum to %,d: they must sum to 1,000,000", sum);
    }
    block.end();
    return shares;
  }

  static AgentRule agents(PolicySection section) {
    AgentRule rule =
        new AgentRule(
            optionalConstant(section, "reward-by", AgentRule.DEFAULT.rewardBy()),
            optionalConstant(section, "failure", AgentRule.DEFAULT.failure()));
    section.end();
    return rule;
  }

  static WorthRule worth(PolicySection section) {
    String halfLife = "freshness-half-life-days";
    boolean ages = section.has(halfLife) && !section.isNone(halfLife);
    WorthRule rule =
        new WorthRule(
            ages
                ? Math.toIntExact(section.integer(halfLife, 1, MOST_HALF_LIFE_DAYS))
                : WorthRule.AGELESS,
            optionalConstant(section, "quality", WorthRule.DEFAULT.quality()));
    section.end();
    return rule;
  }

  private static <E extends Enum<E>> E optionalConstant(
      PolicySection section, String key, E otherwise) {
    return section.has(key)
        ? section.constant(key, otherwise.getDeclaringClass()).orElse(otherwise)
        : otherwise;
  }
}
