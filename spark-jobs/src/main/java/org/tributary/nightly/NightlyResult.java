package org.tributary.nightly;

import java.util.List;
import org.tributary.reports.payout.NightSummary;

/**
 * How a night ended.
 *
 * @param runId the run
 * @param location folder of its files
 * @param night the figures
 * @param published whether it verified and was published
 * @param publishedBefore whether the same run had been published before: nothing was posted again
 * @param entriesPosted ledger entries that this night posted
 * @param findings what doesn't verify, a sentence each; empty when published
 */
public record NightlyResult(
    String runId,
    String location,
    NightSummary night,
    boolean published,
    boolean publishedBefore,
    long entriesPosted,
    List<String> findings) {
  public NightlyResult {
    findings = List.copyOf(findings);
  }
}
