package org.tributary.allocate;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.collect_list;
import static org.apache.spark.sql.functions.struct;

import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;

/** From fees, rewards and attribution to entitlements, on Spark. */
final class EntitlementRows {
  private EntitlementRows() {}

  /**
   * One row per entitlement, as table entitlements has them.
   *
   * @param attribution attribution up to the close date
   */
  static Dataset<Row> of(IncomeRows income, Dataset<Row> attribution, WaterfallSplit rules) {
    Dataset<Row> all = income.fees().unionByName(income.rewards(rules.policies()));
    // The contributors of training sets may be many: every executor gets them once, not every task.
    Broadcast<WaterfallSplit> split =
        new JavaSparkContext(all.sparkSession().sparkContext()).broadcast(rules);
    return all.join(shares(attribution), all.col("inference_id").equalTo(col("attributed")), "left")
        .flatMap(
            (FlatMapFunction<Row, Row>) row -> entitlements(row, split.value()),
            Encoders.row(AllocateRows.ENTITLEMENT));
  }

  /** All attribution rows of an inference in one row; rows of share 0 are evidence, not money. */
  private static Dataset<Row> shares(Dataset<Row> attribution) {
    return attribution
        .where(col("share").gt(0))
        .groupBy(col("inference_id").as("attributed"))
        .agg(
            collect_list(
                    struct(
                        col("method"),
                        col("method_weight_ppm"),
                        col("datanet_id"),
                        col("contributor_id"),
                        col("share"),
                        col("share_standard_error"),
                        col("reason_code")))
                .as("shares"));
  }

  private static Iterator<Row> entitlements(Row row, WaterfallSplit split) {
    if (AllocateRows.isDecided(row)) {
      return List.of(AllocateRows.decided(row)).iterator();
    }
    return split.split(AllocateRows.income(row), AllocateRows.shares(row)).stream()
        .map(AllocateRows::entitlement)
        .iterator();
  }
}
