package org.tributary.settle;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.api.java.function.FlatMapGroupsFunction;
import org.apache.spark.api.java.function.MapFunction;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.storage.StorageLevel;
import org.tributary.ledger.KeptFor;
import org.tributary.ledger.Reason;
import org.tributary.schemas.policy.PayoutRule;
import org.tributary.schemas.policy.Policy;
import org.tributary.schemas.policy.Role;
import org.tributary.schemas.run.RunManifest;
import org.tributary.schemas.table.Tables;
import org.tributary.session.RunContext;
import org.tributary.session.Warehouse;

/** What settle reads, as the views that its queries name; what no policy asks for isn't read. */
final class SettleInputs {
  private static final StructType ITEM =
      StructType.fromDDL(
          "account_id STRING, token_id STRING, why STRING, amount DECIMAL(38,0), reason STRING");

  private final RunContext run;
  private final Warehouse warehouse;
  private final RunManifest manifest;
  private final PayoutRule rule;
  private Optional<Dataset<Row>> caps = Optional.empty();

  SettleInputs(RunContext run, Policy policy) {
    this.run = run;
    this.warehouse = run.warehouse();
    this.manifest = run.manifest();
    this.rule = policy.payout();
  }

  SettleInputs register() {
    warehouse.createIfMissing(Tables.CLAIMS);
    ledger();
    registries();
    if (redistributes() || looksAtItems()) {
      view(Tables.ENTITLEMENTS, upToCloseDate(warehouse.read(Tables.ENTITLEMENTS)));
    }
    if (redistributes()) {
      caps = Optional.of(caps().persist(StorageLevel.MEMORY_AND_DISK()));
    }
    Dataset<Row> earned =
        warehouse
            .read(Tables.PROPOSED_ENTRIES)
            .where(col("run_id").equalTo(manifest.runId()))
            .where(col("reason_code").isin(Reason.EARNED.name(), Reason.RESTATED.name()))
            .select("account", "token_id", "amount", "reason_code");
    earned
        .unionByName(capEntries().select("account", "token_id", "amount", "reason_code"))
        .createOrReplaceTempView("settle_proposed");
    items().createOrReplaceTempView("settle_items");
    return this;
  }

  /** One row per account, as {@code payees.sql} says. */
  Dataset<Row> payees() {
    LocalDate start = CapPeriod.start(rule.period(), manifest.closeDate());
    return SettleQueries.run(run.spark(), "payees", Map.of("period_start", "DATE'" + start + "'"));
  }

  /** Entries that redistribute what is above a cap, but for run and close date. */
  Dataset<Row> capEntries() {
    return caps.orElseGet(() -> run.spark().createDataFrame(List.of(), CapRows.TYPE))
        .where(col("entry_id").isNotNull())
        .withColumn("role", lit(Role.CAP.name()))
        .withColumn("reason_code", lit(Reason.CAP.name()));
  }

  void release() {
    caps.ifPresent(Dataset::unpersist);
  }

  private void ledger() {
    view("posted", warehouse.read(Tables.LEDGER_ENTRIES, manifest.prior().ledgerVersion()));
    Column ofRunBefore =
        manifest.prior().previousRunId().map(id -> col("run_id").equalTo(id)).orElse(lit(false));
    view("published", warehouse.read(Tables.CLAIMS).where(ofRunBefore));
  }

  private void registries() {
    Column hasStarted = col("valid_from").leq(lit(manifest.closeDate()));
    Column hasEnded = coalesce(col("valid_until").leq(lit(manifest.closeDate())), lit(false));
    view(Tables.HOLDS, run.input(Tables.HOLDS).where(hasStarted.and(not(hasEnded))));
    view(Tables.BLOCK_LIST, run.input(Tables.BLOCK_LIST).where(hasStarted));
    view(Tables.PAYOUT_ADDRESSES, run.input(Tables.PAYOUT_ADDRESSES).where(hasStarted));
  }

  private boolean redistributes() {
    return run.policies().policies().stream()
            .anyMatch(policy -> policy.payout().cap() == PayoutRule.Excess.REDISTRIBUTE)
        || !run.spark().table("settle_posted").where(col("role").equalTo("CAP")).isEmpty();
  }

  private boolean looksAtItems() {
    return asks(rule.selfDealing()) || asks(rule.unpaidFees()) || !itemHolds().isEmpty();
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

  private Dataset<Row> caps() {
    CapRows rows = new CapRows(run.policies(), manifest.runId(), manifest.closeDate());
    return SettleQueries.run(run.spark(), "contributor_earnings")
        .groupByKey((MapFunction<Row, String>) rows::periodOf, Encoders.STRING())
        .flatMapGroups(
            (FlatMapGroupsFunction<String, Row, Row>) rows::rows, Encoders.row(CapRows.TYPE));
  }

  private Dataset<Row> items() {
    Dataset<Row> kept =
        caps.orElseGet(() -> run.spark().createDataFrame(List.of(), CapRows.TYPE))
            .where(col("entry_id").isNull())
            .groupBy(col("account"), col("token_id"))
            .agg(functions.sum(col("amount")).as("amount"))
            .select(
                functions.expr("substring(account, length('payee:') + 1)").as("account_id"),
                col("token_id"),
                lit(KeptFor.CAP.name()).as("why"),
                col("amount"),
                lit("above the cap of a period that isn't over").as("reason"));
    return looksAtItems()
        ? disputed().unionByName(kept)
        : run.spark().createDataFrame(List.of(), ITEM).unionByName(kept);
  }

  private Dataset<Row> disputed() {
    boolean selfDealing = asks(rule.selfDealing());
    boolean unpaidFees = asks(rule.unpaidFees());
    boolean payers = selfDealing || unpaidFees;
    view(Tables.INFERENCE_LOG, onlyIf(payers, upToCloseDate(run.input(Tables.INFERENCE_LOG))));
    view(Tables.AGENT_RUNS, onlyIf(payers, upToCloseDate(run.input(Tables.AGENT_RUNS))));
    view(Tables.AFFILIATIONS, onlyIf(selfDealing, run.input(Tables.AFFILIATIONS)));
    view(Tables.FEE_RECEIPTS, onlyIf(unpaidFees, upToCloseDate(run.input(Tables.FEE_RECEIPTS))));
    boolean contributions = !itemHolds().where(col("contribution_id").isNotNull()).isEmpty();
    warehouse.createIfMissing(Tables.ATTRIBUTION);
    view(
        "evidence",
        onlyIf(contributions, upToCloseDate(warehouse.read(Tables.ATTRIBUTION)))
            .where(col("share").gt(0))
            .select(
                col("inference_id"),
                col("datanet_id"),
                col("contributor_id"),
                explode(col("evidence.contribution_id")).as("contribution_id")));
    return SettleQueries.run(
        run.spark(),
        "items",
        Map.of(
            "self_dealing_is_held", Boolean.toString(selfDealing),
            "unpaid_fees_are_held", Boolean.toString(unpaidFees)));
  }

  private static boolean asks(PayoutRule.Handling handling) {
    return handling == PayoutRule.Handling.HOLD;
  }

  private static Dataset<Row> onlyIf(boolean asked, Dataset<Row> rows) {
    return asked ? rows : rows.where(lit(false));
  }

  private Dataset<Row> upToCloseDate(Dataset<Row> rows) {
    return rows.where(col("log_date").leq(lit(manifest.closeDate())));
  }

  private static void view(String name, Dataset<Row> rows) {
    rows.createOrReplaceTempView("settle_" + name);
  }
}
