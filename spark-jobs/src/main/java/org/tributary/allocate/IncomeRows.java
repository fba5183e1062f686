package org.tributary.allocate;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.collect_list;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.size;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.when;
import static org.tributary.session.CountedRows.isBlank;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.tributary.schemas.policy.PolicyBook;
import org.tributary.session.AgentSteps;

/**
 * What came in, inference by inference, on Spark: fees, and what rewards become.
 *
 * @param inferences inference log up to the close date
 * @param agentRuns agent runs up to the close date, with their outcome as decided by then
 * @param batches serving batches up to the close date
 */
record IncomeRows(Dataset<Row> inferences, Dataset<Row> agentRuns, Dataset<Row> batches) {
  private static final Column[] RUN_COLUMNS = {
    col("agent_run_id"),
    col("log_date"),
    col("owner_id"),
    col("payer_id"),
    col("outcome"),
    col("token_id"),
    col("reward")
  };

  /** The log, metered with the inference's part of the batches that it was served in. */
  Dataset<Row> metered() {
    return inferences
        .select(
            col("inference_id"),
            col("log_date"),
            col("model_id"),
            col("caller_id"),
            col("node_id"),
            col("gpu_ms"),
            col("token_id"),
            col("fee"),
            col("agent_run_id"),
            col("served_at"),
            tokens().as("tokens"))
        .join(BatchRows.of(inferences, batches), col("inference_id").equalTo(col("served")), "left")
        .withColumn("gpu_ms", coalesce(col("batch_ms"), col("gpu_ms")))
        .drop("served", "batch_ms");
  }

  /** Fees. A call that names a run which it is no step of is nobody's but the caller's. */
  Dataset<Row> fees() {
    Column named = coalesce(col("is_step"), lit(true));
    Dataset<Row> fees =
        AgentSteps.joined(metered(), agentRuns)
            .withColumn("agent_run_id", when(named, col("agent_run_id")))
            .withColumn("owner_id", when(named.and(not(isBlank(col("owner_id")))), col("owner_id")))
            .withColumn("source_kind", lit(SourceKind.FEE.name()))
            .withColumn("source_id", col("inference_id"))
            .withColumn("payer_id", col("caller_id"))
            .withColumn("amount", col("fee"));
    List<Column> columns = new ArrayList<>();
    for (StructField field : AllocateRows.INCOME.fields()) {
      boolean decided =
          List.of("role", "account", "reason_code", "policy_id").contains(field.name());
      columns.add(decided ? lit(null).cast(field.dataType()).as(field.name()) : col(field.name()));
    }
    return fees.select(columns.toArray(Column[]::new));
  }

  /** What the policy makes of rewards. */
  Dataset<Row> rewards(PolicyBook policies) {
    RewardSplit split = new RewardSplit(policies);
    return runsWithSteps()
        .flatMap(
            (FlatMapFunction<Row, Row>) row -> income(row, split),
            Encoders.row(AllocateRows.INCOME));
  }

  /** One row per agent run, with all its steps up to the close date. */
  Dataset<Row> runsWithSteps() {
    Dataset<Row> weights =
        agentRuns
            .select(
                col("agent_run_id").as("declared_by"),
                functions.explode(stepWeights()).as("weight"))
            .select(
                col("declared_by"),
                col("weight.inference_id").as("declared_for"),
                col("weight.weight_ppm").cast(DataTypes.LongType).as("declared_ppm"));
    Dataset<Row> steps =
        AgentSteps.joined(inferences.where(col("agent_run_id").isNotNull()), agentRuns)
            .where(col("is_step"))
            .join(
                weights,
                col("agent_run_id")
                    .equalTo(col("declared_by"))
                    .and(col("inference_id").equalTo(col("declared_for"))),
                "left")
            .select(
                col("agent_run_id").as("step_of"),
                struct(
                        col("inference_id"),
                        col("model_id"),
                        col("token_id"),
                        col("fee"),
                        tokens().as("tokens"),
                        coalesce(col("declared_ppm"), lit(0L)).as("declared_ppm"))
                    .as("step"));
    return agentRuns
        .select(RUN_COLUMNS)
        .join(steps, col("agent_run_id").equalTo(col("step_of")), "left")
        .groupBy(RUN_COLUMNS)
        // collect_list skips the null of a run without steps.
        .agg(collect_list(col("step")).as("steps"));
  }

  /** Tokens of prompt and output, as far as they were logged. */
  static Column tokens() {
    return count("prompt_tokens").plus(count("output_tokens"));
  }

  private static Column count(String tokens) {
    return when(col(tokens).isNull(), lit(0L))
        .otherwise(size(col(tokens)).cast(DataTypes.LongType));
  }

  /** A warehouse from before step weights doesn't have the column. */
  private Column stepWeights() {
    String type = "ARRAY<STRUCT<inference_id: STRING, weight_ppm: INT>>";
    return Arrays.asList(agentRuns.columns()).contains("step_weights")
        ? col("step_weights")
        : lit(null).cast(type);
  }

  private static Iterator<Row> income(Row row, RewardSplit split) {
    RewardSplit.Result result = split.split(AllocateRows.agentRun(row), AllocateRows.steps(row));
    List<Row> rows = new ArrayList<>();
    result.parts().forEach(part -> rows.add(AllocateRows.income(part)));
    result.whole().ifPresent(whole -> rows.add(AllocateRows.income(whole)));
    return rows.iterator();
  }
}
