package org.tributary.reports.verify;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.tributary.reports.payout.ControlTotals;
import org.tributary.reports.payout.PayoutCsv;
import org.tributary.reports.payout.PayoutRow;
import org.tributary.schemas.run.CanonicalJson;

/**
 * Verifies a run from its written files: recomputes everything that follows from something else in
 * them, and compares. It trusts no stage, and a file that can't be read is a finding like any
 * other.
 */
public final class RunVerifier {
  private final RunFiles run;
  private final Optional<RunTables> tables;
  private final Optional<PreviousRun> previous;
  private final List<CheckResult> results = new ArrayList<>();

  private String manifestSha256 = "";
  private String preparedSha256 = "";
  private String entriesSha256 = "";
  private List<List<String>> csv = List.of();
  private List<PayoutRow> payouts = List.of();
  private List<PayoutRow> previousPayouts = List.of();
  private LineTotals lines = new LineTotals();
  private LineTotals previousLines = new LineTotals();
  private ControlTotals control = new ControlTotals("", "", List.of());

  private RunVerifier(RunFiles run, Optional<RunTables> tables, Optional<PreviousRun> previous) {
    this.run = run;
    this.tables = tables;
    this.previous = previous;
  }

  /**
   * Verifies a run.
   *
   * @param previous the run that the manifest continues from; empty where its files aren't there,
   *     which is a finding unless the run is the first
   */
  public static Verification verify(RunFiles run, Optional<PreviousRun> previous) {
    return new RunVerifier(run, Optional.empty(), previous).verification();
  }

  /** As {@link #verify(RunFiles, Optional)}, also against what the run's tables have. */
  public static Verification verify(
      RunFiles run, RunTables tables, Optional<PreviousRun> previous) {
    return new RunVerifier(run, Optional.of(tables), previous).verification();
  }

  private Verification verification() {
    manifest();
    settlements();
    if (read()) {
      payouts();
      tables.ifPresent(this::tables);
      continuity();
    }
    return new Verification(
        run.manifest().runId(),
        manifestSha256,
        preparedSha256,
        SettlementsCheck.sha256(run),
        entriesSha256,
        "",
        results);
  }

  private void manifest() {
    check(
        "manifest-file",
        RunFiles.MANIFEST,
        "The manifest is the one that the run was computed under.",
        findings -> {
          byte[] bytes = bytes(run.file(RunFiles.MANIFEST));
          manifestSha256 = CanonicalJson.sha256(bytes);
          ManifestCheck.file(run.manifest(), bytes, findings);
        });
    check(
        "run-id",
        RunFiles.MANIFEST,
        "The run id is the hash of what the manifest pins.",
        findings -> ManifestCheck.runId(run.manifest(), findings));
    check(
        "policy-files",
        RunFiles.POLICIES,
        "Every policy file is the one that the manifest pins.",
        findings -> ManifestCheck.policies(run, findings));
    if (Files.exists(run.file(RunFiles.PREPARED))) {
      check(
          "prepared-file",
          RunFiles.PREPARED,
          "What the run was scored with is on file, for this run.",
          findings -> {
            byte[] bytes = bytes(run.file(RunFiles.PREPARED));
            preparedSha256 = CanonicalJson.sha256(bytes);
            ManifestCheck.prepared(run.manifest(), bytes, findings);
          });
    }
  }

  private void settlements() {
    for (String name : SettlementsCheck.folders(run)) {
      check(
          "settlement",
          RunFiles.SETTLEMENT + "/" + name,
          "Root, proofs and totals follow from the leaves, and nothing published decreased.",
          findings -> SettlementsCheck.folder(run, previous, name, findings));
    }
    previous.ifPresent(
        files ->
            check(
                "settlement-successors",
                RunFiles.SETTLEMENT,
                "Every published settlement has a successor.",
                findings -> SettlementsCheck.successors(run, files, findings)));
  }

  private boolean read() {
    boolean complete =
        check(
            "files-readable",
            "reports",
            "All report files can be read.",
            findings -> {
              reading(RunFiles.CSV, findings, () -> csv = PayoutCsv.lines(run.file(RunFiles.CSV)));
              reading(RunFiles.PAYOUTS, findings, () -> payouts = run.parquet().payouts());
              reading(
                  RunFiles.CONTROL,
                  findings,
                  () -> control = ControlTotals.parse(bytes(run.file(RunFiles.CONTROL))));
            });
    boolean summed =
        check(
            "lines-add-up",
            RunFiles.LINES,
            "Lines are in order, and each posts what is entitled less what was posted before.",
            findings ->
                reading(
                    RunFiles.LINES,
                    findings,
                    () ->
                        lines =
                            LinesCheck.read(
                                run.parquet().lines(),
                                run.manifest().closeDate().toString(),
                                findings)));
    return complete && (summed || !lines.accounts().isEmpty());
  }

  private void payouts() {
    check(
        "same-rows",
        RunFiles.CSV,
        "The CSV has the rows of the Parquet file.",
        findings -> PayoutsCheck.sameRows(csv, payouts, findings));
    check(
        "payouts-add-up",
        RunFiles.PAYOUTS,
        "Payouts are in order, every row adds up, and nothing is below zero.",
        findings -> PayoutsCheck.addUp(payouts, findings));
    check(
        "lines-explain-payouts",
        RunFiles.PAYOUTS,
        "The lines of every payee sum to its payout row.",
        findings -> LinesCheck.explain(lines, payouts, findings));
    check(
        "conservation",
        RunFiles.LINES,
        "For every token and log date, what came in equals what went out.",
        findings -> LinesCheck.conserve(run, lines, control, findings));
    check(
        "claims-are-payouts",
        RunFiles.SETTLEMENT,
        "The leaves sum to what payees can claim, and grow by what the run pays.",
        findings -> SettlementsCheck.payouts(run, payouts, findings));
  }

  private void tables(RunTables with) {
    entries(with);
    check(
        "sources-add-up",
        "entitlements",
        "Every fee and every reward is divided without a rest.",
        findings ->
            with.gaps()
                .forEach(
                    gap ->
                        findings.add(
                            "entitlements: %s brought in %s %s, but %s is entitled.",
                            gap.source(), gap.cameIn(), gap.tokenId(), gap.entitled())));
    check(
        "lines-are-entitlements",
        RunFiles.LINES,
        "The lines say what the entitlements do.",
        findings ->
            with.unlined()
                .forEach(
                    each ->
                        findings.add(
                            "%s: %s is entitled %s, but the lines say %s.",
                            RunFiles.LINES, each.what(), each.entitled(), each.lines())));
    TermsCheck terms = new TermsCheck(run, with);
    check(
        "minimum-payout",
        RunFiles.PAYOUTS,
        "What is paid reaches the minimum, and what reaches it is paid.",
        findings -> terms.minimum(payouts, findings));
    check(
        "holds",
        RunFiles.PAYOUTS,
        "Nobody is paid what a hold, the block list or the policy keeps.",
        findings -> terms.holds(payouts, findings));
    check(
        "caps",
        RunFiles.PAYOUTS,
        "Nobody gets more in a period than its cap.",
        findings -> terms.caps(payouts, findings));
  }

  private void entries(RunTables with) {
    check(
        "entries-are-files",
        "proposed_entries",
        "What the run would post balances, and is what the files say.",
        findings -> {
          EntriesCheck entries = EntriesCheck.read(run, with.entries(), findings);
          entriesSha256 = entries.sha256();
          entries.earned(lines, findings);
          entries.moved(payouts, findings);
          entries.refunded(lines, findings);
        });
  }

  private void continuity() {
    Optional<String> previousRunId = run.manifest().prior().previousRunId();
    boolean readable =
        check(
            "previous-run",
            previousRunId.orElse(""),
            previousRunId.isPresent()
                ? "The files of the previous run can be read."
                : "The run is the first.",
            this::readPrevious);
    if (!readable) {
      return;
    }
    check(
        "payouts-continue",
        RunFiles.PAYOUTS,
        "Every account opens with what it closed with, and no claim fell.",
        findings -> ContinuityCheck.payouts(payouts, previousPayouts, findings));
    check(
        "ledger-continues",
        RunFiles.LINES,
        "What was posted before is what the previous run ended with.",
        findings -> ContinuityCheck.ledger(lines, previousLines, findings));
  }

  private void readPrevious(Findings findings) {
    Optional<String> id = run.manifest().prior().previousRunId();
    if (id.isPresent() && previous.isEmpty()) {
      findings.add("The files of the previous run %s are missing.", id.get());
    }
    if (previous.isPresent()) {
      PreviousRun files = previous.get();
      String folder = "run " + files.runId() + ", ";
      reading(
          folder + RunFiles.PAYOUTS, findings, () -> previousPayouts = files.parquet().payouts());
      reading(
          folder + RunFiles.LINES,
          findings,
          () -> files.parquet().lines().forEachRemaining(previousLines::add));
    }
  }

  private boolean check(String name, String subject, String claim, Consumer<Findings> body) {
    Findings findings = new Findings();
    reading(subject, findings, () -> body.accept(findings));
    CheckResult result = findings.toResult(name, subject, claim);
    results.add(result);
    return result.passed();
  }

  /** Whatever is thrown over a wrong file is a finding, or the verifier could be made to stop. */
  private static void reading(String file, Findings findings, Runnable body) {
    try {
      body.run();
    } catch (RuntimeException e) {
      String message = String.valueOf(e.getMessage());
      findings.add(
          "%s can't be checked: %s.", file, message.lines().findFirst().orElse("no reason"));
    }
  }

  private static byte[] bytes(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw new UncheckedIOException("there is no " + file.getFileName(), e);
    }
  }
}
