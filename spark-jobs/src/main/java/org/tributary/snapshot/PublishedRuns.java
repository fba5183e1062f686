package org.tributary.snapshot;

import static org.apache.spark.sql.functions.col;

import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.tributary.schemas.run.RunManifest.Prior;
import org.tributary.schemas.table.Tables;
import org.tributary.session.RunChain;
import org.tributary.session.Warehouse;

/**
 * What was published so far: the chain of runs, and the ledger as it stands.
 *
 * @param chain every published run
 * @param posted close dates of the runs that have entries in the ledger
 * @param ledgerVersion newest Delta version of the ledger
 */
record PublishedRuns(RunChain chain, Map<String, LocalDate> posted, long ledgerVersion) {
  static PublishedRuns read(Warehouse warehouse) {
    long ledgerVersion = warehouse.latestVersion(Tables.LEDGER_ENTRIES);
    RunChain chain = RunChain.read(warehouse);
    Map<String, LocalDate> posted = new TreeMap<>();
    warehouse
        .read(Tables.LEDGER_ENTRIES, ledgerVersion)
        .select(col("run_id"), col("close_date").cast("string"))
        .distinct()
        .collectAsList()
        .forEach(row -> posted.put(row.getString(0), LocalDate.parse(row.getString(1))));
    return new PublishedRuns(chain, posted, ledgerVersion);
  }

  /** What a new run continues from. */
  Prior prior() {
    return new Prior(ledgerVersion, chain.last().map(RunChain.Run::runId));
  }

  /** A run whose entries are in the ledger though it was never published to its end. */
  Optional<String> unfinished() {
    return posted.keySet().stream().filter(runId -> !chain.has(runId)).findFirst();
  }
}
