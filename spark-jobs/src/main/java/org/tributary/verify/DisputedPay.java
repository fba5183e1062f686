package org.tributary.verify;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import java.time.LocalDate;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructType;
import org.tributary.reports.verify.RunTables;
import org.tributary.schemas.policy.PayoutRule;
import org.tributary.schemas.table.Tables;
import org.tributary.session.Amounts;
import org.tributary.session.RunContext;
import org.tributary.session.SparkFailures;
import org.tributary.session.SqlFile;

/**
 * Pay that is kept back for its own sake, from the run's tables by themselves: what settle made of
 * it isn't read. What no hold and no policy asks for isn't read either.
 */
final class DisputedPay {
  private static final StructType EVIDENCE =
      StructType.fromDDL(
          "inference_id STRING, datanet_id STRING, contributor_id STRING, contribution_id STRING");
  private static final StructType RELEASES =
      StructType.fromDDL("why STRING, account_id STRING, payer_id STRING, valid_from DATE");

  private final RunContext run;
  private final LocalDate closeDate;
  private final Dataset<Row> itemHolds;
  private final boolean selfDealing;
  private final boolean unpaidFees;

  /**
   * Of {@code run}.
   *
   * @param holds those in force on the close date
   */
  DisputedPay(RunContext run, Dataset<Row> holds) {
    this.run = run;
    this.closeDate = run.manifest().closeDate();
    Column names =
        coalesce(
            col("datanet_id"), col("contribution_id"), col("inference_id"), col("agent_run_id"));
    this.itemHolds = holds.where(names.isNotNull());
    PayoutRule rule = run.policies().inForceOn(closeDate).payout();
    this.selfDealing = rule.selfDealing() == PayoutRule.Handling.HOLD;
    this.unpaidFees = rule.unpaidFees() == PayoutRule.Handling.HOLD;
  }

  List<RunTables.Disputed> rows() {
    return SparkFailures.explained("verify", this::read);
  }

  private List<RunTables.Disputed> read() {
    if (!selfDealing && !unpaidFees && itemHolds.isEmpty()) {
      return List.of();
    }
    view("holds", itemHolds);
    view("entitlements", upToCloseDate(run.warehouse().read(Tables.ENTITLEMENTS)));
    boolean payers = selfDealing || unpaidFees;
    view("inference_log", onlyIf(payers, upToCloseDate(run.input(Tables.INFERENCE_LOG))));
    view("agent_runs", onlyIf(payers, upToCloseDate(run.input(Tables.AGENT_RUNS))));
    view("fee_receipts", onlyIf(unpaidFees, upToCloseDate(run.input(Tables.FEE_RECEIPTS))));
    view("affiliations", onlyIf(selfDealing, run.input(Tables.AFFILIATIONS)));
    view("affiliated", run.spark().sql(SqlFile.read(DisputedPay.class, "affiliated.sql")));
    view("releases", releases());
    contributions();
    return run.spark().sql(sql()).collectAsList().stream().map(DisputedPay::row).toList();
  }

  private String sql() {
    return SqlFile.read(DisputedPay.class, "disputed.sql")
        .replace("${self_dealing_is_held}", Boolean.toString(selfDealing))
        .replace("${unpaid_fees_are_held}", Boolean.toString(unpaidFees));
  }

  /** A run of an earlier engine didn't pin the table. */
  private Dataset<Row> releases() {
    boolean pinned =
        run.manifest().inputs().stream().anyMatch(pin -> pin.table().equals(Tables.RELEASES));
    Dataset<Row> releases =
        pinned ? run.input(Tables.RELEASES) : run.spark().createDataFrame(List.of(), RELEASES);
    return releases.where(col("valid_from").leq(lit(closeDate)));
  }

  private void contributions() {
    boolean asked = !itemHolds.where(col("contribution_id").isNotNull()).isEmpty();
    view("contributions", onlyIf(asked, run.input(Tables.CONTRIBUTIONS)));
    if (!asked) {
      view("evidence", run.spark().createDataFrame(List.of(), EVIDENCE));
      return;
    }
    for (String table :
        List.of(Tables.ATTRIBUTION, Tables.SPAN_EVIDENCE, Tables.LEXICAL_EVIDENCE)) {
      run.warehouse().createIfMissing(table);
      view(table, upToCloseDate(run.warehouse().read(table)));
    }
    view("evidence", run.spark().sql(SqlFile.read(DisputedPay.class, "evidence.sql")));
  }

  private static RunTables.Disputed row(Row row) {
    return new RunTables.Disputed(
        new RunTables.Payee(row.getAs("account_id"), row.getAs("token_id")),
        row.getAs("policy_id"),
        row.<java.sql.Date>getAs("log_date").toLocalDate(),
        row.<Boolean>getAs("is_contributor"),
        Amounts.of(row, "least"),
        Amounts.of(row, "most"));
  }

  private Dataset<Row> upToCloseDate(Dataset<Row> rows) {
    return rows.where(col("log_date").leq(lit(closeDate)));
  }

  private static Dataset<Row> onlyIf(boolean asked, Dataset<Row> rows) {
    return asked ? rows : rows.where(lit(false));
  }

  private static void view(String name, Dataset<Row> rows) {
    rows.createOrReplaceTempView("verify_" + name);
  }
}
