package org.tributary.snapshot;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructType;
import org.tributary.schemas.table.Tables;
import org.tributary.session.AgentSteps;
import org.tributary.session.CountedRows;
import org.tributary.session.RowWarning;
import org.tributary.session.RunContext;
import org.tributary.session.SqlFile;

/**
 * The input rows that a run leaves out or takes otherwise than they say: table {@code
 * row_warnings}. Most nights have none, and then nothing is written.
 */
final class RowWarnings {
  private static final StructType FOUND =
      StructType.fromDDL(
          "table_name STRING, row_id STRING, log_date DATE, reason_code STRING, token_id STRING,"
              + " amount DECIMAL(38,0), said STRING");

  /** Registries whose rows name somebody who is paid, with the columns of their keys. */
  private static final List<Payee> PAYEES =
      List.of(
          new Payee(Tables.MODELS, "model_id", "developer_id"),
          new Payee(Tables.DATANETS, "concat(datanet_id, '/', datanet_version)", "curator_id"),
          new Payee(Tables.CONTRIBUTORS, "contributor_id", "contributor_id"));

  private record Payee(String table, String key, String column) {}

  private final RunContext run;
  private final LogTokens tokens;

  private RowWarnings(RunContext run, LogTokens tokens) {
    this.run = run;
    this.tokens = tokens;
  }

  /**
   * Writes the run's rows of the table.
   *
   * @return how many there are, by reason code
   */
  static Map<String, Long> write(RunContext run, LogTokens tokens) {
    return new RowWarnings(run, tokens).write();
  }

  private Map<String, Long> write() {
    Dataset<Row> found = rows();
    Map<String, Long> counts = new TreeMap<>();
    found
        .groupBy("reason_code")
        .count()
        .collectAsList()
        .forEach(row -> counts.put(row.getString(0), row.getLong(1)));
    if (!counts.isEmpty()) {
      // The same run pins the same rows: what an earlier try wrote is what stands here.
      String ownRows = "run_id = '" + run.manifest().runId() + "'";
      run.warehouse().replaceWhere(Tables.ROW_WARNINGS, ownRows, worded(found));
    }
    return counts;
  }

  private Dataset<Row> worded(Dataset<Row> found) {
    found.createOrReplaceTempView("snapshot_found");
    return run.spark()
        .sql(
            SqlFile.read(RowWarnings.class, "worded_warnings.sql")
                .replace("${run_id}", run.manifest().runId()));
  }

  /**
   * What is looked for depends on what the logs have: a question that has no answer isn't asked.
   */
  private Dataset<Row> rows() {
    Dataset<Row> rows = run.spark().createDataFrame(List.<Row>of(), FOUND);
    for (Payee payee : PAYEES) {
      rows = rows.unionByName(blank(payee, run.allRows(payee.table())));
    }
    for (String table : List.of(Tables.INFERENCE_LOG, Tables.AGENT_RUNS)) {
      if (tokens.hasUnsettled()) {
        rows = rows.unionByName(unsettled(table));
      }
    }
    for (String table : CountedRows.KEYS.keySet().stream().sorted().toList()) {
      Optional<Dataset<Row>> voided = CountedRows.voided(run, table);
      if (voided.isPresent()) {
        rows = rows.unionByName(voided(table, voided.get()));
      }
    }
    if (tokens.hasRuns()) {
      rows =
          rows.unionByName(
              blank(
                  new Payee(Tables.AGENT_RUNS, "agent_run_id", "owner_id"),
                  counted(Tables.AGENT_RUNS)));
    }
    return tokens.hasSteps() ? rows.unionByName(strangers()) : rows;
  }

  private Dataset<Row> unsettled(String table) {
    return found(
        CountedRows.withoutVoided(run, table)
            .where(col("log_date").leq(lit(run.manifest().closeDate())))
            .withColumn("why", CountedRows.why(table, run.policies()))
            .where(col("why").isNotNull()),
        table,
        CountedRows.KEYS.get(table),
        "why",
        "''");
  }

  /** Rows that are voided, and voids that find nothing: an id may be mistyped there, too. */
  private Dataset<Row> voided(String table, Dataset<Row> voided) {
    Dataset<Row> joined =
        run.allRows(table)
            .drop("valid_from", "valid_until", "reason", "table_name")
            .join(
                voided.select("row_id", "reason", "voided_by"),
                col(CountedRows.KEYS.get(table)).equalTo(col("row_id")),
                "right")
            .withColumn("found", col(CountedRows.KEYS.get(table)).isNotNull());
    return found(
        joined,
        table,
        "row_id",
        "IF(found, '" + RowWarning.VOIDED + "', '" + RowWarning.VOIDS_NOTHING + "')",
        "concat(voided_by, ': ', reason)");
  }

  private Dataset<Row> blank(Payee payee, Dataset<Row> rows) {
    return found(
        rows.where(CountedRows.isBlank(col(payee.column()))),
        payee.table(),
        payee.key(),
        "'" + RowWarning.BLANK_PAYEE + "'",
        "'" + payee.column() + "'");
  }

  /** Calls that name an agent run that isn't theirs. */
  private Dataset<Row> strangers() {
    Dataset<Row> calls = counted(Tables.INFERENCE_LOG).where(col("agent_run_id").isNotNull());
    return found(
        AgentSteps.joined(calls, counted(Tables.AGENT_RUNS)).where(col("is_step").equalTo(false)),
        Tables.INFERENCE_LOG,
        "inference_id",
        "'" + RowWarning.NOT_A_STEP + "'",
        "agent_run_id");
  }

  private Dataset<Row> counted(String table) {
    return run.input(table).where(col("log_date").leq(lit(run.manifest().closeDate())));
  }

  private static Dataset<Row> found(
      Dataset<Row> rows, String table, String key, String reason, String said) {
    List<String> columns = List.of(rows.columns());
    String amount =
        columns.contains("fee")
            ? "fee"
            : columns.contains("reward") ? "reward" : columns.contains("amount") ? "amount" : null;
    return rows.selectExpr(
        "'" + table + "' AS table_name",
        "CAST(" + key + " AS STRING) AS row_id",
        columns.contains("log_date") ? "log_date" : "CAST(NULL AS DATE) AS log_date",
        reason + " AS reason_code",
        columns.contains("token_id") ? "token_id" : "CAST(NULL AS STRING) AS token_id",
        "CAST(" + amount + " AS DECIMAL(38,0)) AS amount",
        "CAST(" + said + " AS STRING) AS said");
  }
}
