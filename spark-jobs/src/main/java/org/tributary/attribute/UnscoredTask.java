package org.tributary.attribute;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Row;

/**
 * From an inference of the log to rows of table attribution for the methods of its blend that have
 * nothing to say about it: each is unattributed, with the reason.
 */
final class UnscoredTask implements FlatMapFunction<Row, Row> {
  private static final long serialVersionUID = 1L;

  private final Broadcast<Map<PartitionKey, SharePlan>> plans;

  UnscoredTask(Broadcast<Map<PartitionKey, SharePlan>> plans) {
    this.plans = plans;
  }

  @Override
  public Iterator<Row> call(Row row) {
    PartitionKey key = PartitionKey.of(row);
    SharePlan plan = plans.value().get(key);
    List<Row> rows = new ArrayList<>();
    if (plan != null) {
      for (SharePlan.PlannedMethod method : plan.methods()) {
        UnattributedReason reason = plan.silent().get(method.name());
        if (reason != null) {
          rows.add(
              AttributionRow.unattributed(
                  key, row.getAs("inference_id"), method, reason.name(), plan.fingerprint()));
        }
      }
    }
    return rows.iterator();
  }
}
