package org.tributary.attribute;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import java.util.HashMap;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.tributary.session.DistinctTexts;
import org.tributary.session.RunContext;

/** What the (log date, model) partitions of a table were made of. */
public final class Fingerprints {
  private Fingerprints() {}

  /** Fingerprints of the partitions that a table has, up to the run's close date. */
  public static Map<PartitionKey, String> of(RunContext run, String table) {
    return of(run, run.warehouse().read(table));
  }

  /** The same of a table whose rows are of several methods, for one of them. */
  public static Map<PartitionKey, String> of(RunContext run, String table, String method) {
    return of(run, run.warehouse().read(table).filter(col("method").equalTo(method)));
  }

  private static Map<PartitionKey, String> of(RunContext run, Dataset<Row> rows) {
    Map<PartitionKey, String> known = new HashMap<>();
    DistinctTexts.of(
            rows.filter(col("log_date").leq(lit(run.manifest().closeDate())))
                .selectExpr("CAST(log_date AS STRING)", "model_id", "fingerprint"))
        .forEach(row -> known.put(new PartitionKey(row.get(0), row.get(1)), row.get(2)));
    return known;
  }
}
