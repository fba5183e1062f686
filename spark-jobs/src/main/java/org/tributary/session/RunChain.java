package org.tributary.session;

import static org.apache.spark.sql.functions.col;

import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.spark.sql.Row;
import org.tributary.schemas.ErrorCode;
import org.tributary.schemas.TributaryException;
import org.tributary.schemas.table.Tables;

/**
 * The published runs, a chain: each names the one before.
 *
 * @param runs by run id
 */
public record RunChain(Map<String, Run> runs) {
  /**
   * A row of table {@code runs}.
   *
   * @param manifestSha256 of the manifest's bytes
   * @param settlementSha256 of the run's settlement files
   */
  public record Run(
      String runId,
      LocalDate closeDate,
      Optional<String> previousRunId,
      String manifestSha256,
      String settlementSha256) {}

  /** The chain of these runs. */
  public static RunChain of(List<Run> runs) {
    Map<String, Run> byId = new LinkedHashMap<>();
    runs.forEach(run -> byId.put(run.runId(), run));
    return new RunChain(byId);
  }

  /** Reads the table, which is there and has one row per night. */
  public static RunChain read(Warehouse warehouse) {
    return of(
        warehouse
            .read(Tables.RUNS)
            .select(
                col("run_id"),
                col("close_date").cast("string"),
                col("previous_run_id"),
                col("manifest_sha256"),
                col("settlement_sha256"))
            .collectAsList()
            .stream()
            .map(RunChain::run)
            .toList());
  }

  private static Run run(Row row) {
    return new Run(
        row.getString(0),
        LocalDate.parse(row.getString(1)),
        Optional.ofNullable(row.getString(2)),
        row.getString(3),
        row.getString(4));
  }

  public boolean has(String runId) {
    return runs.containsKey(runId);
  }

  /**
   * The run that no other continues from; empty before the first.
   *
   * @throws TributaryException with {@link ErrorCode#INPUT_INCONSISTENT} if there are two
   */
  public Optional<Run> last() {
    Set<String> continued =
        runs.values().stream()
            .flatMap(run -> run.previousRunId().stream())
            .collect(Collectors.toSet());
    List<Run> last =
        runs.values().stream().filter(run -> !continued.contains(run.runId())).toList();
    if (last.size() > 1) {
      throw TributaryException.of(
          ErrorCode.INPUT_INCONSISTENT,
          "Table runs has two ends, %s and %s: two runs were published at the same time. Only one"
              + " may write to a warehouse at a time; ask whoever runs it which of them holds.",
          last.get(0).runId(),
          last.get(1).runId());
    }
    return last.stream().findFirst();
  }
}
