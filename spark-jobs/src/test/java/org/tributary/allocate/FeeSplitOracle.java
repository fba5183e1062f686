package org.tributary.allocate;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.tributary.schemas.policy.PolicyBook;
import org.tributary.schemas.table.Tables;
import org.tributary.session.Amounts;
import org.tributary.session.Warehouse;

/**
 * The entitlements of a whole warehouse, recomputed by SQL on DuckDB from its input tables, its
 * attribution and the numbers of its policies.
 */
public final class FeeSplitOracle {
  private final Warehouse warehouse;
  private final LocalDate closeDate;

  public FeeSplitOracle(Warehouse warehouse, LocalDate closeDate) {
    this.warehouse = warehouse;
    this.closeDate = closeDate;
  }

  /** A line for each entitlement, as the rules say. */
  public List<String> expected(PolicyBook policies, Path folder) throws SQLException, IOException {
    try (SqlOracle oracle = new SqlOracle(folder, closeDate)) {
      oracle.load(world(), policies, List.of());
      return oracle.entitlements();
    }
  }

  /** A line for each row of table entitlements. */
  public List<String> written() {
    List<String> columns = List.of(AllocateRows.ENTITLEMENT.fieldNames());
    List<String> lines = new ArrayList<>();
    for (Row row : rows(Tables.ENTITLEMENTS)) {
      lines.add(
          String.join(
              "|", columns.stream().map(name -> String.valueOf(row.<Object>getAs(name))).toList()));
    }
    return lines.stream().sorted().toList();
  }

  private World world() {
    List<AgentRun> runs = new ArrayList<>();
    Map<String, Long> declared = new HashMap<>();
    for (Row row : rows(Tables.AGENT_RUNS)) {
      runs.add(AllocateRows.agentRun(row));
      List<Row> weights = row.getList(row.fieldIndex("step_weights"));
      for (Row weight : weights == null ? List.<Row>of() : weights) {
        declared.put(
            row.<String>getAs("agent_run_id") + " " + weight.getString(0), (long) weight.getInt(1));
      }
    }
    return new World(log(declared), runs, attribution(), models(), batches(), datanets());
  }

  private List<World.LogRow> log(Map<String, Long> declared) {
    List<World.LogRow> log = new ArrayList<>();
    for (Row row : rows(Tables.INFERENCE_LOG)) {
      Optional<String> run = AllocateRows.optional(row, "agent_run_id");
      String step = run.orElse("") + " " + row.<String>getAs("inference_id");
      log.add(
          new World.LogRow(
              row.getAs("inference_id"),
              AllocateRows.date(row, "log_date"),
              row.getAs("model_id"),
              row.getAs("node_id"),
              row.<Long>getAs("gpu_ms"),
              row.getAs("token_id"),
              Amounts.of(row, "fee"),
              run,
              row.getAs("caller_id"),
              length(row, "prompt_tokens") + length(row, "output_tokens"),
              declared.getOrDefault(step, 0L)));
    }
    return log;
  }

  private static long length(Row row, String column) {
    List<Integer> tokens = row.getList(row.fieldIndex(column));
    return tokens == null ? 0 : tokens.size();
  }

  private Map<String, List<AttributionShare>> attribution() {
    Map<String, List<AttributionShare>> shares = new HashMap<>();
    for (Row row : rows(Tables.ATTRIBUTION)) {
      shares
          .computeIfAbsent(row.getAs("inference_id"), id -> new ArrayList<>())
          .add(AllocateRows.share(row));
    }
    return shares;
  }

  private Map<String, ModelOwners.Model> models() {
    Map<String, ModelOwners.Model> models = new TreeMap<>();
    for (Row row : warehouse.read(Tables.MODELS).collectAsList()) {
      models.put(
          row.getAs("model_id"),
          new ModelOwners.Model(row.getAs("developer_id"), row.getAs("base_model_id")));
    }
    return models;
  }

  private List<World.Batch> batches() {
    List<World.Batch> batches = new ArrayList<>();
    for (Row row : rows(Tables.SERVING_BATCHES)) {
      batches.add(
          new World.Batch(
              row.getAs("batch_id"),
              AllocateRows.date(row, "log_date"),
              row.<Long>getAs("gpu_ms"),
              row.getList(row.fieldIndex("inference_ids"))));
    }
    return batches;
  }

  private Datanets datanets() {
    Map<String, List<Datanets.Version>> versions = new HashMap<>();
    for (Row row : warehouse.read(Tables.DATANETS).collectAsList()) {
      versions
          .computeIfAbsent(row.getAs("datanet_id"), id -> new ArrayList<>())
          .add(
              new Datanets.Version(
                  row.<Integer>getAs("datanet_version"),
                  AllocateRows.date(row, "released_date"),
                  row.getAs("curator_id")));
    }
    Map<String, List<Datanets.Trained>> trained = new HashMap<>();
    for (Row row : warehouse.read(Tables.MODEL_TRAINING_SETS).collectAsList()) {
      trained
          .computeIfAbsent(row.getAs("model_id"), id -> new ArrayList<>())
          .add(
              new Datanets.Trained(
                  row.getAs("datanet_id"),
                  row.<Integer>getAs("datanet_version"),
                  row.<Integer>getAs("declared_weight_ppm")));
    }
    return new Datanets(versions, trained, holders(trained));
  }

  /** Contributors of the training sets; a content counts for its earliest contribution. */
  private Map<Datanets.Trained.Key, List<Datanets.Holder>> holders(
      Map<String, List<Datanets.Trained>> trained) {
    List<Row> accepted =
        warehouse
            .read(Tables.CONTRIBUTIONS)
            .where("status = 'ACCEPTED'")
            .orderBy("accepted_at", "contribution_id")
            .collectAsList();
    Map<Datanets.Trained.Key, List<Datanets.Holder>> holders = new HashMap<>();
    for (List<Datanets.Trained> set : trained.values()) {
      for (Datanets.Trained each : set) {
        Map<String, String> first = new HashMap<>();
        for (Row row : accepted) {
          Integer removed = row.getAs("removed_in_version");
          if (row.<String>getAs("datanet_id").equals(each.datanetId())
              && row.<Integer>getAs("added_in_version") <= each.version()
              && (removed == null || each.version() < removed)) {
            first.putIfAbsent(row.getAs("content_sha256"), row.getAs("contributor_id"));
          }
        }
        Map<String, Long> counts = new TreeMap<>();
        first.values().forEach(contributor -> counts.merge(contributor, 1L, Long::sum));
        List<Datanets.Holder> all = new ArrayList<>();
        counts.forEach((contributor, count) -> all.add(new Datanets.Holder(contributor, count)));
        if (!all.isEmpty()) {
          holders.put(new Datanets.Trained.Key(each.datanetId(), each.version()), all);
        }
      }
    }
    return holders;
  }

  private List<Row> rows(String table) {
    Dataset<Row> all = warehouse.read(table);
    return all.where(col("log_date").leq(lit(closeDate))).collectAsList();
  }
}
