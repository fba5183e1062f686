package org.tributary.settle;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.file.Path;
import java.sql.Date;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.tributary.schemas.chain.Eip55;
import org.tributary.schemas.chain.Keccak256;
import org.tributary.schemas.policy.Accounts;
import org.tributary.schemas.policy.AttributionRule;
import org.tributary.schemas.policy.Damping;
import org.tributary.schemas.policy.DistributorRule;
import org.tributary.schemas.policy.InfluenceRule;
import org.tributary.schemas.policy.Method;
import org.tributary.schemas.policy.MethodWeight;
import org.tributary.schemas.policy.PayRule;
import org.tributary.schemas.policy.Policy;
import org.tributary.schemas.policy.PolicyBook;
import org.tributary.schemas.policy.Preconditioner;
import org.tributary.schemas.policy.Role;
import org.tributary.schemas.policy.Token;
import org.tributary.schemas.policy.Waterfall;
import org.tributary.schemas.run.RunManifest;
import org.tributary.schemas.table.Tables;
import org.tributary.session.RunContext;
import org.tributary.session.RunFolder;
import org.tributary.session.Warehouse;

/** A warehouse with just what settle reads. */
final class SettleWorld {
  static final String COIN = address("coin contract");
  private static final String GRAIN = address("grain contract");
  private static final long CHAIN = 31337;
  private static final List<String> HOMES =
      List.of("home-ada", "home-ben", "home-cleo", "home-dan", "home-eve", "home-fay");

  private final Warehouse warehouse;
  private final List<Row> addresses = new ArrayList<>();
  private final List<Row> holds = new ArrayList<>();
  private final List<Row> blocks = new ArrayList<>();
  private DistributorRule distributor = DistributorRule.plain(address("distributor"));

  SettleWorld(SparkSession spark, Path folder) {
    this.warehouse = new Warehouse(spark, folder.toString());
    for (String table :
        List.of(
            Tables.PAYOUT_ADDRESSES,
            Tables.HOLDS,
            Tables.BLOCK_LIST,
            Tables.PROPOSED_ENTRIES,
            Tables.LEDGER_ENTRIES,
            Tables.RUNS)) {
      warehouse.createIfMissing(table);
    }
  }

  Warehouse warehouse() {
    return warehouse;
  }

  static String address(String name) {
    return Eip55.of(Arrays.copyOf(Keccak256.hash(name), 20));
  }

  /** The text with names in place of addresses. */
  static String withNames(String text) {
    String named = text;
    for (String home : HOMES) {
      named = named.replace(address(home), home);
    }
    return named;
  }

  /** From the next run on. */
  void paidBy(DistributorRule rule) {
    distributor = rule;
  }

  void address(String account, LocalDate from, String name) {
    addresses.add(RowFactory.create(account, CHAIN, address(name), Date.valueOf(from)));
  }

  void hold(String account, LocalDate from, LocalDate until, String reason) {
    holds.add(
        RowFactory.create(
            "hold-" + account,
            account,
            Date.valueOf(from),
            Date.valueOf(until),
            reason,
            null,
            null,
            null,
            null));
  }

  void block(String account, LocalDate from, String reason) {
    blocks.add(RowFactory.create(account, Date.valueOf(from), reason));
  }

  void writeRegistries() {
    append(Tables.PAYOUT_ADDRESSES, addresses);
    append(Tables.HOLDS, holds);
    append(Tables.BLOCK_LIST, blocks);
  }

  /** Proposes one entry for each "account token" of {@code amounts}. */
  void propose(String runId, LocalDate date, String reason, Map<String, Integer> amounts) {
    List<Row> entries = new ArrayList<>();
    amounts.forEach(
        (payee, amount) -> {
          String[] parts = payee.split(" ", 2);
          entries.add(entry(runId, date, parts[1], "payee:" + parts[0], amount, reason));
          entries.add(entry(runId, date, parts[1], "revenue:fee", -amount, reason));
        });
    append(Tables.PROPOSED_ENTRIES, entries);
  }

  /** What publish does, as far as settle sees it. */
  void publish(String runId, LocalDate closeDate) {
    warehouse.append(
        Tables.LEDGER_ENTRIES,
        warehouse.read(Tables.PROPOSED_ENTRIES).where("run_id = '" + runId + "'"));
    append(
        Tables.RUNS,
        List.of(RowFactory.create(runId, Date.valueOf(closeDate), null, "ab", "cd", "0.1.0", 12L)));
  }

  RunContext run(String runId, LocalDate closeDate, Optional<String> previousRunId) {
    List<String> pinned = List.of(Tables.PAYOUT_ADDRESSES, Tables.HOLDS, Tables.BLOCK_LIST);
    return run(warehouse, pinned, runId, closeDate, previousRunId, policy());
  }

  /** A run that pins tables as they are now. */
  static RunContext run(
      Warehouse warehouse,
      List<String> pinned,
      String runId,
      LocalDate closeDate,
      Optional<String> previousRunId,
      Policy policy) {
    RunManifest manifest =
        new RunManifest(
            runId,
            closeDate,
            "0.1.0",
            pinned.stream()
                .map(table -> new RunManifest.TablePin(table, warehouse.latestVersion(table)))
                .toList(),
            List.of(),
            List.of(),
            new RunManifest.Prior(warehouse.latestVersion(Tables.LEDGER_ENTRIES), previousRunId));
    RunFolder files =
        new RunFolder(
            warehouse.spark().sparkContext().hadoopConfiguration(),
            Path.of(warehouse.root(), "runs", closeDate.toString(), runId).toString());
    return new RunContext(warehouse, manifest, new PolicyBook(List.of(policy)), files);
  }

  Path folder(LocalDate closeDate, String runId) {
    return Path.of(warehouse.root(), "runs", closeDate.toString(), runId);
  }

  private Policy policy() {
    return new Policy(
        "standard-2026",
        LocalDate.of(2026, 1, 1),
        "ab".repeat(32),
        Map.of(
            "COIN", new Token("COIN", CHAIN, COIN, 6, BigInteger.valueOf(50), BigInteger.ZERO),
            "GRAIN", new Token("GRAIN", CHAIN, GRAIN, 18, BigInteger.ZERO, BigInteger.ZERO)),
        Map.of(CHAIN, distributor),
        new Accounts("payee:platform", "suspense:unattributed"),
        new Waterfall(0, Map.of(Role.CONTRIBUTOR, 1_000_000)),
        new AttributionRule(
            List.of(new MethodWeight(Method.INFLUENCE, 1_000_000)),
            new InfluenceRule(
                Preconditioner.GAUSS_NEWTON, new Damping(Damping.Kind.ABSOLUTE, 1), 1),
            PayRule.LEAVE_GROUP_OUT),
        Map.of());
  }

  private static Row entry(
      String runId, LocalDate date, String token, String account, int amount, String reason) {
    String id = String.join("/", runId, token, account, reason, Integer.toString(amount));
    return RowFactory.create(
        id,
        runId + token,
        runId,
        Date.valueOf(date),
        Date.valueOf(date),
        token,
        account,
        "CONTRIBUTOR",
        null,
        null,
        BigDecimal.valueOf(amount),
        reason,
        null,
        "standard-2026");
  }

  private void append(String table, List<Row> rows) {
    warehouse.append(
        table, warehouse.spark().createDataFrame(rows, warehouse.read(table).schema()));
  }
}
