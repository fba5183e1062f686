package org.tributary.settle;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.storage.StorageLevel;
import org.tributary.schemas.policy.PayoutRule;
import org.tributary.schemas.table.Tables;
import org.tributary.session.RunContext;

/**
 * Entitlements that are kept back for their own sake: held items, self-dealing, fees that weren't
 * received. Registers {@code settle_matched} and {@code settle_disputed}; what no hold and no
 * policy asks for isn't read.
 */
final class Disputes {
  private static final StructType MATCHED =
      StructType.fromDDL(
          "account_id STRING, token_id STRING, log_date DATE, policy_id STRING, role STRING,"
              + " amount DECIMAL(38,0), why STRING, key STRING, reason STRING");

  private static final StructType RELEASES =
      StructType.fromDDL(
          "why STRING, account_id STRING, payer_id STRING, valid_from DATE, reason STRING");

  private static final StructType EVIDENCE =
      StructType.fromDDL(
          "inference_id STRING, datanet_id STRING, contributor_id STRING, contribution_id STRING");

  private static final StructType SHARE =
      StructType.fromDDL(
          "model_id STRING, inference_id STRING, datanet_id STRING, contributor_id STRING,"
              + " is_proven BOOLEAN");

  private final RunContext run;
  private final PayoutRule rule;
  private Optional<Dataset<Row>> matched = Optional.empty();

  Disputes(RunContext run, PayoutRule rule) {
    this.run = run;
    this.rule = rule;
  }

  /** Whether anything can be in dispute; then the view of entitlements has to be there. */
  boolean areAsked() {
    return asks(rule.selfDealing()) || asks(rule.unpaidFees()) || !itemHolds().isEmpty();
  }

  /** Computes them, as far as asked. */
  void register(boolean asked) {
    if (!asked) {
      Dataset<Row> none = run.spark().createDataFrame(List.of(), MATCHED);
      none.createOrReplaceTempView("settle_matched");
      none.createOrReplaceTempView("settle_disputed");
      return;
    }
    logs();
    contributions();
    matched =
        Optional.of(
            SettleQueries.run(
                    run.spark(),
                    "matched",
                    Map.of(
                        "self_dealing_is_held", Boolean.toString(asks(rule.selfDealing())),
                        "unpaid_fees_are_held", Boolean.toString(asks(rule.unpaidFees()))))
                .persist(StorageLevel.MEMORY_AND_DISK()));
    view("matched", SettleInputs.withoutHistory(matched.get()));
    SettleQueries.run(run.spark(), "disputed").createOrReplaceTempView("settle_disputed");
  }

  /**
   * Holds that keep nothing back.
   *
   * @param accounts all that were settled
   */
  List<String> warnings(Dataset<Row> accounts) {
    List<Row> holds = run.spark().table("settle_holds").orderBy("hold_id").collectAsList();
    if (holds.isEmpty()) {
      return List.of();
    }
    Set<String> keeping =
        strings(run.spark().table("settle_matched").where(col("why").equalTo("ITEM_HOLD")), "key");
    Object[] held = holds.stream().filter(Disputes::isOfAccount).map(Disputes::account).toArray();
    Set<String> known =
        held.length == 0
            ? Set.of()
            : strings(accounts.where(col("account_id").isin(held)), "account_id");
    return holds.stream()
        .filter(
            hold ->
                isOfAccount(hold)
                    ? !known.contains(account(hold))
                    : !keeping.contains(hold.<String>getAs("hold_id")))
        .map(
            hold ->
                String.format(
                    Locale.ROOT,
                    "Hold %s (%s) is in force and keeps nothing back: nobody earned from what it"
                        + " names. Check the ids in its row of table holds.",
                    hold.<String>getAs("hold_id"),
                    hold.<String>getAs("reason")))
        .toList();
  }

  private static boolean isOfAccount(Row hold) {
    return hold.getAs("datanet_id") == null
        && hold.getAs("contribution_id") == null
        && hold.getAs("inference_id") == null
        && hold.getAs("agent_run_id") == null;
  }

  private static String account(Row hold) {
    return hold.getAs("account_id");
  }

  private static Set<String> strings(Dataset<Row> rows, String column) {
    return rows.select(column).distinct().collectAsList().stream()
        .map(row -> row.getString(0))
        .collect(Collectors.toSet());
  }

  void release() {
    matched.ifPresent(Dataset::unpersist);
  }

  private void logs() {
    boolean selfDealing = asks(rule.selfDealing());
    boolean unpaidFees = asks(rule.unpaidFees());
    boolean payers = selfDealing || unpaidFees;
    view(Tables.INFERENCE_LOG, onlyIf(payers, upToCloseDate(run.input(Tables.INFERENCE_LOG))));
    view(Tables.AGENT_RUNS, onlyIf(payers, upToCloseDate(run.input(Tables.AGENT_RUNS))));
    view(Tables.AFFILIATIONS, onlyIf(selfDealing, run.input(Tables.AFFILIATIONS)));
    view(Tables.FEE_RECEIPTS, onlyIf(unpaidFees, upToCloseDate(run.input(Tables.FEE_RECEIPTS))));
    Dataset<Row> releases =
        SettleInputs.pinned(run, Tables.RELEASES)
            .orElseGet(() -> run.spark().createDataFrame(List.of(), RELEASES));
    view(Tables.RELEASES, releases.where(col("valid_from").leq(lit(closeDate()))));
  }

  private void contributions() {
    boolean asked = !itemHolds().where(col("contribution_id").isNotNull()).isEmpty();
    view(Tables.CONTRIBUTIONS, onlyIf(asked, run.input(Tables.CONTRIBUTIONS)));
    view(Tables.MODEL_TRAINING_SETS, onlyIf(asked, run.input(Tables.MODEL_TRAINING_SETS)));
    if (!asked) {
      view("evidence", run.spark().createDataFrame(List.of(), EVIDENCE));
      view("shares", run.spark().createDataFrame(List.of(), SHARE));
      return;
    }
    view(Tables.ATTRIBUTION, output(Tables.ATTRIBUTION).where(shared()));
    view(Tables.SPAN_EVIDENCE, output(Tables.SPAN_EVIDENCE));
    view(Tables.LEXICAL_EVIDENCE, output(Tables.LEXICAL_EVIDENCE));
    view("evidence", SettleQueries.run(run.spark(), "evidence"));
    view("shares", SettleQueries.run(run.spark(), "shares"));
  }

  private static Column shared() {
    return col("share").gt(0).and(col("contributor_id").isNotNull());
  }

  private Dataset<Row> output(String table) {
    run.warehouse().createIfMissing(table);
    return upToCloseDate(run.warehouse().read(table));
  }

  private Dataset<Row> itemHolds() {
    return run.spark()
        .table("settle_holds")
        .where(
            coalesce(
                    col("datanet_id"),
                    col("contribution_id"),
                    col("inference_id"),
                    col("agent_run_id"))
                .isNotNull());
  }

  private static boolean asks(PayoutRule.Handling handling) {
    return handling == PayoutRule.Handling.HOLD;
  }

  private static Dataset<Row> onlyIf(boolean asked, Dataset<Row> rows) {
    return asked ? rows : rows.where(lit(false));
  }

  private Dataset<Row> upToCloseDate(Dataset<Row> rows) {
    return rows.where(col("log_date").leq(lit(closeDate())));
  }

  private LocalDate closeDate() {
    return run.manifest().closeDate();
  }

  private static void view(String name, Dataset<Row> rows) {
    rows.createOrReplaceTempView("settle_" + name);
  }
}
