package org.tributary.schemas.policy;

import java.io.Serializable;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.tributary.schemas.ErrorCode;
import org.tributary.schemas.TributaryException;

/**
 * All policies of a run, by start date: each log date has exactly one, the last that had started.
 *
 * @param policies by ascending start date, at least one, no two of the same date or the same id
 */
public record PolicyBook(List<Policy> policies) implements Serializable {
  public PolicyBook {
    policies = policies.stream().sorted(Comparator.comparing(Policy::effectiveFrom)).toList();
    if (policies.isEmpty()) {
      throw new TributaryException(ErrorCode.POLICY_INVALID, "A policy book needs a policy.");
    }
    for (int i = 1; i < policies.size(); i++) {
      if (policies.get(i).effectiveFrom().equals(policies.get(i - 1).effectiveFrom())) {
        throw TributaryException.of(
            ErrorCode.POLICY_INVALID,
            "Policies %s and %s both start on %s: give one of them another effective-from.",
            policies.get(i - 1).policyId(),
            policies.get(i).policyId(),
            policies.get(i).effectiveFrom());
      }
    }
    Set<String> ids = new HashSet<>();
    for (Policy policy : policies) {
      if (!ids.add(policy.policyId())) {
        throw TributaryException.of(
            ErrorCode.POLICY_INVALID,
            "Two policies are named %s: give each policy-id to one policy only.",
            policy.policyId());
      }
    }
  }

  /** The policy that settles {@code logDate}, also when the date is recomputed later. */
  public Policy inForceOn(LocalDate logDate) {
    for (int i = policies.size() - 1; i >= 0; i--) {
      if (!policies.get(i).effectiveFrom().isAfter(logDate)) {
        return policies.get(i);
      }
    }
    throw TributaryException.of(
        ErrorCode.POLICY_INVALID,
        "No policy is in force on %s: the first, %s, starts on %s. Add a policy with an earlier"
            + " effective-from.",
        logDate,
        policies.get(0).policyId(),
        policies.get(0).effectiveFrom());
  }
}
