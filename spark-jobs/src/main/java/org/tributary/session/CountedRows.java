package org.tributary.session;

import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.when;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.tributary.schemas.policy.Policy;
import org.tributary.schemas.policy.PolicyBook;
import org.tributary.schemas.table.Tables;

/**
 * Which rows of the logs a run goes by. A log row is a fact and stays; one that somebody voided, or
 * that no rule can settle, is left out of every stage alike, so that it ends no night. Table {@code
 * row_warnings} names each and says why.
 */
public final class CountedRows {
  /** The columns by which a row is voided, by table. */
  public static final Map<String, String> KEYS =
      Map.of(
          Tables.INFERENCE_LOG, "inference_id",
          Tables.AGENT_RUNS, "agent_run_id",
          Tables.SERVING_BATCHES, "batch_id",
          Tables.FEE_RECEIPTS, "receipt_id");

  /** The ids without which a row can't be settled, by table; only these tables pay anything. */
  private static final Map<String, List<String>> NEEDED =
      Map.of(
          Tables.INFERENCE_LOG, List.of("model_id", "caller_id", "node_id"),
          Tables.AGENT_RUNS, List.of("payer_id"));

  /** A character that isn't white space; what Java calls blank has none. */
  private static final String SOMETHING = "[^\\p{Z}\\p{Cc}]";

  private CountedRows() {}

  /** Whether an id is there and has nothing but white space in it. */
  public static Column isBlank(Column id) {
    return coalesce(not(id.rlike(SOMETHING)), lit(false));
  }

  /** Those of {@code rows} that the run goes by; rows of other tables all do. */
  static Dataset<Row> of(RunContext run, String table, Dataset<Row> rows) {
    Dataset<Row> left = withoutVoided(run, table, rows);
    return NEEDED.containsKey(table) ? left.where(why(table, run.policies()).isNull()) : left;
  }

  /** The rows of the run's log {@code table} that nobody voided. */
  public static Dataset<Row> withoutVoided(RunContext run, String table) {
    return withoutVoided(run, table, run.allRows(table));
  }

  private static Dataset<Row> withoutVoided(RunContext run, String table, Dataset<Row> rows) {
    Optional<Dataset<Row>> voided = voided(run, table);
    return voided.isEmpty()
        ? rows
        : rows.join(
            broadcast(voided.get().select(col("row_id").as("voided_id")).distinct()),
            col(KEYS.get(table)).equalTo(col("voided_id")),
            "left_anti");
  }

  /** The rows of table voided_rows about {@code table} in force; empty where there can be none. */
  public static Optional<Dataset<Row>> voided(RunContext run, String table) {
    if (!KEYS.containsKey(table)) {
      return Optional.empty();
    }
    LocalDate closeDate = run.manifest().closeDate();
    return run.pinned(Tables.VOIDED_ROWS)
        // A table without a commit after its first has no rows, and most runs void none.
        .filter(rows -> run.manifest().versionOf(Tables.VOIDED_ROWS) > 0)
        .map(
            rows ->
                rows.where(col("table_name").equalTo(table))
                    .where(col("valid_from").leq(lit(closeDate)))
                    .where(col("valid_until").isNull().or(col("valid_until").gt(lit(closeDate)))));
  }

  /** Why a row of a table that pays can't be settled, a reason code; null where it can. */
  public static Column why(String table, PolicyBook policies) {
    Column blank = lit(false);
    for (String id : NEEDED.get(table)) {
      blank = blank.or(isBlank(col(id)));
    }
    Column dated = lit(false);
    Column known = lit(false);
    List<Policy> book = policies.policies();
    for (int i = 0; i < book.size(); i++) {
      Policy policy = book.get(i);
      LocalDate until =
          i + 1 < book.size() ? book.get(i + 1).effectiveFrom() : policy.effectiveUntil();
      Column inForce =
          col("log_date")
              .geq(lit(policy.effectiveFrom()))
              .and(until.equals(Policy.OPEN) ? lit(true) : col("log_date").lt(lit(until)));
      dated = dated.or(inForce);
      // Only policies that measure attribution name no token.
      Object[] tokens = policy.tokens().keySet().stream().sorted().toArray();
      known = known.or(tokens.length == 0 ? inForce : inForce.and(col("token_id").isin(tokens)));
    }
    return when(blank, RowWarning.BLANK_ID)
        .when(not(dated), RowWarning.NO_POLICY)
        .when(not(known), RowWarning.UNKNOWN_TOKEN);
  }
}
