package org.tributary.allocate;

import java.math.BigInteger;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.tributary.schemas.policy.Accounts;
import org.tributary.schemas.policy.AgentRule;
import org.tributary.schemas.policy.AttributionRule;
import org.tributary.schemas.policy.Damping;
import org.tributary.schemas.policy.DistributorRule;
import org.tributary.schemas.policy.InfluenceRule;
import org.tributary.schemas.policy.Method;
import org.tributary.schemas.policy.MethodWeight;
import org.tributary.schemas.policy.PayRule;
import org.tributary.schemas.policy.PayoutRule;
import org.tributary.schemas.policy.Policy;
import org.tributary.schemas.policy.Preconditioner;
import org.tributary.schemas.policy.Role;
import org.tributary.schemas.policy.SafetyRule;
import org.tributary.schemas.policy.Token;
import org.tributary.schemas.policy.Waterfall;
import org.tributary.schemas.policy.WorthRule;

/** The small world of the hand-worked cases. */
final class MoneyFixtures {
  static final LocalDate JUNE_1 = LocalDate.parse("2026-06-01");
  static final String ADDRESS = "0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed";

  /** 20 % cap for infrastructure; of the rest 5 %, 20 %, 5 % and 70 %. */
  static final Waterfall WATERFALL =
      new Waterfall(
          200_000,
          Map.of(
              Role.PLATFORM, 50_000,
              Role.MODEL_DEVELOPER, 200_000,
              Role.BASE_MODEL_DEVELOPER, 50_000,
              Role.CONTRIBUTOR, 700_000));

  /** An adapter of dev-a on a base of dev-b. */
  static final ModelOwners OWNERS =
      new ModelOwners.Builder()
          .add("adapter", "dev-a", Optional.of("base"))
          .add("base", "dev-b", Optional.empty())
          .add("orphan", "dev-c", Optional.of("unknown-base"))
          .build();

  private MoneyFixtures() {}

  /** A policy from {@link #JUNE_1} on with token TRIB at 3 units per GPU millisecond. */
  static Policy policy(Waterfall waterfall) {
    return policy("june", JUNE_1, waterfall, List.of(token("TRIB", 3), token("USD", 0)));
  }

  static Policy policy(String id, LocalDate from, Waterfall waterfall, List<Token> tokens) {
    return policy(id, from, waterfall, tokens, AgentRule.DEFAULT);
  }

  static Policy policy(
      String id, LocalDate from, Waterfall waterfall, List<Token> tokens, AgentRule agents) {
    return policy(id, from, waterfall, tokens, agents, WorthRule.DEFAULT);
  }

  static Policy policy(
      String id,
      LocalDate from,
      Waterfall waterfall,
      List<Token> tokens,
      AgentRule agents,
      WorthRule worth) {
    AttributionRule rule =
        new AttributionRule(
            List.of(new MethodWeight(Method.INFLUENCE, 1_000_000)),
            new InfluenceRule(
                Preconditioner.GAUSS_NEWTON, new Damping(Damping.Kind.ABSOLUTE, 1), 3),
            PayRule.LEAVE_GROUP_OUT);
    return new Policy(
        id,
        from,
        Policy.OPEN,
        "0".repeat(64),
        tokens.stream().collect(Collectors.toMap(Token::tokenId, token -> token)),
        Map.of(8453L, DistributorRule.plain(ADDRESS)),
        new Accounts("payee:platform", "suspense:unattributed"),
        waterfall,
        agents,
        worth,
        rule,
        Map.of(),
        PayoutRule.PLAIN,
        SafetyRule.NONE);
  }

  static Token token(String tokenId, long ratePerGpuMs) {
    return new Token(tokenId, 8453, ADDRESS, 18, BigInteger.ZERO, BigInteger.valueOf(ratePerGpuMs));
  }

  static Income fee(String modelId, long fee, long gpuMs) {
    return fee(modelId, BigInteger.valueOf(fee), gpuMs);
  }

  static Income fee(String modelId, BigInteger fee, long gpuMs) {
    return new Income(
        SourceKind.FEE,
        "inf-1",
        JUNE_1,
        "TRIB",
        fee,
        "inf-1",
        modelId,
        Optional.of(new Income.Metering("node-1", gpuMs)),
        "caller",
        Optional.empty());
  }

  static AttributionShare attributed(String method, int weight, String contributor, long share) {
    return new AttributionShare(
        method,
        weight,
        Optional.of("net"),
        Optional.of(contributor),
        share,
        Optional.empty(),
        Optional.empty());
  }

  static AttributionShare unattributed(String method, int weight, String reason, long share) {
    return new AttributionShare(
        method,
        weight,
        Optional.empty(),
        Optional.empty(),
        share,
        Optional.empty(),
        Optional.of(reason));
  }

  /** {@code ROLE account amount [reason]}, for readable assertions. */
  static List<String> lines(List<Entitlement> entitlements) {
    return entitlements.stream()
        .map(
            e ->
                e.role()
                    + " "
                    + e.account().text()
                    + " "
                    + e.amount()
                    + e.reasonCode().map(reason -> " " + reason).orElse(""))
        .toList();
  }

  static BigInteger sum(List<Entitlement> entitlements) {
    return entitlements.stream().map(Entitlement::amount).reduce(BigInteger.ZERO, BigInteger::add);
  }
}
