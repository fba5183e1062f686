package org.tributary.schemas.policy;

import java.io.Serializable;
import java.time.LocalDate;
import java.util.Map;

/**
 * The rules that turn fees into entitlements, from one start date on.
 *
 * @param policyId name, unique in a policy book
 * @param effectiveFrom first log date that is settled under it
 * @param effectiveUntil first log date that no longer is; {@link #OPEN}: it holds until the next
 *     policy of the book starts
 * @param sha256 of the policy file's bytes
 * @param tokens by token id
 * @param distributors what pays claims, by chain id
 * @param accounts accounts that the policy names
 * @param waterfall how a fee is divided
 * @param agents what becomes of rewards
 * @param worth what contributions are worth beside their attribution
 * @param defaultAttribution rule of models that {@code attribution} doesn't name
 * @param attribution rules by model id
 * @param payout how balances are paid
 * @param safety bounds that stop a run
 * @param approval what must hold before a settlement leaves the house
 */
public record Policy(
    String policyId,
    LocalDate effectiveFrom,
    LocalDate effectiveUntil,
    String sha256,
    Map<String, Token> tokens,
    Map<Long, DistributorRule> distributors,
    Accounts accounts,
    Waterfall waterfall,
    AgentRule agents,
    WorthRule worth,
    AttributionRule defaultAttribution,
    Map<String, AttributionRule> attribution,
    PayoutRule payout,
    SafetyRule safety,
    ApprovalRule approval)
    implements Serializable {
  /** The end of a policy that says none. */
  public static final LocalDate OPEN = LocalDate.MAX;

  public Policy {
    tokens = Map.copyOf(tokens);
    distributors = Map.copyOf(distributors);
    attribution = Map.copyOf(attribution);
  }

  /** Names no approvers, so that no settlement of it leaves the house. */
  public Policy(
      String policyId,
      LocalDate effectiveFrom,
      LocalDate effectiveUntil,
      String sha256,
      Map<String, Token> tokens,
      Map<Long, DistributorRule> distributors,
      Accounts accounts,
      Waterfall waterfall,
      AgentRule agents,
      WorthRule worth,
      AttributionRule defaultAttribution,
      Map<String, AttributionRule> attribution,
      PayoutRule payout,
      SafetyRule safety) {
    this(
        policyId,
        effectiveFrom,
        effectiveUntil,
        sha256,
        tokens,
        distributors,
        accounts,
        waterfall,
        agents,
        worth,
        defaultAttribution,
        attribution,
        payout,
        safety,
        ApprovalRule.NOBODY);
  }

  /** Without an end, with the default rules of agents and worth; it pays balances in full. */
  public Policy(
      String policyId,
      LocalDate effectiveFrom,
      String sha256,
      Map<String, Token> tokens,
      Map<Long, DistributorRule> distributors,
      Accounts accounts,
      Waterfall waterfall,
      AttributionRule defaultAttribution,
      Map<String, AttributionRule> attribution) {
    this(
        policyId,
        effectiveFrom,
        OPEN,
        sha256,
        tokens,
        distributors,
        accounts,
        waterfall,
        AgentRule.DEFAULT,
        WorthRule.DEFAULT,
        defaultAttribution,
        attribution,
        PayoutRule.PLAIN,
        SafetyRule.NONE);
  }

  /** Whether the rule of any model has a method. */
  public boolean uses(Method method) {
    return defaultAttribution.uses(method)
        || attribution.values().stream().anyMatch(rule -> rule.uses(method));
  }

  /** The rule that attributes inferences of {@code modelId}. */
  public AttributionRule attributionOf(String modelId) {
    return attribution.getOrDefault(modelId, defaultAttribution);
  }
}
