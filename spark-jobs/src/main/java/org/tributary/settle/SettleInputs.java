package org.tributary.settle;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.api.java.function.FlatMapGroupsFunction;
import org.apache.spark.api.java.function.MapFunction;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.storage.StorageLevel;
import org.tributary.ledger.Reason;
import org.tributary.schemas.policy.PayoutRule;
import org.tributary.schemas.policy.Policy;
import org.tributary.schemas.policy.RefusedAddresses;
import org.tributary.schemas.policy.Role;
import org.tributary.schemas.policy.Token;
import org.tributary.schemas.run.RunManifest;
import org.tributary.schemas.table.Tables;
import org.tributary.session.RunContext;
import org.tributary.session.Warehouse;

/** What settle reads, as the views that its queries name; what no policy asks for isn't read. */
final class SettleInputs {
  private static final StructType TOKEN = StructType.fromDDL("token_id STRING, chain_id BIGINT");
  private static final StructType REFUSED = StructType.fromDDL("chain_id BIGINT, address STRING");

  private final RunContext run;
  private final Warehouse warehouse;
  private final RunManifest manifest;
  private final Policy policy;
  private final PayoutRule rule;
  private final Disputes disputes;
  private final Discharges discharges;
  private Optional<Dataset<Row>> computed = Optional.empty();
  private Optional<Dataset<Row>> caps = Optional.empty();

  SettleInputs(RunContext run, Policy policy) {
    this.run = run;
    this.warehouse = run.warehouse();
    this.manifest = run.manifest();
    this.policy = policy;
    this.rule = policy.payout();
    this.disputes = new Disputes(run, rule);
    this.discharges = new Discharges(run);
  }

  SettleInputs register() {
    warehouse.createIfMissing(Tables.CLAIMS);
    warehouse.createIfMissing(Tables.SEEN_ADDRESSES);
    ledger();
    registries();
    addresses();
    boolean inDispute = disputes.areAsked();
    boolean redistributes = redistributes();
    if (redistributes || inDispute) {
      view(Tables.ENTITLEMENTS, upToCloseDate(warehouse.read(Tables.ENTITLEMENTS)));
    }
    disputes.register(inDispute);
    if (redistributes) {
      view("shut", SettleQueries.run(run.spark(), "shut"));
      computed = Optional.of(caps().persist(StorageLevel.MEMORY_AND_DISK()));
      caps = computed.map(SettleInputs::withoutHistory);
    }
    proposed();
    items().createOrReplaceTempView("settle_items");
    return this;
  }

  /** One row per account, as {@code payees.sql} says. */
  Dataset<Row> payees() {
    LocalDate start = CapPeriod.start(rule.period(), manifest.closeDate());
    return SettleQueries.run(run.spark(), "payees", Map.of("period_start", literal(start)));
  }

  /** Rows of {@code seen_addresses}, but for the run. */
  Dataset<Row> seenAddresses() {
    return run.spark().table("settle_" + Tables.SEEN_ADDRESSES);
  }

  /** Entries that redistribute what is above a cap, but for run and close date. */
  Dataset<Row> capEntries() {
    return caps.orElseGet(() -> run.spark().createDataFrame(List.of(), CapRows.TYPE))
        .where(col("entry_id").isNotNull())
        .drop("why")
        .withColumn("reason", lit(Reason.CAP.name()))
        .withColumnRenamed("reason", "reason_code")
        .withColumn("role", lit(Role.CAP.name()));
  }

  /** Entries that discharge suspense accounts, but for run and close date. */
  Dataset<Row> dischargeEntries() {
    return discharges
        .entries()
        .withColumn("reason_code", lit(Reason.DISCHARGED.name()))
        .withColumn("role", lit(Role.DISCHARGED.name()));
  }

  /**
   * What a person should look at.
   *
   * @param accounts all that were settled
   */
  List<String> warnings(Dataset<Row> accounts) {
    List<String> warnings = new ArrayList<>(disputes.warnings(accounts));
    warnings.addAll(discharges.warnings());
    return warnings;
  }

  void release() {
    computed.ifPresent(Dataset::unpersist);
    disputes.release();
  }

  private void ledger() {
    view("posted", warehouse.read(Tables.LEDGER_ENTRIES, manifest.prior().ledgerVersion()));
    view("published", warehouse.read(Tables.CLAIMS).where(ofRunBefore()));
  }

  private Column ofRunBefore() {
    return manifest.prior().previousRunId().map(id -> col("run_id").equalTo(id)).orElse(lit(false));
  }

  private void registries() {
    Column hasStarted = col("valid_from").leq(lit(manifest.closeDate()));
    Column hasEnded = coalesce(col("valid_until").leq(lit(manifest.closeDate())), lit(false));
    view(Tables.HOLDS, run.input(Tables.HOLDS).where(hasStarted.and(not(hasEnded))));
    view(Tables.BLOCK_LIST, run.input(Tables.BLOCK_LIST).where(hasStarted));
    view(Tables.PAYOUT_ADDRESSES, run.input(Tables.PAYOUT_ADDRESSES).where(hasStarted));
    List<Row> tokens =
        policy.tokens().values().stream()
            .map(token -> RowFactory.create(token.tokenId(), token.chainId()))
            .toList();
    view("tokens", run.spark().createDataFrame(tokens, TOKEN));
    view("refused_addresses", run.spark().createDataFrame(refused(), REFUSED));
  }

  private List<Row> refused() {
    return policy.tokens().values().stream()
        .map(Token::chainId)
        .distinct()
        .flatMap(
            chain ->
                RefusedAddresses.of(policy, chain).keySet().stream()
                    .map(address -> RowFactory.create(chain, address.toLowerCase(Locale.ROOT))))
        .toList();
  }

  private void addresses() {
    view("seen_before", warehouse.read(Tables.SEEN_ADDRESSES).where(ofRunBefore()));
    view(
        Tables.SEEN_ADDRESSES,
        SettleQueries.run(
            run.spark(), "seen_addresses", Map.of("close_date", literal(manifest.closeDate()))));
  }

  /** What the run proposes for payees and payers, before anything is kept back or paid. */
  private void proposed() {
    Dataset<Row> earned =
        warehouse
            .read(Tables.PROPOSED_ENTRIES)
            .where(col("run_id").equalTo(manifest.runId()))
            .where(col("reason_code").isin(Reason.EARNED.name(), Reason.RESTATED.name()))
            .select("account", "token_id", "amount", "reason_code");
    Dataset<Row> withCaps =
        earned.unionByName(capEntries().select("account", "token_id", "amount", "reason_code"));
    view("proposed", withCaps);
    discharges.decide();
    view(
        "proposed",
        withCaps.unionByName(
            dischargeEntries().select("account", "token_id", "amount", "reason_code")));
  }

  private boolean redistributes() {
    return run.policies().policies().stream()
            .anyMatch(each -> each.payout().cap() == PayoutRule.Excess.REDISTRIBUTE)
        || !run.spark()
            .table("settle_posted")
            .where(col("role").equalTo(Role.CAP.name()))
            .isEmpty();
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
            .groupBy(col("account"), col("token_id"), col("why"), col("reason"))
            .agg(functions.sum(col("amount")).as("amount"))
            .select(
                functions.expr("substring(account, length('payee:') + 1)").as("account_id"),
                col("token_id"),
                col("why"),
                col("amount"),
                col("reason"));
    return SettleQueries.run(run.spark(), "items").unionByName(kept);
  }

  private Dataset<Row> upToCloseDate(Dataset<Row> rows) {
    return rows.where(col("log_date").leq(lit(manifest.closeDate())));
  }

  /** A table that runs of an earlier engine didn't pin. */
  static Optional<Dataset<Row>> pinned(RunContext run, String table) {
    return run.manifest().inputs().stream().anyMatch(pin -> pin.table().equals(table))
        ? Optional.of(run.input(table))
        : Optional.empty();
  }

  /**
   * The rows of {@code persisted} without how they came about: queries over queries over queries
   * take Spark longer to plan than to run.
   */
  static Dataset<Row> withoutHistory(Dataset<Row> persisted) {
    return persisted.sparkSession().createDataFrame(persisted.javaRDD(), persisted.schema());
  }

  private static String literal(LocalDate date) {
    return "DATE'" + date + "'";
  }

  private static void view(String name, Dataset<Row> rows) {
    rows.createOrReplaceTempView("settle_" + name);
  }
}
