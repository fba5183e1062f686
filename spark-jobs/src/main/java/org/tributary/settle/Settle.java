package org.tributary.settle;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.storage.StorageLevel;
import org.tributary.reports.payout.Balances;
import org.tributary.reports.settlement.PayoutStatus;
import org.tributary.schemas.ErrorCode;
import org.tributary.schemas.TributaryException;
import org.tributary.schemas.policy.Policy;
import org.tributary.schemas.policy.Role;
import org.tributary.schemas.policy.Token;
import org.tributary.schemas.run.CanonicalJson;
import org.tributary.schemas.run.RunManifest;
import org.tributary.schemas.table.Tables;
import org.tributary.session.RunContext;
import org.tributary.session.RunFolder;
import org.tributary.session.SparkFailures;
import org.tributary.session.Warehouse;
import scala.collection.Seq;
import scala.jdk.javaapi.CollectionConverters;

/**
 * Stage {@code settle}: balances of payees become statements, cumulative claims, and one exported
 * settlement per distributor contract.
 *
 * <p>Reads what is posted at the version that the manifest pins, what the run proposes, the pinned
 * registries, and the claims of the run published before. Writes the run's rows of {@code
 * statements}, {@code claims} and {@code seen_addresses}, the folder {@code settlement/} of the
 * run, and into {@code proposed_entries} what the ledger gets of holds, caps, refunds, decisions
 * and payments. Only leaves and held amounts pass through the driver, one at a time.
 */
public final class Settle {
  /** Roles of the entries that the stage writes; the others are allocate's. */
  private static final List<String> ROLES =
      List.of("PAYOUT", Role.CAP.name(), Role.REFUNDED.name(), Role.DISCHARGED.name());

  private final RunContext run;
  private final Warehouse warehouse;
  private final RunManifest manifest;
  private final Policy policy;

  private Settle(RunContext run) {
    this.run = run;
    this.warehouse = run.warehouse();
    this.manifest = run.manifest();
    this.policy = run.policies().inForceOn(manifest.closeDate());
  }

  public static Settle of(RunContext run) {
    return new Settle(run);
  }

  /**
   * All payees' accounts after the run, lazily: {@link PayeeRows#SETTLED}, one row per account and
   * token. An account that can't be settled has a problem in place of its amounts.
   */
  public Dataset<Row> accounts() {
    return accounts(new SettleInputs(run, policy).register());
  }

  private Dataset<Row> accounts(SettleInputs inputs) {
    Map<String, TokenTerms> tokens = new HashMap<>();
    for (Token token : policy.tokens().values()) {
      tokens.put(token.tokenId(), TokenTerms.of(policy, token));
    }
    PayeeRows.Terms terms =
        new PayeeRows.Terms(
            manifest.runId(),
            manifest.closeDate(),
            policy.policyId(),
            tokens,
            policy.payout().coolDownDays());
    return inputs
        .payees()
        .flatMap(
            (FlatMapFunction<Row, Row>) row -> PayeeRows.settle(row, terms),
            Encoders.row(PayeeRows.SETTLED));
  }

  /**
   * Settles the run.
   *
   * @throws TributaryException {@code POLICY_INVALID} if a balance is in a token that the policy in
   *     force doesn't name or that moved to another contract; nothing is written then
   */
  public SettleResult execute() {
    return SparkFailures.explained("settle", this::settle);
  }

  private SettleResult settle() {
    SettleInputs inputs = new SettleInputs(run, policy).register();
    Dataset<Row> accounts = accounts(inputs).persist(StorageLevel.MEMORY_AND_DISK());
    try {
      accounts.createOrReplaceTempView("settle_accounts");
      List<Row> summary = SettleQueries.run(run.spark(), "summary").collectAsList();
      requireNoProblem(summary);
      run.folder().voidVerification();
      String ownRows = "run_id = '" + manifest.runId() + "'";
      warehouse.replaceWhere(Tables.STATEMENTS, ownRows, statements(accounts));
      warehouse.replaceWhere(
          Tables.CLAIMS,
          ownRows,
          SettleQueries.run(run.spark(), "claims").withColumn("run_id", lit(manifest.runId())));
      warehouse.replaceWhere(
          Tables.PROPOSED_ENTRIES,
          ownRows + " AND role IN ('" + String.join("', '", ROLES) + "')",
          entries(inputs));
      warehouse.replaceWhere(
          Tables.SEEN_ADDRESSES,
          ownRows,
          inputs.seenAddresses().withColumn("run_id", lit(manifest.runId())));
      List<String> warnings = inputs.warnings(accounts);
      run.folder().writeText(RunFolder.WARNINGS, warningsJson(warnings));
      SettlementExport export = new SettlementExport(run, policy);
      return new SettleResult(export.write(distributors(summary)), counts(summary), warnings);
    } finally {
      accounts.unpersist();
      inputs.release();
    }
  }

  private String warningsJson(List<String> warnings) {
    return CanonicalJson.write(Map.of("run_id", manifest.runId(), "warnings", warnings)) + "\n";
  }

  /** What the run moves between accounts: of one payee, by caps and by decisions. */
  private Dataset<Row> entries(SettleInputs inputs) {
    return SettleQueries.run(run.spark(), "entries")
        .withColumn("log_date", lit(manifest.closeDate()))
        .withColumn("policy_id", lit(policy.policyId()))
        .unionByName(inputs.capEntries())
        .unionByName(inputs.dischargeEntries())
        .withColumn("run_id", lit(manifest.runId()))
        .withColumn("close_date", lit(manifest.closeDate()))
        .withColumn("model_id", lit(null).cast(DataTypes.StringType))
        .withColumn("datanet_id", lit(null).cast(DataTypes.StringType))
        .hint("rebalance");
  }

  private Dataset<Row> statements(Dataset<Row> accounts) {
    List<Column> columns = new ArrayList<>();
    columns.add(lit(manifest.runId()).as("run_id"));
    columns.add(col("account_id"));
    columns.add(col("token_id"));
    Balances.COLUMNS.forEach(name -> columns.add(col(name)));
    columns.add(col("status"));
    columns.add(col("reason"));
    return accounts.select(columns.toArray(Column[]::new));
  }

  private static void requireNoProblem(List<Row> summary) {
    for (Row row : summary) {
      String problem = row.getAs("problem");
      if (problem != null) {
        throw new TributaryException(ErrorCode.valueOf(row.getAs("problem_code")), problem);
      }
    }
  }

  /** Distributors of the policy, also without a claim, and older ones that still have claims. */
  private TreeSet<Distributor> distributors(List<Row> summary) {
    TreeSet<Distributor> distributors = new TreeSet<>();
    for (Token token : policy.tokens().values()) {
      distributors.add(
          new Distributor(token.chainId(), policy.distributors().get(token.chainId()).address()));
    }
    for (Row row : summary) {
      List<Seq<Row>> ofAccounts = row.getList(row.fieldIndex("distributors"));
      for (Seq<Row> ofAccount : ofAccounts) {
        for (Row claim : CollectionConverters.asJava(ofAccount)) {
          distributors.add(new Distributor(claim.getLong(0), claim.getString(1)));
        }
      }
    }
    return distributors;
  }

  private static Map<PayoutStatus, Long> counts(List<Row> summary) {
    Map<PayoutStatus, Long> counts = new EnumMap<>(PayoutStatus.class);
    for (Row row : summary) {
      long accounts = row.getAs("accounts");
      counts.merge(PayoutStatus.valueOf(row.getAs("status")), accounts, Long::sum);
    }
    return counts;
  }
}
