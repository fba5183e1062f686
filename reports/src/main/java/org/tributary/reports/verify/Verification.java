package org.tributary.reports.verify;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.tributary.schemas.run.CanonicalJson;

/**
 * What verifying a run came to: {@code verify.json}, described by {@code
 * schemas/files/verify.schema.json}.
 *
 * @param runId run
 * @param manifestSha256 of the bytes of {@code manifest.json}
 * @param preparedSha256 of the bytes of {@code prepared.json}; empty where the run has none
 * @param settlementSha256 of the canonical JSON list of the SHA-256 of every settlement manifest,
 *     by folder name
 * @param entriesSha256 {@link EntriesDigest} of what the run would post; empty where its tables
 *     weren't looked at
 * @param filesSha256 of the list of the run's reports and settlement files with their SHA-256;
 *     empty where nobody made one
 * @param checks all checks, in the order in which they ran
 */
public record Verification(
    String runId,
    String manifestSha256,
    String preparedSha256,
    String settlementSha256,
    String entriesSha256,
    String filesSha256,
    List<CheckResult> checks) {
  public Verification {
    checks = List.copyOf(checks);
  }

  /** The same about files of which somebody made a list. */
  public Verification ofFiles(String sha256) {
    return new Verification(
        runId, manifestSha256, preparedSha256, settlementSha256, entriesSha256, sha256, checks);
  }

  public boolean passed() {
    return checks.stream().allMatch(CheckResult::passed);
  }

  /** A sentence for each thing that is wrong. */
  public List<String> findings() {
    return checks.stream().flatMap(check -> check.findings().stream()).toList();
  }

  /** The canonical JSON text, with a final line feed. */
  public String toJson() {
    List<Object> findings = new ArrayList<>();
    for (CheckResult check : checks) {
      for (String sentence : check.findings()) {
        findings.add(
            Map.of("check", check.name(), "subject", check.subject(), "sentence", sentence));
      }
    }
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("run_id", runId);
    json.put("passed", passed());
    json.put("manifest_sha256", manifestSha256);
    json.put("prepared_sha256", preparedSha256);
    json.put("settlement_sha256", settlementSha256);
    json.put("entries_sha256", entriesSha256);
    json.put("files_sha256", filesSha256);
    json.put("checks", checks.stream().map(CheckResult::name).distinct().toList());
    json.put("findings", findings);
    return CanonicalJson.write(json) + "\n";
  }
}
