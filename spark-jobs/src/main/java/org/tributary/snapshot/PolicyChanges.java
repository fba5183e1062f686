package org.tributary.snapshot;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.tributary.schemas.policy.Policy;
import org.tributary.schemas.policy.PolicyBook;
import org.tributary.schemas.run.RunManifest.PolicyPin;

/** What a policy book says of dates that were settled already, where it isn't what settled them. */
final class PolicyChanges {
  /** Stands for a file that isn't there. */
  static final String NONE = "none";

  private PolicyChanges() {}

  /**
   * A difference.
   *
   * @param settledSha256 hash of the file that settled the dates; {@link #NONE}: another policy did
   * @param sha256 hash of the file that would; {@link #NONE}: it is gone
   */
  record Change(String policyId, LocalDate effectiveFrom, String settledSha256, String sha256) {}

  /**
   * The differences, by start date.
   *
   * @param settled policies of the run that was published last
   * @param closeDate its close date; later policies haven't settled anything
   */
  static List<Change> of(List<PolicyPin> settled, LocalDate closeDate, PolicyBook book) {
    List<Policy> inUse =
        book.policies().stream().filter(each -> !each.effectiveFrom().isAfter(closeDate)).toList();
    Set<String> accounted = new HashSet<>();
    List<Change> changes = new ArrayList<>();
    for (PolicyPin pin : settled) {
      if (pin.effectiveFrom().isAfter(closeDate)) {
        continue;
      }
      Optional<Policy> successor = successor(pin, book.policies());
      successor.ifPresent(policy -> accounted.add(policy.sha256()));
      String sha256 = successor.map(Policy::sha256).orElse(NONE);
      if (!sha256.equals(pin.sha256())) {
        changes.add(new Change(pin.policyId(), pin.effectiveFrom(), pin.sha256(), sha256));
      }
    }
    for (Policy policy : inUse) {
      if (!accounted.contains(policy.sha256())) {
        changes.add(new Change(policy.policyId(), policy.effectiveFrom(), NONE, policy.sha256()));
      }
    }
    return changes;
  }

  /** The same file, or else the policy of its id, or of its date. */
  private static Optional<Policy> successor(PolicyPin pin, List<Policy> policies) {
    return policies.stream()
        .filter(policy -> policy.sha256().equals(pin.sha256()))
        .findFirst()
        .or(
            () ->
                policies.stream()
                    .filter(policy -> policy.policyId().equals(pin.policyId()))
                    .findFirst())
        .or(
            () ->
                policies.stream()
                    .filter(policy -> policy.effectiveFrom().equals(pin.effectiveFrom()))
                    .findFirst());
  }
}
