package org.tributary.nightly;

import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.tributary.allocate.Allocate;
import org.tributary.attribute.Attribute;
import org.tributary.ingest.Ingest;
import org.tributary.prepare.Prepare;
import org.tributary.publish.Publish;
import org.tributary.publish.PublishResult;
import org.tributary.report.Report;
import org.tributary.report.ReportResult;
import org.tributary.schemas.policy.PolicyBooks;
import org.tributary.session.RunContext;
import org.tributary.session.Warehouse;
import org.tributary.settle.Settle;
import org.tributary.snapshot.PolicyFiles;
import org.tributary.snapshot.Snapshot;
import org.tributary.snapshot.SnapshotResult;
import org.tributary.verify.Verify;
import org.tributary.verify.VerifyResult;

/** The stages of a night, in order. A run that doesn't verify is not published. */
public final class Nightly {
  private static final int STAGES = 9;

  private final Warehouse warehouse;
  private final LocalDate closeDate;
  private final String policy;
  private Optional<String> landing = Optional.empty();
  private String kernel = "auto";
  private boolean full;
  private boolean spanSeeds;
  private Progress progress = Progress.SILENT;

  private Nightly(Warehouse warehouse, LocalDate closeDate, String policy) {
    this.warehouse = Objects.requireNonNull(warehouse, "warehouse");
    this.closeDate = Objects.requireNonNull(closeDate, "closeDate");
    this.policy = Objects.requireNonNull(policy, "policy");
  }

  /**
   * A night over what the warehouse holds.
   *
   * @param policy policy file, or folder of policy files by start date
   */
  public static Nightly of(Warehouse warehouse, LocalDate closeDate, String policy) {
    return new Nightly(warehouse, closeDate, policy);
  }

  /** Landing folder to ingest first; without one the night works on what was ingested before. */
  public Nightly landing(String folder) {
    this.landing = Optional.of(folder);
    return this;
  }

  /** Kernel of attribute; all give the same integers. */
  public Nightly kernel(String name) {
    this.kernel = name;
    return this;
  }

  /** Whether attribute recomputes partitions whose inputs didn't change, too. */
  public Nightly full(boolean value) {
    this.full = value;
    return this;
  }

  /** As {@link Attribute#spanSeeds}. */
  public Nightly spanSeeds(boolean value) {
    this.spanSeeds = value;
    return this;
  }

  public Nightly progress(Progress listener) {
    this.progress = listener;
    return this;
  }

  /** Runs the night. */
  public NightlyResult execute() {
    // A policy that can't be used is refused before ingest writes anything.
    PolicyBooks.load(
        PolicyFiles.read(warehouse.spark().sparkContext().hadoopConfiguration(), policy));
    landing.ifPresent(
        folder ->
            stage(
                1,
                "ingest",
                () -> Ingest.builder().warehouse(warehouse).landing(folder).build().execute(),
                Outcomes::of));
    SnapshotResult snapshot =
        stage(
            2,
            "snapshot",
            () ->
                Snapshot.builder()
                    .warehouse(warehouse)
                    .closeDate(closeDate)
                    .policy(policy)
                    .build()
                    .execute(),
            Outcomes::of);
    RunContext run = snapshot.run();
    stage(3, "prepare", () -> Prepare.of(run).execute(), Outcomes::of);
    stage(
        4,
        "attribute",
        () -> Attribute.of(run).kernel(kernel).full(full).spanSeeds(spanSeeds).execute(),
        Outcomes::of);
    stage(5, "allocate", () -> Allocate.of(run).execute(), Outcomes::of);
    stage(6, "settle", () -> Settle.of(run).execute(), Outcomes::of);
    ReportResult report = stage(7, "report", () -> Report.of(run).execute(), Outcomes::of);
    VerifyResult verified = stage(8, "verify", () -> Verify.of(run).execute(), Outcomes::of);
    if (!verified.passed()) {
      return ended(run, report, Optional.empty(), verified.findings());
    }
    PublishResult published = stage(9, "publish", () -> Publish.of(run).execute(), Outcomes::of);
    return ended(run, report, Optional.of(published), List.of());
  }

  private static NightlyResult ended(
      RunContext run,
      ReportResult report,
      Optional<PublishResult> published,
      List<String> findings) {
    return new NightlyResult(
        run.manifest().runId(),
        run.folder().location(),
        report.night(),
        published.isPresent(),
        published.map(PublishResult::alreadyPublished).orElse(false),
        published.filter(p -> !p.alreadyPublished()).map(PublishResult::entriesPosted).orElse(0L),
        findings);
  }

  private <R> R stage(int number, String name, Supplier<R> work, Function<R, String> outcome) {
    progress.started(number, STAGES, name);
    long start = System.nanoTime();
    R result;
    try {
      result = work.get();
    } catch (RuntimeException e) {
      progress.failed(number, STAGES, name);
      throw e;
    }
    Duration took = Duration.ofNanos(System.nanoTime() - start);
    progress.finished(number, STAGES, name, outcome.apply(result), took);
    return result;
  }
}
