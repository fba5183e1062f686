package org.tributary.allocate;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.sql.Timestamp;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.tributary.schemas.policy.PolicyBook;
import org.tributary.schemas.run.CanonicalJson;
import org.tributary.schemas.run.RunManifest;
import org.tributary.schemas.run.RunManifest.Prior;
import org.tributary.schemas.table.Tables;
import org.tributary.session.FileSums;
import org.tributary.session.ProposedEntries;
import org.tributary.session.RunContext;
import org.tributary.session.RunFolder;
import org.tributary.session.SharedSpark;
import org.tributary.session.Warehouse;

/** A warehouse with the tables that money passes through, and runs over it. */
public final class MoneyWarehouse {
  private static final List<String> INPUTS =
      List.of(
          Tables.INFERENCE_LOG,
          Tables.AGENT_RUNS,
          Tables.AGENT_RUN_DECISIONS,
          Tables.SERVING_BATCHES,
          Tables.DATANETS,
          Tables.MODEL_TRAINING_SETS,
          Tables.CONTRIBUTIONS,
          Tables.CONTRIBUTION_QUALITY,
          Tables.MODELS,
          Tables.VOIDED_ROWS);
  private static final StructType MODEL =
      StructType.fromDDL(
          "model_id STRING, base_model_id STRING, developer_id STRING, title STRING,"
              + " trained_date DATE");

  private final Warehouse warehouse;

  public MoneyWarehouse(Path root, List<String> tables) {
    warehouse = new Warehouse(SharedSpark.session(), root.toString());
    tables.forEach(warehouse::createIfMissing);
  }

  public Warehouse warehouse() {
    return warehouse;
  }

  /** A run that pins the tables as they are now. */
  public RunContext run(
      String runId, LocalDate closeDate, PolicyBook policies, Optional<String> previousRunId) {
    RunManifest manifest =
        new RunManifest(
            runId,
            closeDate,
            "test",
            INPUTS.stream()
                .filter(warehouse::exists)
                .map(table -> new RunManifest.TablePin(table, warehouse.latestVersion(table)))
                .toList(),
            List.of(),
            List.of(),
            new Prior(warehouse.latestVersion(Tables.LEDGER_ENTRIES), previousRunId));
    RunFolder folder =
        new RunFolder(
            warehouse.spark().sessionState().newHadoopConf(),
            warehouse.root() + "/runs/" + closeDate + "/" + runId);
    folder.writeText("manifest.json", "{\"run_id\":\"" + runId + "\"}");
    return new RunContext(warehouse, manifest, policies, folder);
  }

  /** Writes the file that stage verify writes. */
  public static void verified(RunContext run, boolean passed) {
    FileSums sums = FileSums.of(run.folder());
    run.folder().writeText(FileSums.FILE, sums.text());
    run.folder()
        .writeText(
            "verify.json",
            CanonicalJson.write(
                Map.of(
                    "run_id", run.manifest().runId(),
                    "passed", passed,
                    "manifest_sha256", CanonicalJson.sha256(run.folder().read("manifest.json")),
                    "settlement_sha256", "0".repeat(64),
                    "entries_sha256", ProposedEntries.sha256(run),
                    "files_sha256", sums.sha256())));
  }

  /** Balances of the ledger by {@code token account}, without zeros. */
  public Map<String, BigDecimal> balances() {
    Map<String, BigDecimal> balances = new TreeMap<>();
    for (Row row :
        warehouse
            .read(Tables.LEDGER_ENTRIES)
            .groupBy("token_id", "account")
            .agg(functions.sum("amount"))
            .collectAsList()) {
      balances.put(row.getString(0) + " " + row.getString(1), row.getDecimal(2));
    }
    balances.values().removeIf(amount -> amount.signum() == 0);
    return balances;
  }

  void addModels(ModelOwners owners) {
    List<Row> rows =
        owners.models().entrySet().stream()
            .map(
                model ->
                    RowFactory.create(
                        model.getKey(),
                        model.getValue().baseModelId(),
                        model.getValue().developerId(),
                        model.getKey(),
                        java.sql.Date.valueOf(MoneyFixtures.JUNE_1)))
            .toList();
    warehouse.append(Tables.MODELS, frame(rows, MODEL));
  }

  /** Adds log rows, agent runs and attribution. */
  void add(World world) {
    if (!world.log().isEmpty()) {
      warehouse.append(
          Tables.INFERENCE_LOG,
          completed(
              Tables.INFERENCE_LOG,
              frame(WorldRows.inferences(world), WorldRows.INFERENCE)
                  .withColumn("tokenizer_id", functions.lit("t"))));
      warehouse.append(
          Tables.ATTRIBUTION,
          frame(WorldRows.attribution(world), WorldRows.ATTRIBUTION)
              .withColumn("fingerprint", functions.lit("f")));
    }
    if (!world.agentRuns().isEmpty()) {
      warehouse.append(Tables.AGENT_RUNS, frame(WorldRows.agentRuns(world), WorldRows.AGENT_RUN));
    }
    if (!world.batches().isEmpty()) {
      warehouse.append(
          Tables.SERVING_BATCHES,
          frame(WorldRows.batches(world), WorldRows.BATCH)
              .withColumn("ended_at", functions.lit(new Timestamp(0))));
    }
  }

  /** Puts another attribution in place of a date's. */
  void attributeAgain(World world, LocalDate logDate) {
    warehouse.replaceWhere(
        Tables.ATTRIBUTION,
        "log_date = DATE'" + logDate + "'",
        frame(WorldRows.attribution(world), WorldRows.ATTRIBUTION)
            .withColumn("fingerprint", functions.lit("g")));
  }

  /** Adds nulls for the columns that money doesn't need: Delta's checks want all of them. */
  private Dataset<Row> completed(String table, Dataset<Row> rows) {
    Dataset<Row> complete = rows;
    List<String> there = List.of(rows.columns());
    for (StructField field : warehouse.read(table).schema().fields()) {
      if (!there.contains(field.name())) {
        complete = complete.withColumn(field.name(), functions.lit(null).cast(field.dataType()));
      }
    }
    return complete;
  }

  private Dataset<Row> frame(List<Row> rows, StructType schema) {
    return warehouse.spark().createDataFrame(rows, schema);
  }
}
