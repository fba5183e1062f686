package org.tributary.attribute;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.tributary.schemas.ErrorCode;
import org.tributary.schemas.TributaryException;
import org.tributary.schemas.table.Tables;
import org.tributary.session.DistinctTexts;
import org.tributary.session.RunContext;

/** Which partitions table influence_values has, and of what they were made. */
final class ValuesIndex {
  private final Map<String, NavigableMap<LocalDate, SharePlan.Values>> byModel;

  private ValuesIndex(Map<String, NavigableMap<LocalDate, SharePlan.Values>> byModel) {
    this.byModel = byModel;
  }

  /**
   * Reads the index, up to the close date.
   *
   * @throws TributaryException INPUT_INCONSISTENT where values and sums of a partition weren't made
   *     of the same inputs
   */
  static ValuesIndex read(RunContext run) {
    Map<String, NavigableMap<LocalDate, SharePlan.Values>> byModel = new HashMap<>();
    for (Partition partition : partitions(run, Tables.INFLUENCE_VALUES)) {
      SharePlan.Values other =
          byModel
              .computeIfAbsent(partition.key().modelId(), model -> new TreeMap<>())
              .put(LocalDate.parse(partition.key().logDate()), partition.values());
      requireSame(partition.key(), other == null);
    }
    ValuesIndex index = new ValuesIndex(byModel);
    for (Partition partition : partitions(run, Tables.INFLUENCE_SUMS)) {
      Optional<SharePlan.Values> values = index.of(partition.key());
      requireSame(partition.key(), values.isPresent() && values.get().equals(partition.values()));
    }
    return index;
  }

  private record Partition(PartitionKey key, SharePlan.Values values) {}

  private static List<Partition> partitions(RunContext run, String table) {
    run.warehouse().createIfMissing(table);
    return DistinctTexts.of(
            upToClose(run, run.warehouse().read(table))
                .selectExpr("CAST(log_date AS STRING)", "model_id", "setting", "fingerprint"))
        .stream()
        .map(
            row ->
                new Partition(
                    new PartitionKey(row.get(0), row.get(1)),
                    new SharePlan.Values(row.get(2), row.get(3))))
        .toList();
  }

  static Dataset<Row> upToClose(RunContext run, Dataset<Row> rows) {
    return rows.filter(col("log_date").leq(lit(run.manifest().closeDate())));
  }

  private static void requireSame(PartitionKey key, boolean same) {
    if (!same) {
      throw TributaryException.of(
          ErrorCode.INPUT_INCONSISTENT,
          "Tables influence_values and influence_sums disagree about model %s on %s: run 'tributary"
              + " attribute --full' again.",
          key.modelId(),
          key.logDate());
    }
  }

  /** What a partition has, if it is there. */
  Optional<SharePlan.Values> of(PartitionKey key) {
    return Optional.ofNullable(
        byModel.getOrDefault(key.modelId(), new TreeMap<>()).get(LocalDate.parse(key.logDate())));
  }

  /**
   * What the window of a partition has, by log date: the days of the window whose values were made
   * with the same setting, among them the partition itself. Values of another setting have another
   * unit and another meaning, so a change of the setting starts the window anew.
   *
   * @param days length of the window
   */
  SortedMap<LocalDate, SharePlan.Values> window(PartitionKey key, int days) {
    LocalDate last = LocalDate.parse(key.logDate());
    NavigableMap<LocalDate, SharePlan.Values> all = byModel.get(key.modelId());
    String setting = all.get(last).setting();
    TreeMap<LocalDate, SharePlan.Values> window =
        new TreeMap<>(all.subMap(last.minusDays(days - 1L), true, last, true));
    window.values().removeIf(values -> !values.setting().equals(setting));
    return window;
  }
}
