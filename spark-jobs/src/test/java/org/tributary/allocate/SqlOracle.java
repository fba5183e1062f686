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
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructType;
import org.tributary.schemas.policy.Policy;
import org.tributary.schemas.policy.PolicyBook;
import org.tributary.schemas.policy.Role;
import org.tributary.schemas.policy.Token;

/** The same rules in another language on another engine: SQL on DuckDB, over CSV files. */
final class SqlOracle implements AutoCloseable {
  private static final List<Role> SHARING =
      List.of(Role.PLATFORM, Role.MODEL_DEVELOPER, Role.BASE_MODEL_DEVELOPER, Role.CONTRIBUTOR);

  private final Path folder;
  private final Connection connection;

  SqlOracle(Path folder, LocalDate closeDate) throws SQLException {
    this.folder = folder;
    this.connection = DriverManager.getConnection("jdbc:duckdb:");
    execute("CREATE MACRO close_date() AS DATE '" + closeDate + "'");
  }

  void load(World world, PolicyBook policies, List<Row> posted) throws SQLException, IOException {
    table("inference", ddl(WorldRows.INFERENCE), csv(WorldRows.inferences(world)));
    table("agent_run", ddl(WorldRows.AGENT_RUN), csv(WorldRows.agentRuns(world)));
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
    loadPolicies(policies);
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

  private void loadPolicies(PolicyBook book) throws SQLException, IOException {
    List<String> policies = new ArrayList<>();
    List<String> shares = new ArrayList<>();
    List<String> tokens = new ArrayList<>();
    for (Policy policy : book.policies()) {
      LocalDate date = policy.effectiveFrom();
      policies.add(
          date + "," + policy.policyId() + "," + policy.waterfall().infrastructureCapPpm());
      for (Map.Entry<Role, Integer> share : policy.waterfall().sharesPpm().entrySet()) {
        int position = SHARING.indexOf(share.getKey());
        shares.add(date + "," + position + "," + share.getKey() + "," + share.getValue());
      }
      for (Token token : policy.tokens().values()) {
        tokens.add(date + "," + token.tokenId() + "," + token.ratePerGpuMs());
      }
    }
    table("policy", "log_date DATE, policy_id STRING, cap HUGEINT", policies);
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
