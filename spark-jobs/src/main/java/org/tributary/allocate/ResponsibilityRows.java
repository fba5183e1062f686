package org.tributary.allocate;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.collect_list;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.struct;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.StructType;
import org.tributary.schemas.policy.AgentRule.RewardBy;
import org.tributary.schemas.policy.PolicyBook;

/** Who shaped the steps of agent runs that didn't succeed, on Spark. */
final class ResponsibilityRows {
  /** As table run_responsibility. */
  static final StructType RESPONSIBILITY =
      StructType.fromDDL(
          "log_date DATE, agent_run_id STRING, outcome STRING, kind STRING, subject_id STRING,"
              + " datanet_id STRING, contributor_id STRING, steps BIGINT, share BIGINT");

  private ResponsibilityRows() {}

  /**
   * One row per run and subject, as table run_responsibility has them.
   *
   * @param attribution attribution up to the close date
   */
  static Dataset<Row> of(
      IncomeRows income, Dataset<Row> attribution, PolicyBook policies, ModelOwners owners) {
    Dataset<Row> steps =
        income
            .runsWithSteps()
            .where(col("outcome").notEqual(AgentRun.Outcome.SUCCEEDED.name()))
            .select(
                col("agent_run_id"),
                col("log_date"),
                col("outcome"),
                explode(col("steps")).as("step"));
    Dataset<Row> held =
        attribution
            .where(col("share").gt(0))
            .select(
                col("inference_id").as("attributed"),
                struct(attribution.columns()[0], tail(attribution)).as("held"));
    Responsibility responsibility = new Responsibility(owners);
    return steps
        .join(held, col("step.inference_id").equalTo(col("attributed")), "left")
        .groupBy(col("agent_run_id"), col("log_date"), col("outcome"), col("step"))
        .agg(collect_list(col("held")).as("attribution"))
        .groupBy(col("agent_run_id"), col("log_date"), col("outcome"))
        .agg(collect_list(struct(col("step"), col("attribution"))).as("steps"))
        .flatMap(
            (FlatMapFunction<Row, Row>) row -> parts(row, policies, responsibility),
            Encoders.row(RESPONSIBILITY));
  }

  private static String[] tail(Dataset<Row> rows) {
    return Arrays.copyOfRange(rows.columns(), 1, rows.columns().length);
  }

  private static Iterator<Row> parts(Row run, PolicyBook policies, Responsibility responsibility) {
    List<StepEvidence> steps =
        run.<Row>getList(run.fieldIndex("steps")).stream()
            .map(
                row ->
                    new StepEvidence(
                        AllocateRows.step(row.getStruct(0)),
                        row.<Row>getList(1).stream().map(ResponsibilityRows::held).toList()))
            .toList();
    RewardBy by = policies.inForceOn(AllocateRows.date(run, "log_date")).agents().rewardBy();
    return responsibility.of(by, steps).stream().map(part -> row(run, part)).iterator();
  }

  private static Row row(Row run, Responsibility.Part part) {
    return RowFactory.create(
        run.getAs("log_date"),
        run.getAs("agent_run_id"),
        run.getAs("outcome"),
        part.subject().kind().name(),
        part.subject().subjectId().orElse(null),
        part.subject().datanetId().orElse(null),
        part.subject().contributorId().orElse(null),
        part.steps(),
        part.share());
  }

  private static StepEvidence.Held held(Row row) {
    int scoreExponent = Optional.ofNullable(row.<Integer>getAs("score_exponent")).orElse(0);
    Optional<BigInteger> positive =
        Optional.ofNullable(row.<BigDecimal>getAs("row_positive"))
            .map(BigDecimal::toBigIntegerExact);
    return new StepEvidence.Held(
        AllocateRows.share(row),
        scores(row),
        scoreExponent,
        positive,
        positive.isPresent() ? row.<Integer>getAs("sum_exponent") : scoreExponent);
  }

  private static List<StepEvidence.Score> scores(Row row) {
    if (row.getAs("evidence") == null) {
      return List.of();
    }
    return row.<Row>getList(row.fieldIndex("evidence")).stream()
        .map(
            score ->
                new StepEvidence.Score(score.getString(0), score.getDecimal(1).toBigIntegerExact()))
        .toList();
  }
}
