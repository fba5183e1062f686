package org.tributary.report;

import java.sql.Date;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.tributary.reports.payout.PayoutToken;
import org.tributary.schemas.policy.Policy;
import org.tributary.schemas.table.Tables;
import org.tributary.session.RunContext;
import org.tributary.session.SqlFile;

/**
 * The SQL files of this package over views of what the run covers: inputs as pinned, outputs of
 * this run, the ledger as it was before, and nothing after the close date.
 */
final class ReportQueries {
  private static final String LINES_VIEW = "report_lines";
  private static final StructType POLICY_TYPE =
      new StructType()
          .add("policy_id", DataTypes.StringType, false)
          .add("valid_from", DataTypes.DateType, false)
          .add("valid_until", DataTypes.DateType, true);
  private static final StructType TOKEN_TYPE =
      new StructType()
          .add("token_id", DataTypes.StringType, false)
          .add("chain_id", DataTypes.LongType, false);

  private final RunContext context;

  ReportQueries(RunContext context, TokenBook tokens) {
    this.context = context;
    view(Tables.CONTRIBUTORS, context.input(Tables.CONTRIBUTORS));
    view(Tables.MODELS, context.input(Tables.MODELS));
    view(Tables.PAYOUT_ADDRESSES, untilClose("valid_from", context.input(Tables.PAYOUT_ADDRESSES)));
    view(Tables.INFERENCE_LOG, untilClose("log_date", context.input(Tables.INFERENCE_LOG)));
    view(Tables.AGENT_RUNS, untilClose("log_date", context.input(Tables.AGENT_RUNS)));
    view(Tables.ENTITLEMENTS, untilClose("log_date", output(Tables.ENTITLEMENTS)));
    view(Tables.ATTRIBUTION, untilClose("log_date", output(Tables.ATTRIBUTION)));
    view(Tables.CREDIBILITY, untilClose("log_date", output(Tables.CREDIBILITY)));
    view(Tables.SERVING_COSTS, untilClose("log_date", output(Tables.SERVING_COSTS)));
    view(Tables.RUN_RESPONSIBILITY, untilClose("log_date", output(Tables.RUN_RESPONSIBILITY)));
    view(Tables.PREPARED_MODELS, output(Tables.PREPARED_MODELS));
    view(Tables.CONTRIBUTION_GROUPS, output(Tables.CONTRIBUTION_GROUPS));
    view(Tables.QUARANTINE, output(Tables.QUARANTINE));
    view(Tables.STATEMENTS, ofRun(output(Tables.STATEMENTS)));
    view(Tables.PROPOSED_ENTRIES, earnings(ofRun(output(Tables.PROPOSED_ENTRIES))));
    view(Tables.LEDGER_ENTRIES, earnings(posted()));
    policies().createOrReplaceTempView("report_policies");
    tokens(tokens).createOrReplaceTempView("report_tokens");
  }

  /** The rows of {@code NAME.sql}. */
  Dataset<Row> run(String name) {
    return context.spark().sql(text(name));
  }

  /** Makes the written lines what the queries over lines read. */
  void useLines(Dataset<Row> lines) {
    lines.createOrReplaceTempView(LINES_VIEW);
  }

  private static void view(String table, Dataset<Row> rows) {
    rows.createOrReplaceTempView("report_" + table);
  }

  private Dataset<Row> output(String table) {
    context.warehouse().createIfMissing(table);
    return context.warehouse().read(table);
  }

  private Dataset<Row> posted() {
    context.warehouse().createIfMissing(Tables.LEDGER_ENTRIES);
    long version = Math.max(0, context.manifest().prior().ledgerVersion());
    return context.warehouse().read(Tables.LEDGER_ENTRIES, version);
  }

  /** Entries that say what was earned; the others move it to and fro. */
  private static Dataset<Row> earnings(Dataset<Row> entries) {
    return entries.where(functions.col("role").notEqual("PAYOUT"));
  }

  private Dataset<Row> untilClose(String date, Dataset<Row> rows) {
    return rows.where(functions.col(date).leq(Date.valueOf(context.manifest().closeDate())));
  }

  private Dataset<Row> ofRun(Dataset<Row> rows) {
    return rows.where(functions.col("run_id").equalTo(context.manifest().runId()));
  }

  private Dataset<Row> policies() {
    List<Policy> book = context.policies().policies();
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < book.size(); i++) {
      Date until = i + 1 < book.size() ? Date.valueOf(book.get(i + 1).effectiveFrom()) : null;
      rows.add(
          RowFactory.create(
              book.get(i).policyId(), Date.valueOf(book.get(i).effectiveFrom()), until));
    }
    return context.spark().createDataFrame(rows, POLICY_TYPE);
  }

  private Dataset<Row> tokens(TokenBook tokens) {
    List<Row> rows = new ArrayList<>();
    for (PayoutToken token : tokens.all()) {
      rows.add(RowFactory.create(token.tokenId(), token.chainId()));
    }
    return context.spark().createDataFrame(rows, TOKEN_TYPE);
  }

  private static String text(String name) {
    return SqlFile.read(ReportQueries.class, name + ".sql");
  }
}
