package org.tributary.allocate;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.collect_list;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.struct;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructField;
import org.tributary.schemas.policy.PolicyBook;

/** From fees, rewards and attribution to entitlements, on Spark. */
final class EntitlementRows {
  private static final Column[] RUN_COLUMNS = {
    col("agent_run_id"),
    col("log_date"),
    col("payer_id"),
    col("outcome"),
    col("token_id"),
    col("reward")
  };

  private EntitlementRows() {}

  /**
   * One row per entitlement, as table entitlements has them.
   *
   * @param inferences inference log up to the close date
   * @param agentRuns agent runs up to the close date
   * @param attribution attribution up to the close date
   */
  static Dataset<Row> of(
      Dataset<Row> inferences,
      Dataset<Row> agentRuns,
      Dataset<Row> attribution,
      PolicyBook policies,
      ModelOwners owners) {
    Dataset<Row> income = fees(inferences).unionByName(rewards(inferences, agentRuns, policies));
    WaterfallSplit split = new WaterfallSplit(policies, owners);
    return income
        .join(shares(attribution), income.col("inference_id").equalTo(col("attributed")), "left")
        .flatMap(
            (FlatMapFunction<Row, Row>) row -> entitlements(row, split),
            Encoders.row(AllocateRows.ENTITLEMENT));
  }

  private static Dataset<Row> fees(Dataset<Row> inferences) {
    Dataset<Row> fees =
        inferences
            .withColumn("source_kind", lit(SourceKind.FEE.name()))
            .withColumn("source_id", col("inference_id"))
            .withColumn("amount", col("fee"));
    List<Column> columns = new ArrayList<>();
    for (StructField field : AllocateRows.INCOME.fields()) {
      boolean decided =
          List.of("role", "account", "reason_code", "policy_id").contains(field.name());
      columns.add(decided ? lit(null).cast(field.dataType()).as(field.name()) : col(field.name()));
    }
    return fees.select(columns.toArray(Column[]::new));
  }

  private static Dataset<Row> rewards(
      Dataset<Row> inferences, Dataset<Row> agentRuns, PolicyBook policies) {
    Dataset<Row> steps =
        inferences
            .where(col("agent_run_id").isNotNull())
            .select(
                col("agent_run_id").as("step_of"),
                struct(col("inference_id"), col("model_id"), col("token_id"), col("fee"))
                    .as("step"));
    RewardSplit split = new RewardSplit(policies);
    return agentRuns
        .select(RUN_COLUMNS)
        .join(steps, col("agent_run_id").equalTo(col("step_of")), "left")
        .groupBy(RUN_COLUMNS)
        // collect_list skips the null of a run without steps.
        .agg(collect_list(col("step")).as("steps"))
        .flatMap(
            (FlatMapFunction<Row, Row>) row -> income(row, split),
            Encoders.row(AllocateRows.INCOME));
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

  private static Iterator<Row> income(Row row, RewardSplit split) {
    RewardSplit.Result result = split.split(AllocateRows.agentRun(row), AllocateRows.steps(row));
    List<Row> rows = new ArrayList<>();
    result.parts().forEach(part -> rows.add(AllocateRows.income(part)));
    result.whole().ifPresent(whole -> rows.add(AllocateRows.income(whole)));
    return rows.iterator();
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
