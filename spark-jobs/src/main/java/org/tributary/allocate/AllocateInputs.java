package org.tributary.allocate;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max_by;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructType;
import org.tributary.schemas.policy.Method;
import org.tributary.schemas.policy.PolicyBook;
import org.tributary.schemas.policy.Waterfall;
import org.tributary.schemas.table.Tables;
import org.tributary.session.RunContext;
import org.tributary.session.SqlFile;

/** The pinned tables that stage allocate reads, as its core wants them. */
final class AllocateInputs {
  private static final StructType BATCHES =
      StructType.fromDDL("batch_id STRING, gpu_ms BIGINT, inference_ids ARRAY<STRING>");

  private static final StructType QUALITY =
      StructType.fromDDL("datanet_id STRING, contribution_id STRING, quality_ppm INT");

  private final RunContext run;

  AllocateInputs(RunContext run) {
    this.run = run;
  }

  /** What came in up to the close date. */
  IncomeRows income() {
    return new IncomeRows(
        upToCloseDate(run.input(Tables.INFERENCE_LOG)),
        agentRuns(),
        run.pinned(Tables.SERVING_BATCHES)
            .map(this::upToCloseDate)
            .orElseGet(() -> run.spark().createDataFrame(List.<Row>of(), BATCHES)));
  }

  /** The rules of {@code policies}, with the registries that they need. */
  WaterfallSplit rules(PolicyBook policies) {
    boolean declared =
        policies.policies().stream()
            .anyMatch(
                p ->
                    p.waterfall().unattributed() == Waterfall.Unattributed.DECLARED
                        || p.uses(Method.DECLARED));
    return new WaterfallSplit(
        policies,
        owners(),
        new Datanets(versions(), trainingSets(), declared ? holders() : Map.of()),
        policies.policies().stream().anyMatch(p -> p.worth().counts()) ? worths() : Worths.NONE);
  }

  Dataset<Row> upToCloseDate(Dataset<Row> rows) {
    return rows.where(col("log_date").leq(lit(run.manifest().closeDate())));
  }

  /** Agent runs, with the outcome that was decided last by the close date. */
  private Dataset<Row> agentRuns() {
    Dataset<Row> runs = upToCloseDate(run.input(Tables.AGENT_RUNS));
    Optional<Dataset<Row>> decisions = run.pinned(Tables.AGENT_RUN_DECISIONS);
    if (decisions.isEmpty()) {
      return runs;
    }
    Dataset<Row> last =
        decisions
            .get()
            .where(col("decided_date").leq(lit(run.manifest().closeDate())))
            .groupBy(col("agent_run_id").as("decided_run"))
            .agg(max_by(col("outcome"), col("decided_date")).as("decided"));
    return runs.join(last, col("agent_run_id").equalTo(col("decided_run")), "left")
        .withColumn("outcome", coalesce(col("decided"), col("outcome")))
        .drop("decided_run", "decided");
  }

  ModelOwners owners() {
    ModelOwners.Builder owners = new ModelOwners.Builder();
    for (Row row :
        run.input(Tables.MODELS)
            .select("model_id", "developer_id", "base_model_id")
            .collectAsList()) {
      owners.add(row.getString(0), row.getString(1), Optional.ofNullable(row.getString(2)));
    }
    return owners.build();
  }

  private Map<String, List<Datanets.Version>> versions() {
    Map<String, List<Datanets.Version>> versions = new HashMap<>();
    for (Row row : collected(Tables.DATANETS)) {
      versions
          .computeIfAbsent(row.getAs("datanet_id"), datanet -> new ArrayList<>())
          .add(
              new Datanets.Version(
                  row.<Integer>getAs("datanet_version"),
                  AllocateRows.date(row, "released_date"),
                  row.getAs("curator_id")));
    }
    return versions;
  }

  private Map<String, List<Datanets.Trained>> trainingSets() {
    Map<String, List<Datanets.Trained>> sets = new HashMap<>();
    for (Row row : collected(Tables.MODEL_TRAINING_SETS)) {
      sets.computeIfAbsent(row.getAs("model_id"), model -> new ArrayList<>())
          .add(
              new Datanets.Trained(
                  row.getAs("datanet_id"),
                  row.<Integer>getAs("datanet_version"),
                  row.<Integer>getAs("declared_weight_ppm")));
    }
    return sets;
  }

  private Map<Datanets.Trained.Key, List<Datanets.Holder>> holders() {
    view(Tables.MODEL_TRAINING_SETS, run.input(Tables.MODEL_TRAINING_SETS));
    view(Tables.CONTRIBUTIONS, run.input(Tables.CONTRIBUTIONS));
    Map<Datanets.Trained.Key, List<Datanets.Holder>> holders = new HashMap<>();
    for (Row row :
        run.spark().sql(SqlFile.read(AllocateInputs.class, "holders.sql")).collectAsList()) {
      holders
          .computeIfAbsent(
              new Datanets.Trained.Key(
                  row.getAs("datanet_id"), row.<Integer>getAs("datanet_version")),
              version -> new ArrayList<>())
          .add(new Datanets.Holder(row.getAs("contributor_id"), row.<Long>getAs("contributions")));
    }
    return holders;
  }

  private Worths worths() {
    view(Tables.MODEL_TRAINING_SETS, run.input(Tables.MODEL_TRAINING_SETS));
    view(Tables.CONTRIBUTIONS, run.input(Tables.CONTRIBUTIONS));
    view(
        Tables.CONTRIBUTION_QUALITY,
        run.pinned(Tables.CONTRIBUTION_QUALITY)
            .orElseGet(() -> run.spark().createDataFrame(List.<Row>of(), QUALITY)));
    Map<Worths.Key, List<Worths.Batch>> contributions = new HashMap<>();
    for (Row row :
        run.spark().sql(SqlFile.read(AllocateInputs.class, "worths.sql")).collectAsList()) {
      contributions
          .computeIfAbsent(
              new Worths.Key(
                  row.getAs("datanet_id"),
                  row.<Integer>getAs("datanet_version"),
                  row.getAs("contributor_id")),
              key -> new ArrayList<>())
          .add(
              new Worths.Batch(
                  AllocateRows.date(row, "accepted_date"),
                  row.<Integer>getAs("quality_ppm"),
                  row.<Long>getAs("contributions")));
    }
    return new Worths(contributions);
  }

  private static void view(String table, Dataset<Row> rows) {
    rows.createOrReplaceTempView("allocate_" + table);
  }

  private List<Row> collected(String table) {
    return run.pinned(table).map(Dataset::collectAsList).orElse(List.of());
  }
}
