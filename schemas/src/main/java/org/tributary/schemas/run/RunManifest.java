package org.tributary.schemas.run;

import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What one run pins: given the same manifest, anybody computes the same bytes.
 *
 * @param runId first 16 hex digits of the SHA-256 over close date, engine version, inputs and
 *     policies; the state that the run continues from is not part of it, so that a rerun over
 *     unchanged inputs is the same run
 * @param closeDate last log date of the run
 * @param engineVersion version of Tributary
 * @param inputs version of every input table
 * @param policies every policy of the book
 * @param attribution the rule of every model under every policy, for people: the policies' hashes
 *     identify it
 * @param prior the published state that the run continues from
 */
public record RunManifest(
    String runId,
    LocalDate closeDate,
    String engineVersion,
    List<TablePin> inputs,
    List<PolicyPin> policies,
    List<AttributionPin> attribution,
    Prior prior) {
  public RunManifest {
    inputs = List.copyOf(inputs);
    policies = List.copyOf(policies);
    attribution = List.copyOf(attribution);
  }

  /** A table at a Delta version. */
  public record TablePin(String table, long version) {}

  /** A policy file, by the hash of its bytes; {@code file} is its name in the run's folder. */
  public record PolicyPin(String policyId, LocalDate effectiveFrom, String file, String sha256) {}

  /**
   * How a model is attributed.
   *
   * @param methods e.g. {@code influence:1000000}
   * @param damping e.g. {@code 1.0 x mean eigenvalue}
   * @param pay how influence becomes shares, as {@link org.tributary.schemas.policy.PayRule#text}
   *     says it
   */
  public record AttributionPin(
      String policyId,
      String modelId,
      String methods,
      String preconditioner,
      String damping,
      String pay) {}

  /**
   * What was published before the run.
   *
   * @param ledgerVersion Delta version of {@code ledger_entries} that the run's difference is
   *     against
   * @param previousRunId the run published before
   */
  public record Prior(long ledgerVersion, Optional<String> previousRunId) {}

  /** Version at which {@code table} is pinned. */
  public long versionOf(String table) {
    return inputs.stream()
        .filter(pin -> pin.table().equals(table))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("The manifest pins no table " + table))
        .version();
  }

  /** The identity: what {@link #runId} hashes. */
  public static Map<String, Object> identity(
      LocalDate closeDate, String engineVersion, List<TablePin> inputs, List<PolicyPin> policies) {
    Map<String, Object> identity = new LinkedHashMap<>();
    identity.put("close_date", closeDate.toString());
    identity.put("engine_version", engineVersion);
    Map<String, Object> tables = new LinkedHashMap<>();
    inputs.forEach(pin -> tables.put(pin.table(), pin.version()));
    identity.put("inputs", tables);
    identity.put(
        "policies",
        policies.stream()
            .map(
                pin ->
                    Map.<String, Object>of(
                        "policy_id", pin.policyId(),
                        "effective_from", pin.effectiveFrom().toString(),
                        "file", pin.file(),
                        "sha256", pin.sha256()))
            .toList());
    return identity;
  }
}
