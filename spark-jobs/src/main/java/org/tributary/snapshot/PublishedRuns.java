package org.tributary.snapshot;

import static org.apache.spark.sql.functions.col;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.apache.spark.sql.Row;
import org.tributary.schemas.ErrorCode;
import org.tributary.schemas.TributaryException;
import org.tributary.schemas.run.RunManifest.Prior;
import org.tributary.schemas.table.Tables;
import org.tributary.session.Warehouse;

/**
 * What was published so far: the chain of runs, and the ledger as it stands.
 *
 * @param runs every published run
 * @param posted close dates of the runs that have entries in the ledger
 * @param ledgerVersion newest Delta version of the ledger
 */
record PublishedRuns(List<Run> runs, Map<String, LocalDate> posted, long ledgerVersion) {
  /** One published run. */
  record Run(String runId, LocalDate closeDate, Optional<String> previousRunId) {}

  static PublishedRuns read(Warehouse warehouse) {
    long ledgerVersion = warehouse.latestVersion(Tables.LEDGER_ENTRIES);
    List<Run> runs = new ArrayList<>();
    if (warehouse.latestVersion(Tables.RUNS) > 0) {
      for (Row row :
          warehouse
              .read(Tables.RUNS)
              .select(col("run_id"), col("close_date").cast("string"), col("previous_run_id"))
              .collectAsList()) {
        runs.add(
            new Run(
                row.getString(0),
                LocalDate.parse(row.getString(1)),
                Optional.ofNullable(row.getString(2))));
      }
    }
    Map<String, LocalDate> posted = new TreeMap<>();
    if (ledgerVersion > 0) {
      warehouse
          .read(Tables.LEDGER_ENTRIES, ledgerVersion)
          .select(col("run_id"), col("close_date").cast("string"))
          .distinct()
          .collectAsList()
          .forEach(row -> posted.put(row.getString(0), LocalDate.parse(row.getString(1))));
    }
    return new PublishedRuns(runs, posted, ledgerVersion);
  }

  boolean isPublished(String runId) {
    return runs.stream().anyMatch(run -> run.runId().equals(runId));
  }

  /** The run that no other continues from. */
  Optional<Run> last() {
    Set<String> continued = new HashSet<>();
    runs.forEach(run -> run.previousRunId().ifPresent(continued::add));
    List<Run> last = runs.stream().filter(run -> !continued.contains(run.runId())).toList();
    if (last.size() > 1) {
      throw TributaryException.of(
          ErrorCode.INPUT_INCONSISTENT,
          "Table runs has two ends, %s and %s: two nightlies published at the same time. Ask"
              + " whoever runs the warehouse which of them holds.",
          last.get(0).runId(),
          last.get(1).runId());
    }
    return last.stream().findFirst();
  }

  /** What a new run continues from. */
  Prior prior() {
    return new Prior(ledgerVersion, last().map(Run::runId));
  }

  /** A run whose entries are in the ledger though it was never published to its end. */
  Optional<String> unfinished() {
    return posted.keySet().stream().filter(runId -> !isPublished(runId)).findFirst();
  }
}
