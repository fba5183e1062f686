package org.tributary.nightly;

import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.tributary.allocate.AllocateResult;
import org.tributary.attribute.AttributeResult;
import org.tributary.ingest.IngestResult;
import org.tributary.prepare.PrepareResult;
import org.tributary.publish.PublishResult;
import org.tributary.report.ReportResult;
import org.tributary.settle.SettleResult;
import org.tributary.snapshot.SnapshotResult;
import org.tributary.verify.VerifyResult;

/** What a stage did, in the few words that a person wants on one line. */
public final class Outcomes {
  private Outcomes() {}

  public static String of(IngestResult result) {
    return String.format(
        Locale.ROOT,
        "%,d rows of %,d new files: %,d added, %,d updated, %,d known, %,d quarantined%s",
        result.rowsRead(),
        result.files(),
        result.added(),
        result.updated(),
        result.unchanged(),
        result.quarantined(),
        result.changedBefore().isEmpty()
            ? ""
            : "; changed since they were first read, and what they hold was read before: "
                + String.join(", ", result.changedBefore())
                + " (rows that were put back count when they come in a file of another name)");
  }

  public static String of(SnapshotResult result) {
    return "run "
        + result.run().manifest().runId()
        + (result.reused() ? ", the same as before: nothing has changed" : "")
        + warnings(result.warnings());
  }

  private static String warnings(Map<String, Long> byReason) {
    return byReason.isEmpty()
        ? ""
        : "; look at table row_warnings: "
            + new TreeMap<>(byReason)
                .entrySet().stream()
                    .map(
                        each ->
                            String.format(Locale.ROOT, "%,d %s", each.getValue(), each.getKey()))
                    .collect(Collectors.joining(", "));
  }

  public static String of(PrepareResult result) {
    return String.format(
        Locale.ROOT,
        "models: %,d prepared, %,d unchanged%s%s",
        result.prepared(),
        result.reused(),
        result.missingSketches() == 0
            ? ""
            : String.format(
                Locale.ROOT, "; %,d contributions without a sketch", result.missingSketches()),
        result.strangers() == 0
            ? ""
            : String.format(
                Locale.ROOT, "; %,d sketches outside the training set", result.strangers()));
  }

  public static String of(AttributeResult result) {
    return String.format(
        Locale.ROOT,
        "%,d inferences; partitions (date, model): %,d computed, %,d unchanged; %,d outputs searched"
            + " for spans; kernel %s",
        result.inferences(),
        result.computedPartitions(),
        result.reusedPartitions(),
        result.searchedInferences(),
        result.kernel());
  }

  public static String of(AllocateResult result) {
    return String.format(
        Locale.ROOT,
        "%,d entitlements; entries against the ledger before this run: %,d earned, %,d restated",
        result.entitlements(),
        result.earned(),
        result.restated());
  }

  public static String of(SettleResult result) {
    String settlements =
        result.settlements().stream()
            .map(
                exported ->
                    String.format(
                        Locale.ROOT,
                        "chain %d: %,d leaves, root %s",
                        exported.chainId(),
                        exported.result().leafCount(),
                        exported.result().root().orElse("none")))
            .collect(Collectors.joining("; "));
    return result.warnings().isEmpty()
        ? settlements
        : settlements + "; look at: " + String.join(" ", result.warnings());
  }

  public static String of(ReportResult result) {
    return String.format(Locale.ROOT, "%,d payout rows", result.payoutRows());
  }

  public static String of(VerifyResult result) {
    return result.passed()
        ? String.format(Locale.ROOT, "all %,d checks passed", result.checks())
        : String.format(Locale.ROOT, "things that are wrong: %,d", result.findings().size());
  }

  public static String of(PublishResult result) {
    return result.alreadyPublished()
        ? "published before: posted nothing new"
        : String.format(Locale.ROOT, "posted %,d ledger entries", result.entriesPosted());
  }
}
