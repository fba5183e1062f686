package org.tributary.allocate;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructType;
import org.tributary.schemas.policy.Policy;
import org.tributary.schemas.policy.PolicyBook;
import org.tributary.schemas.policy.Role;
import org.tributary.schemas.policy.Token;
import org.tributary.schemas.policy.WorthRule;

/** The same rules in another language on another engine: SQL on DuckDB, over CSV files. */
final class SqlOracle implements AutoCloseable {
  private static final List<Role> SHARING =
      List.of(
          Role.PLATFORM,
          Role.MODEL_DEVELOPER,
          Role.ADAPTER_DEVELOPER,
          Role.BASE_MODEL_DEVELOPER,
          Role.DATANET_CURATOR,
          Role.AGENT_OWNER,
          Role.TREASURY,
          Role.CONTRIBUTOR);

  private final Path folder;
  private final Connection connection;

  SqlOracle(Path folder, LocalDate closeDate) throws SQLException {
    this.folder = folder;
    this.connection = DriverManager.getConnection("jdbc:duckdb:");
    execute("CREATE MACRO close_date() AS DATE '" + closeDate + "'");
  }

  void load(World world, PolicyBook policies, List<Row> posted) throws SQLException, IOException {
    loadLog(world);
    loadDatanets(world.datanets());
    loadContributions(world, policies);
    table(
        "attribution",
        ddl(WorldRows.ATTRIBUTION).replace("method_weight_ppm", "weight"),
        csv(WorldRows.attribution(world)));
    table("posted", ddl(AllocateRows.ENTRY), csv(posted));
    List<String> models = new ArrayList<>();
    world
        .models()
        .forEach((id, m) -> models.add(id + "," + m.developerId() + "," + m.base().orElse("")));
    table("model", "model_id STRING, developer_id STRING, base_model_id STRING", models);
    loadPolicies(policies, dates(world, policies));
    execute(resource("oracle-views.sql"));
  }

  List<String> entitlements() throws SQLException, IOException {
    return query(resource("oracle-entitlements.sql"));
  }

  List<String> entries() throws SQLException, IOException {
    return query(resource("oracle-entries.sql"));
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }

  private void loadLog(World world) throws SQLException, IOException {
    List<String> inferences = new ArrayList<>();
    for (World.LogRow i : world.log()) {
      inferences.add(
          line(
              i.inferenceId(),
              i.logDate(),
              i.modelId(),
              i.nodeId(),
              i.gpuMs(),
              i.tokenId(),
              i.fee(),
              i.agentRunId().orElse(""),
              i.callerId(),
              i.tokens(),
              i.declaredPpm(),
              i.servedAt()));
    }
    table(
        "inference",
        "inference_id STRING, log_date DATE, model_id STRING, node_id STRING, gpu_ms BIGINT,"
            + " token_id STRING, fee DECIMAL(38,0), agent_run_id STRING, caller_id STRING,"
            + " tokens BIGINT, declared BIGINT, served_at TIMESTAMP",
        inferences);
    List<String> runs = new ArrayList<>();
    for (AgentRun r : world.agentRuns()) {
      runs.add(
          line(
              r.agentRunId(),
              r.logDate(),
              r.ownerId(),
              r.payerId(),
              r.outcome(),
              r.tokenId(),
              r.reward(),
              world.spanOf(r.agentRunId()).agentId(),
              Optional.ofNullable(world.spanOf(r.agentRunId()).startedAt())
                  .map(Object::toString)
                  .orElse(""),
              world.spanOf(r.agentRunId()).endedAt()));
    }
    table(
        "agent_run",
        "agent_run_id STRING, log_date DATE, owner_id STRING, payer_id STRING, outcome STRING,"
            + " token_id STRING, reward DECIMAL(38,0), agent_id STRING, started_at TIMESTAMP,"
            + " ended_at TIMESTAMP",
        runs);
    List<String> batches = new ArrayList<>();
    for (World.Batch b : world.batches()) {
      b.inferenceIds().forEach(i -> batches.add(line(b.batchId(), b.logDate(), b.gpuMs(), i)));
    }
    table("batch", "batch_id STRING, log_date DATE, gpu_ms BIGINT, inference_id STRING", batches);
  }

  private void loadDatanets(Datanets datanets) throws SQLException, IOException {
    List<String> versions = new ArrayList<>();
    datanets
        .versions()
        .forEach(
            (id, all) ->
                all.forEach(
                    v ->
                        versions.add(
                            line(
                                id,
                                v.number(),
                                v.releasedDate(),
                                v.curatorId() == null ? "" : v.curatorId()))));
    table("datanet", "datanet_id STRING, version INT, released DATE, curator_id STRING", versions);
    List<String> trained = new ArrayList<>();
    datanets
        .trainingSets()
        .forEach(
            (model, set) ->
                set.forEach(
                    t -> trained.add(line(model, t.datanetId(), t.version(), t.declaredPpm()))));
    table("trained", "model_id STRING, datanet_id STRING, version INT, declared HUGEINT", trained);
    List<String> holders = new ArrayList<>();
    datanets
        .holders()
        .forEach(
            (key, all) ->
                all.forEach(
                    h ->
                        holders.add(
                            line(
                                key.datanetId(),
                                key.version(),
                                h.contributorId(),
                                h.contributions()))));
    table(
        "holder",
        "datanet_id STRING, version INT, contributor_id STRING, contributions HUGEINT",
        holders);
  }

  /** FreshnessTest holds the ages to their definition. */
  private void loadContributions(World world, PolicyBook policies)
      throws SQLException, IOException {
    List<String> contributions = new ArrayList<>();
    world
        .contributions()
        .forEach(
            (key, batches) ->
                batches.forEach(
                    batch ->
                        contributions.add(
                            line(
                                key.datanetId(),
                                key.version(),
                                key.contributorId(),
                                batch.acceptedDate(),
                                batch.qualityPpm(),
                                batch.contributions()))));
    table(
        "contribution",
        "datanet_id STRING, version INT, contributor_id STRING, accepted DATE, quality HUGEINT,"
            + " contributions HUGEINT",
        contributions);
    List<String> ages = new ArrayList<>();
    for (int halfLife :
        policies.policies().stream()
            .mapToInt(policy -> policy.worth().freshnessHalfLifeDays())
            .distinct()
            .toArray()) {
      for (int age = 0; age < 400; age++) {
        boolean ageless = halfLife == WorthRule.AGELESS;
        long fresh = ageless ? Freshness.WHOLE : Freshness.after(halfLife, age);
        ages.add(line(halfLife, age, fresh));
      }
    }
    table("freshness", "half_life INT, age INT, fresh HUGEINT", ages);
  }

  private static String line(Object... values) {
    return Stream.of(values).map(String::valueOf).collect(Collectors.joining(","));
  }

  /** Each has a policy of its own in the views. */
  private static TreeSet<LocalDate> dates(World world, PolicyBook book) {
    TreeSet<LocalDate> dates = new TreeSet<>();
    book.policies().forEach(policy -> dates.add(policy.effectiveFrom()));
    world.log().forEach(row -> dates.add(row.logDate()));
    world.agentRuns().forEach(run -> dates.add(run.logDate()));
    dates.removeIf(date -> date.isBefore(book.policies().get(0).effectiveFrom()));
    return dates;
  }

  private void loadPolicies(PolicyBook book, TreeSet<LocalDate> dates)
      throws SQLException, IOException {
    List<String> policies = new ArrayList<>();
    List<String> shares = new ArrayList<>();
    List<String> tokens = new ArrayList<>();
    for (LocalDate date : dates) {
      Policy policy = book.inForceOn(date);
      policies.add(
          line(
              date,
              policy.policyId(),
              policy.waterfall().infrastructureCapPpm(),
              policy.waterfall().mostModels(),
              policy.waterfall().unattributed(),
              policy.agents().rewardBy(),
              policy.agents().failure(),
              policy.worth().freshnessHalfLifeDays(),
              policy.worth().quality()));
      for (Map.Entry<Role, Integer> share : policy.waterfall().sharesPpm().entrySet()) {
        int position = SHARING.indexOf(share.getKey());
        shares.add(date + "," + position + "," + share.getKey() + "," + share.getValue());
      }
      for (Token token : policy.tokens().values()) {
        tokens.add(date + "," + token.tokenId() + "," + token.ratePerGpuMs());
      }
    }
    table(
        "policy",
        "log_date DATE, policy_id STRING, cap HUGEINT, most_models INT, unattributed_to STRING,"
            + " reward_by STRING, failure STRING, half_life INT, quality STRING",
        policies);
    table("share", "log_date DATE, position INT, role STRING, ppm HUGEINT", shares);
    table("token", "log_date DATE, token_id STRING, rate HUGEINT", tokens);
  }

  private void table(String name, String columns, List<String> lines)
      throws SQLException, IOException {
    Path file = Files.write(folder.resolve(name + ".csv"), lines);
    execute("CREATE TABLE " + name + " (" + columns + ")");
    if (!lines.isEmpty()) {
      execute("COPY " + name + " FROM '" + file + "' (FORMAT csv, HEADER false, NULLSTR '')");
    }
  }

  private static String ddl(StructType schema) {
    List<String> columns = new ArrayList<>();
    for (int i = 0; i < schema.length(); i++) {
      columns.add(schema.apply(i).name() + " " + schema.apply(i).dataType().sql());
    }
    return String.join(", ", columns);
  }

  private static List<String> csv(Collection<Row> rows) {
    return rows.stream().map(row -> row.mkString(",").replace("null", "")).toList();
  }

  private List<String> query(String sql) throws SQLException {
    List<String> lines = new ArrayList<>();
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      while (rows.next()) {
        lines.add(rows.getString(1));
      }
    }
    return lines.stream().sorted().toList();
  }

  private void execute(String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static String resource(String name) throws IOException {
    try (InputStream in = SqlOracle.class.getResourceAsStream(name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
