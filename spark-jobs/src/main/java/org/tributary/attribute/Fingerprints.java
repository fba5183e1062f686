package org.tributary.attribute;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import java.util.HashMap;
import java.util.Map;
import org.tributary.session.DistinctTexts;
import org.tributary.session.RunContext;

/** What the (log date, model) partitions of a table were made of. */
public final class Fingerprints {
  private Fingerprints() {}

  /** Fingerprints of the partitions that a table has, up to the run's close date. */
  public static Map<PartitionKey, String> of(RunContext run, String table) {
    Map<PartitionKey, String> known = new HashMap<>();
    DistinctTexts.of(
            run.warehouse()
                .read(table)
                .filter(col("log_date").leq(lit(run.manifest().closeDate())))
                .selectExpr("CAST(log_date AS STRING)", "model_id", "fingerprint"))
        .forEach(row -> known.put(new PartitionKey(row.get(0), row.get(1)), row.get(2)));
    return known;
  }
}
