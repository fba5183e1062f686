package org.tributary.schemas.policy;

import java.io.Serializable;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.tributary.schemas.ErrorCode;
import org.tributary.schemas.TributaryException;

/**
 * All policies of a run, by start date: each log date has exactly one, the last that had started.
 *
 * @param policies by ascending start date, at least one, no two of the same date or the same id
 */
public record PolicyBook(List<Policy> policies) implements Serializable {
  public PolicyBook {
    policies = inOrder(policies);
    List<String> problems = problems(policies);
    if (!problems.isEmpty()) {
      throw new TributaryException(ErrorCode.POLICY_INVALID, String.join("\n", problems));
    }
  }

  private static List<Policy> inOrder(List<Policy> policies) {
    return policies.stream()
        .sorted(Comparator.comparing(Policy::effectiveFrom).thenComparing(Policy::policyId))
        .toList();
  }

  /** All that keeps {@code policies} from being a book: each date must have exactly one policy. */
  static List<String> problems(List<Policy> policies) {
    List<Policy> book = inOrder(policies);
    List<String> problems = new ArrayList<>();
    if (book.isEmpty()) {
      problems.add("A policy book needs a policy.");
    }
    for (int i = 1; i < book.size(); i++) {
      between(book.get(i - 1), book.get(i)).ifPresent(problems::add);
    }
    Set<String> ids = new HashSet<>();
    for (Policy policy : book) {
      if (!ids.add(policy.policyId())) {
        problems.add(
            String.format(
                Locale.ROOT,
                "Two policies are named %s: give each policy-id to one policy only.",
                policy.policyId()));
      }
    }
    problems.addAll(changedDistributors(book));
    return problems;
  }

  /**
   * A contract keeps its tree for ever: what was claimed under one encoding would be claimed again
   * under another.
   */
  private static List<String> changedDistributors(List<Policy> book) {
    List<String> problems = new ArrayList<>();
    Map<String, Policy> lastOf = new HashMap<>();
    for (Policy policy : book) {
      for (Map.Entry<Long, DistributorRule> entry :
          new TreeMap<>(policy.distributors()).entrySet()) {
        DistributorRule rule = entry.getValue();
        Policy before = lastOf.put(entry.getKey() + " " + rule.address(), policy);
        if (before == null) {
          continue;
        }
        DistributorKind kind = before.distributors().get(entry.getKey()).kind();
        if (!rule.kind().follows(kind)) {
          problems.add(
              String.format(
                  Locale.ROOT,
                  "Policy %s names %s on chain %d as a distributor of kind %s, but policy %s as %s:"
                      + " what was paid there would be paid again. Name another address for the new"
                      + " kind.",
                  policy.policyId(),
                  rule.address(),
                  entry.getKey(),
                  rule.kind().text(),
                  before.policyId(),
                  kind.text()));
        }
      }
    }
    return problems;
  }

  /**
   * The rule of a distributor: of the last policy that names it and has started on {@code date}. A
   * contract that no policy names any more keeps the rule under which it was left.
   */
  public DistributorRule distributor(long chainId, String address, LocalDate date) {
    for (int i = policies.size() - 1; i >= 0; i--) {
      DistributorRule rule = policies.get(i).distributors().get(chainId);
      if (rule != null
          && rule.address().equals(address)
          && !policies.get(i).effectiveFrom().isAfter(date)) {
        return rule;
      }
    }
    return DistributorRule.plain(address);
  }

  /** A gap or an overlap of two policies that follow each other. */
  private static Optional<String> between(Policy before, Policy after) {
    LocalDate from = after.effectiveFrom();
    LocalDate until = before.effectiveUntil();
    if (from.equals(before.effectiveFrom())) {
      return Optional.of(
          String.format(
              Locale.ROOT,
              "Policies %s and %s both start on %s: give one of them another effective-from.",
              before.policyId(),
              after.policyId(),
              from));
    }
    if (until.equals(Policy.OPEN) || until.equals(from)) {
      return Optional.empty();
    }
    return Optional.of(
        until.isBefore(from)
            ? String.format(
                Locale.ROOT,
                "No policy is in force from %s, where %s ends, until %s, where %s starts: let one"
                    + " end where the next starts, or leave effective-until out.",
                until,
                before.policyId(),
                from,
                after.policyId())
            : String.format(
                Locale.ROOT,
                "Policies %s and %s are both in force from %s until %s: let one end where the next"
                    + " starts, or leave effective-until out.",
                before.policyId(),
                after.policyId(),
                from,
                until));
  }

  /** The policy that settles {@code logDate}, also when the date is recomputed later. */
  public Policy inForceOn(LocalDate logDate) {
    for (int i = policies.size() - 1; i >= 0; i--) {
      if (!policies.get(i).effectiveFrom().isAfter(logDate)) {
        return requireNotEnded(policies.get(i), logDate);
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

  private static Policy requireNotEnded(Policy policy, LocalDate logDate) {
    if (!logDate.isBefore(policy.effectiveUntil())) {
      throw TributaryException.of(
          ErrorCode.POLICY_INVALID,
          "No policy is in force on %s: %s, the last that had started, ended on %s. Add a policy"
              + " that starts then.",
          logDate,
          policy.policyId(),
          policy.effectiveUntil());
    }
    return policy;
  }
}
