package org.tributary.verify;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.sum;

import java.math.BigInteger;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.tributary.reports.verify.ProposedEntry;
import org.tributary.reports.verify.RunFiles;
import org.tributary.reports.verify.RunTables;
import org.tributary.schemas.policy.PolicyBook;
import org.tributary.schemas.table.Tables;
import org.tributary.session.Amounts;
import org.tributary.session.ProposedEntries;
import org.tributary.session.RunContext;
import org.tributary.session.SparkFailures;
import org.tributary.session.SqlFile;

/** The run's tables on Spark: inputs and ledger as it pins them, its own rows of the others. */
final class PinnedTables implements RunTables {
  private final RunContext run;
  private final LocalDate closeDate;

  PinnedTables(RunContext run) {
    this.run = run;
    this.closeDate = run.manifest().closeDate();
  }

  @Override
  public PolicyBook policies() {
    return run.policies();
  }

  @Override
  public Iterator<ProposedEntry> entries() {
    return SparkFailures.explained("verify", () -> ProposedEntries.of(run));
  }

  @Override
  public List<Gap> gaps() {
    view("inference_log", upToCloseDate(run.input(Tables.INFERENCE_LOG)));
    view("agent_runs", upToCloseDate(run.input(Tables.AGENT_RUNS)));
    return sql("gaps.sql").stream()
        .map(
            row ->
                new Gap(
                    row.getAs("source"),
                    row.getAs("token_id"),
                    Amounts.of(row, "came"),
                    Amounts.of(row, "entitled")))
        .toList();
  }

  @Override
  public List<Unlined> unlined() {
    view("lines", run.spark().read().parquet(run.folder().location() + "/" + RunFiles.LINES));
    return sql("unlined.sql").stream()
        .map(
            row ->
                new Unlined(
                    row.getAs("what"), Amounts.of(row, "entitled"), Amounts.of(row, "lines")))
        .toList();
  }

  @Override
  public Map<String, String> shut() {
    Map<String, String> shut = new TreeMap<>();
    Column whole =
        coalesce(
                col("datanet_id"), col("contribution_id"), col("inference_id"), col("agent_run_id"))
            .isNull();
    collected(holds().where(whole).select("account_id", "reason"))
        .forEach(row -> shut.put(row.getString(0), row.getString(1)));
    collected(run.input(Tables.BLOCK_LIST).where(started()).select("account_id", "reason"))
        .forEach(row -> shut.put(row.getString(0), row.getString(1)));
    return shut;
  }

  @Override
  public List<Disputed> disputed() {
    return new DisputedPay(run, holds()).rows();
  }

  @Override
  public Map<Payee, BigInteger> paidSince(LocalDate start) {
    return byPayee(
        collected(
            run.warehouse()
                .read(Tables.LEDGER_ENTRIES, run.manifest().prior().ledgerVersion())
                .where("reason_code IN ('PAID', 'REFUNDED') AND startswith(account, 'payee:')")
                .where(col("close_date").geq(lit(start)))
                .selectExpr(
                    "substring(account, length('payee:') + 1) AS account_id",
                    "token_id",
                    "-amount AS amount")
                .groupBy("account_id", "token_id")
                .agg(sum("amount").as("amount"))));
  }

  private Dataset<Row> holds() {
    return run.input(Tables.HOLDS)
        .where(started())
        .where(not(coalesce(col("valid_until").leq(lit(closeDate)), lit(false))));
  }

  private Column started() {
    return col("valid_from").leq(lit(closeDate));
  }

  private Dataset<Row> upToCloseDate(Dataset<Row> rows) {
    return rows.where(col("log_date").leq(lit(closeDate)));
  }

  private List<Row> sql(String name) {
    view("entitlements", upToCloseDate(run.warehouse().read(Tables.ENTITLEMENTS)));
    return collected(run.spark().sql(SqlFile.read(PinnedTables.class, name)));
  }

  private static List<Row> collected(Dataset<Row> rows) {
    return SparkFailures.explained("verify", rows::collectAsList);
  }

  private static Map<Payee, BigInteger> byPayee(List<Row> rows) {
    Map<Payee, BigInteger> amounts = new HashMap<>();
    for (Row row : rows) {
      amounts.put(
          new Payee(row.getAs("account_id"), row.getAs("token_id")), Amounts.of(row, "amount"));
    }
    return amounts;
  }

  private static void view(String name, Dataset<Row> rows) {
    rows.createOrReplaceTempView("verify_" + name);
  }
}
