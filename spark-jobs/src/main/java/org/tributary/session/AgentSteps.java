package org.tributary.session;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.when;

import java.util.Arrays;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Which inferences are steps of the agent run that they name. Anybody may write a run's id into a
 * call: it is a step when the run's agent or its owner made it, and it was answered between the
 * run's start, where that is known, and its end.
 */
public final class AgentSteps {
  private AgentSteps() {}

  /**
   * {@code inferences} with their run's owner in {@code owner_id}, and {@code is_step}: null where
   * the run that they name isn't on record yet, and where they name none.
   *
   * @param inferences with caller, time and run
   * @param agentRuns runs that are on record
   */
  public static Dataset<Row> joined(Dataset<Row> inferences, Dataset<Row> agentRuns) {
    Column startedAt =
        // A warehouse from before start times doesn't have the column.
        Arrays.asList(agentRuns.columns()).contains("started_at")
            ? col("started_at")
            : lit(null).cast("timestamp");
    Dataset<Row> runs =
        agentRuns.select(
            col("agent_run_id").as("run"),
            col("owner_id"),
            col("agent_id").as("run_agent"),
            startedAt.as("run_started_at"),
            col("ended_at").as("run_ended_at"));
    Column isStep =
        col("caller_id")
            .isin(col("run_agent"), col("owner_id"))
            .and(col("served_at").leq(col("run_ended_at")))
            .and(coalesce(col("served_at").geq(col("run_started_at")), lit(true)));
    return inferences
        .join(runs, col("agent_run_id").equalTo(col("run")), "left")
        .withColumn("is_step", when(col("run").isNotNull(), isStep))
        .drop("run", "run_agent", "run_started_at", "run_ended_at");
  }
}
