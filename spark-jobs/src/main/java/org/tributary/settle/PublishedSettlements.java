package org.tributary.settle;

import static org.apache.spark.sql.functions.col;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Row;
import org.tributary.reports.settlement.SettlementHeader;
import org.tributary.reports.settlement.SettlementManifest;
import org.tributary.schemas.ErrorCode;
import org.tributary.schemas.TributaryException;
import org.tributary.schemas.policy.DistributorKind;
import org.tributary.schemas.table.Tables;
import org.tributary.session.RunContext;
import org.tributary.session.RunFolder;

/** The exported settlements of the run that was published before, as far as there is one. */
final class PublishedSettlements {
  private final Optional<RunFolder> folder;

  private PublishedSettlements(Optional<RunFolder> folder) {
    this.folder = folder;
  }

  static PublishedSettlements before(RunContext run) {
    return new PublishedSettlements(
        run.manifest().prior().previousRunId().map(runId -> folder(run, runId)));
  }

  /**
   * The manifest of the settlement in the run's folder {@code name}; none if it isn't there.
   *
   * @throws TributaryException {@code POLICY_INVALID} if one of {@code kind} can't follow it
   */
  Optional<SettlementManifest> of(String name, DistributorKind kind) {
    String manifest = name + "/" + SettlementManifest.PATH;
    return folder
        .filter(files -> files.exists(manifest))
        .map(files -> requireSame(parse(files, manifest), kind));
  }

  /** A policy book may have been replaced as a whole, so that only the files know. */
  private static SettlementManifest requireSame(SettlementManifest before, DistributorKind kind) {
    SettlementHeader header = before.header();
    if (!kind.follows(header.rule().kind())) {
      throw TributaryException.of(
          ErrorCode.POLICY_INVALID,
          "The policy says that distributor %s on chain %s is of kind %s, but the settlement"
              + " published for %s was of kind %s: what was paid there would be paid again. Name"
              + " another address for the new kind.",
          header.distributor(),
          header.chainId(),
          kind.text(),
          header.closeDate(),
          header.rule().kind().text());
    }
    return before;
  }

  private static SettlementManifest parse(RunFolder files, String manifest) {
    try {
      return SettlementManifest.parse(files.read(manifest));
    } catch (IllegalArgumentException e) {
      throw new TributaryException(
          ErrorCode.INPUT_INCONSISTENT,
          "The published "
              + files.location()
              + "/"
              + manifest
              + " was changed: "
              + e.getMessage()
              + ". Restore it from a copy: the next settlement continues it.",
          e);
    }
  }

  /** The first day that the settlement in the run's folder {@code name} doesn't cover. */
  Optional<LocalDate> endOf(String name) {
    String manifest = name + "/" + SettlementManifest.PATH;
    return folder
        .filter(files -> files.exists(manifest))
        .map(files -> parse(files, manifest).header().closeDate().plusDays(1));
  }

  private static RunFolder folder(RunContext run, String runId) {
    List<Row> published =
        run.warehouse()
            .read(Tables.RUNS)
            .where(col("run_id").equalTo(runId))
            .select("close_date")
            .collectAsList();
    if (published.size() != 1) {
      throw TributaryException.of(
          ErrorCode.INPUT_INCONSISTENT,
          "The manifest continues run %s, but table runs has %s rows of it.",
          runId,
          published.size());
    }
    String location = run.warehouse().root() + "/runs/" + published.get(0).get(0) + "/" + runId;
    return new RunFolder(run.spark().sparkContext().hadoopConfiguration(), location);
  }
}
