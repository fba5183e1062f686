package org.tributary.schemas.policy;

import java.io.Serializable;
import java.time.LocalDate;
import java.util.Map;

/**
 * The rules that turn fees into entitlements, from one start date on.
 *
 * @param policyId name, unique in a policy book
 * @param effectiveFrom first log date that is settled under it
 * @param sha256 of the policy file's bytes
 * @param tokens by token id
 * @param distributors EIP-55 address of the distributor contract by chain id
 * @param accounts accounts that the policy names
 * @param waterfall how a fee is divided
 * @param defaultAttribution rule of models that {@code attribution} doesn't name
 * @param attribution rules by model id
 * @param payout how balances are paid
 * @param safety bounds that stop a run
 */
public record Policy(
    String policyId,
    LocalDate effectiveFrom,
    String sha256,
    Map<String, Token> tokens,
    Map<Long, String> distributors,
    Accounts accounts,
    Waterfall waterfall,
    AttributionRule defaultAttribution,
    Map<String, AttributionRule> attribution,
    PayoutRule payout,
    SafetyRule safety)
    implements Serializable {
  public Policy {
    tokens = Map.copyOf(tokens);
    distributors = Map.copyOf(distributors);
    attribution = Map.copyOf(attribution);
  }

  /** A policy that pays every balance in full and stops no run. */
  public Policy(
      String policyId,
      LocalDate effectiveFrom,
      String sha256,
      Map<String, Token> tokens,
      Map<Long, String> distributors,
      Accounts accounts,
      Waterfall waterfall,
      AttributionRule defaultAttribution,
      Map<String, AttributionRule> attribution) {
    this(
        policyId,
        effectiveFrom,
        sha256,
        tokens,
        distributors,
        accounts,
        waterfall,
        defaultAttribution,
        attribution,
        PayoutRule.PLAIN,
        SafetyRule.NONE);
  }

  /** The rule that attributes inferences of {@code modelId}. */
  public AttributionRule attributionOf(String modelId) {
    return attribution.getOrDefault(modelId, defaultAttribution);
  }
}
