package org.tributary.verify;

import java.util.List;
import org.tributary.reports.verify.Verification;

/**
 * What verify came to.
 *
 * @param runId run
 * @param passed whether the run may be published
 * @param checks how many checks ran
 * @param findings a sentence for each thing that is wrong
 * @param verification all of it
 */
public record VerifyResult(
    String runId, boolean passed, long checks, List<String> findings, Verification verification) {
  public VerifyResult {
    findings = List.copyOf(findings);
  }

  static VerifyResult of(Verification verification) {
    return new VerifyResult(
        verification.runId(),
        verification.passed(),
        verification.checks().size(),
        verification.findings(),
        verification);
  }
}
