package org.tributary.attribute;

import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Row;

/** From a row of text_shares to the row of table attribution of its method. */
final class TextShareTask implements FlatMapFunction<Row, Row> {
  private static final long serialVersionUID = 1L;

  private final Broadcast<Map<PartitionKey, SharePlan>> plans;

  TextShareTask(Broadcast<Map<PartitionKey, SharePlan>> plans) {
    this.plans = plans;
  }

  @Override
  public Iterator<Row> call(Row row) {
    SharePlan plan = plans.value().get(PartitionKey.of(row));
    if (plan == null) {
      return List.<Row>of().iterator();
    }
    Optional<SharePlan.PlannedMethod> method = plan.speaking(row.getAs("method"));
    return method.map(each -> AttributionRow.ofText(row, each, plan.fingerprint())).stream()
        .iterator();
  }
}
