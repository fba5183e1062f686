package org.tributary.publish;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.tributary.schemas.ErrorCode;
import org.tributary.schemas.TributaryException;

/**
 * The published runs, a chain: each names the one before.
 *
 * @param runs by run id
 */
record PublishedRuns(Map<String, Run> runs) {
  /** A row of table runs. */
  record Run(
      String runId,
      Optional<String> previousRunId,
      String manifestSha256,
      String settlementSha256) {}

  /** Reads the table, which has one row per night. */
  static PublishedRuns of(Dataset<Row> table) {
    Map<String, Run> runs = new LinkedHashMap<>();
    List<Row> rows =
        table
            .select("run_id", "previous_run_id", "manifest_sha256", "settlement_sha256")
            .collectAsList();
    for (Row row : rows) {
      Run run =
          new Run(
              row.getString(0),
              Optional.ofNullable(row.getString(1)),
              row.getString(2),
              row.getString(3));
      runs.put(run.runId, run);
    }
    return new PublishedRuns(runs);
  }

  boolean has(String runId) {
    return runs.containsKey(runId);
  }

  /** The run that no other continues from; empty before the first. */
  Optional<String> last() {
    Set<String> continued =
        runs.values().stream()
            .flatMap(run -> run.previousRunId.stream())
            .collect(Collectors.toSet());
    List<String> last = runs.keySet().stream().filter(id -> !continued.contains(id)).toList();
    if (last.size() > 1) {
      throw TributaryException.of(
          ErrorCode.INPUT_INCONSISTENT,
          "Table runs has two ends, %s: two runs were published at the same time. Only one may"
              + " write to a warehouse at a time.",
          last);
    }
    return last.stream().findFirst();
  }
}
