package org.tributary.nightly;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Row;
import org.tributary.schemas.policy.Policy;
import org.tributary.schemas.policy.Token;
import org.tributary.schemas.table.Tables;
import org.tributary.session.Warehouse;

/** Statements recomputed by SQL on DuckDB from the Parquet files that runs wrote. */
final class PayoutOracle implements AutoCloseable {
  private final Connection duckdb;

  PayoutOracle(Warehouse warehouse, LocalDate closeDate, Policy policy) throws SQLException {
    duckdb = DriverManager.getConnection("jdbc:duckdb:");
    execute("CREATE TABLE token (token_id TEXT, chain_id BIGINT, minimum DECIMAL(38,0))");
    for (Token token : policy.tokens().values()) {
      execute(
          "INSERT INTO token VALUES ('%s', %s, %s)"
              .formatted(token.tokenId(), token.chainId(), token.minimumPayout()));
    }
    execute("CREATE TABLE shut (account_id TEXT)");
    String inForce = "valid_from <= DATE'" + closeDate + "'";
    for (String table : List.of(Tables.HOLDS, Tables.BLOCK_LIST)) {
      for (Row row : warehouse.read(table).where(inForce).select("account_id").collectAsList()) {
        execute("INSERT INTO shut VALUES ('" + row.getString(0) + "')");
      }
    }
    execute("CREATE TABLE address (account_id TEXT, chain_id BIGINT)");
    for (Row row :
        warehouse
            .read(Tables.PAYOUT_ADDRESSES)
            .where(inForce)
            .select("account_id", "chain_id")
            .collectAsList()) {
      execute("INSERT INTO address VALUES ('%s', %s)".formatted(row.getString(0), row.getLong(1)));
    }
  }

  /** A line for each statement, as the rules say. */
  List<String> expected(String run, Optional<String> before) throws SQLException, IOException {
    execute(
        before
            .map(
                folder ->
                    "CREATE OR REPLACE TABLE before AS SELECT * FROM read_parquet('"
                        + folder
                        + "/reports/payouts.parquet')")
            .orElse(
                "CREATE OR REPLACE TABLE before (account_id TEXT, token_id TEXT,"
                    + " closing DECIMAL(38,0), reserved DECIMAL(38,0), claimable DECIMAL(38,0))"));
    try (InputStream in = PayoutOracle.class.getResourceAsStream("oracle-payouts.sql")) {
      return query(new String(in.readAllBytes(), StandardCharsets.UTF_8).replace("${run}", run));
    }
  }

  /** A line for each row of {@code payouts.parquet}. */
  List<String> written(String run) throws SQLException {
    return query(
        "SELECT concat_ws(' ', account_id, token_id, opening, earned, restated, capped, released,"
            + " held, paid, closing, reserved, claimable) FROM read_parquet('"
            + run
            + "/reports/payouts.parquet')");
  }

  @Override
  public void close() throws SQLException {
    duckdb.close();
  }

  private List<String> query(String sql) throws SQLException {
    List<String> lines = new ArrayList<>();
    try (Statement statement = duckdb.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      while (rows.next()) {
        lines.add(rows.getString(1));
      }
    }
    return lines.stream().sorted().toList();
  }

  private void execute(String sql) throws SQLException {
    try (Statement statement = duckdb.createStatement()) {
      statement.execute(sql);
    }
  }
}
