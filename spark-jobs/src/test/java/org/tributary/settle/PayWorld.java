package org.tributary.settle;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.file.Path;
import java.sql.Date;
import java.sql.Timestamp;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.StructType;
import org.tributary.ledger.Account;
import org.tributary.ledger.EntryKey;
import org.tributary.ledger.Transaction;
import org.tributary.schemas.policy.Accounts;
import org.tributary.schemas.policy.AgentRule;
import org.tributary.schemas.policy.AttributionRule;
import org.tributary.schemas.policy.Damping;
import org.tributary.schemas.policy.DistributorRule;
import org.tributary.schemas.policy.InfluenceRule;
import org.tributary.schemas.policy.Method;
import org.tributary.schemas.policy.MethodWeight;
import org.tributary.schemas.policy.PayRule;
import org.tributary.schemas.policy.PayoutRule;
import org.tributary.schemas.policy.Policy;
import org.tributary.schemas.policy.Preconditioner;
import org.tributary.schemas.policy.Role;
import org.tributary.schemas.policy.SafetyRule;
import org.tributary.schemas.policy.Token;
import org.tributary.schemas.policy.Waterfall;
import org.tributary.schemas.policy.WorthRule;
import org.tributary.schemas.table.Tables;
import org.tributary.session.NewWarehouse;
import org.tributary.session.RunContext;
import org.tributary.session.Warehouse;

/**
 * Nights of pay without attribution: inferences earn what a test says, each night recomputes all of
 * them and proposes the difference to what is posted.
 */
public final class PayWorld {
  public static final long CHAIN = 31337;

  /** What one inference, or the reward of an agent run for it, brings one account. */
  private record Earning(
      String kind,
      String sourceId,
      String inferenceId,
      LocalDate logDate,
      String account,
      String role,
      String datanet,
      String token,
      String reason) {}

  private final Warehouse warehouse;
  private final PayoutRule payout;
  private final SafetyRule safety;
  private final Map<Earning, BigInteger> earnings = new HashMap<>();
  private final Map<Transaction.Id, Map<EntryKey, BigInteger>> posted = new HashMap<>();
  private final Map<String, String> first = new HashMap<>();
  private final Map<String, List<Row>> pending = new TreeMap<>();
  private final Map<String, StructType> schemas = new HashMap<>();
  private Optional<String> previous = Optional.empty();

  public PayWorld(Path folder, PayoutRule payout, SafetyRule safety) {
    this.warehouse = NewWarehouse.withAllTables(folder);
    this.payout = payout;
    this.safety = safety;
  }

  public Warehouse warehouse() {
    return warehouse;
  }

  /** Sets what an inference pays a contributor, and logs it where it is new. */
  public void earn(
      String inferenceId, LocalDate date, String payee, String datanet, String token, long amount) {
    earn(inferenceId, date, payee, datanet, token, amount, null);
  }

  /** As above, with a reason code. */
  public void earn(
      String inferenceId,
      LocalDate date,
      String payee,
      String datanet,
      String token,
      long amount,
      String reason) {
    Earning earning =
        new Earning(
            "FEE",
            inferenceId,
            inferenceId,
            date,
            "payee:" + payee,
            "CONTRIBUTOR",
            datanet,
            token,
            reason);
    earnings.put(earning, BigInteger.valueOf(amount));
  }

  /** What the reward of an agent run brings a contributor for one of its steps. */
  public void reward(
      String agentRunId,
      String inferenceId,
      LocalDate date,
      String payee,
      String token,
      long amount) {
    Earning earning =
        new Earning(
            "REWARD",
            agentRunId,
            inferenceId,
            date,
            "payee:" + payee,
            "CONTRIBUTOR",
            "net-a",
            token,
            null);
    earnings.put(earning, BigInteger.valueOf(amount));
  }

  /** A reward that isn't divided: a refund, or what waits for a decision. */
  public void whole(
      String agentRunId, LocalDate date, String account, String role, String token, long amount) {
    Earning earning =
        new Earning("REWARD", agentRunId, null, date, account, role, null, token, role);
    earnings.put(earning, BigInteger.valueOf(amount));
  }

  /** A row of a table by name of column; the others are null. */
  public void put(String table, Map<String, Object> values) {
    StructType schema = schemas.computeIfAbsent(table, name -> warehouse.read(name).schema());
    Object[] row = new Object[schema.length()];
    values.forEach((name, value) -> row[schema.fieldIndex(name)] = value);
    add(table, row);
  }

  /** What a later file of a registry does: the row takes the place of the one of its key. */
  public void replaceAddress(String account, LocalDate from, String address) {
    replace(
        Tables.PAYOUT_ADDRESSES,
        "account_id = '" + account + "' AND valid_from = DATE'" + from + "'",
        List.of(RowFactory.create(account, CHAIN, address, Date.valueOf(from))));
  }

  /** A row of the inference log, for rules that ask who paid. */
  public void log(String inferenceId, LocalDate date, String caller, String token, long fee) {
    Object[] row = new Object[15];
    row[0] = inferenceId;
    row[1] = Date.valueOf(date);
    row[2] = Timestamp.valueOf(date.atTime(12, 0));
    row[3] = "model";
    row[4] = caller;
    row[5] = "node";
    row[6] = 1L;
    row[7] = token;
    row[8] = BigDecimal.valueOf(fee);
    add(Tables.INFERENCE_LOG, row);
  }

  public void address(String account, LocalDate from, String address) {
    add(Tables.PAYOUT_ADDRESSES, account, CHAIN, address, Date.valueOf(from));
  }

  /** A hold; what it names of account, datanet, contribution, inference and agent run. */
  public void hold(String id, LocalDate from, LocalDate until, String reason, String... named) {
    add(
        Tables.HOLDS,
        id,
        named[0],
        Date.valueOf(from),
        until == null ? null : Date.valueOf(until),
        reason,
        named.length > 1 ? named[1] : null,
        named.length > 2 ? named[2] : null,
        named.length > 3 ? named[3] : null,
        named.length > 4 ? named[4] : null);
  }

  public void add(String table, Object... values) {
    pending.computeIfAbsent(table, name -> new ArrayList<>()).add(RowFactory.create(values));
  }

  /** Settles a night; {@link #publish} makes it final. */
  public RunContext night(String runId, LocalDate closeDate) {
    pending.forEach(this::append);
    pending.clear();
    write(closeDate, propose(runId, closeDate), runId);
    RunContext run = run(runId, closeDate);
    Settle.of(run).execute();
    return run;
  }

  /** What publish does, as far as the next night sees it. */
  public void publish(RunContext run) {
    String runId = run.manifest().runId();
    LocalDate closeDate = run.manifest().closeDate();
    warehouse.append(
        Tables.LEDGER_ENTRIES,
        warehouse.read(Tables.PROPOSED_ENTRIES).where("run_id = '" + runId + "'"));
    append(
        Tables.RUNS,
        List.of(
            RowFactory.create(
                runId, Date.valueOf(closeDate), previous.orElse(null), "ab", "cd", "0.1.0", 1L)));
    previous = Optional.of(runId);
    propose(runId, closeDate)
        .forEach(
            transaction -> {
              Map<EntryKey, BigInteger> date =
                  posted.computeIfAbsent(ofAnyRun(transaction.id()), id -> new HashMap<>());
              transaction
                  .entries()
                  .forEach(entry -> date.merge(entry.key(), entry.amount(), BigInteger::add));
              first.putIfAbsent(ofAnyRun(transaction.id()).hash(), transaction.id().hash());
            });
  }

  /** Statements of a run, a line each: account, token, then amounts, status and reason. */
  public List<String> statements(String runId) {
    List<String> lines = new ArrayList<>();
    for (Row row :
        warehouse
            .read(Tables.STATEMENTS)
            .where("run_id = '" + runId + "'")
            .drop("run_id")
            .orderBy("account_id", "token_id")
            .collectAsList()) {
      List<String> values = new ArrayList<>();
      for (int i = 0; i < row.size(); i++) {
        Object value = row.get(i);
        values.add(value instanceof BigDecimal amount ? amount.toPlainString() : "" + value);
      }
      lines.add(String.join(" ", values));
    }
    return lines;
  }

  private List<Transaction> propose(String runId, LocalDate closeDate) {
    Map<String, Transaction.Id> ids = new TreeMap<>();
    Map<String, Map<EntryKey, BigInteger>> due = new HashMap<>();
    earnings.forEach(
        (earning, amount) -> {
          if (!earning.logDate().isAfter(closeDate)) {
            Transaction.Id id = new Transaction.Id(runId, earning.logDate(), earning.token());
            ids.put(id.hash(), id);
            Map<EntryKey, BigInteger> date =
                due.computeIfAbsent(id.hash(), hash -> new HashMap<>());
            date.merge(key(earning), amount, BigInteger::add);
            date.merge(REVENUE, amount.negate(), BigInteger::add);
          }
        });
    List<Transaction> transactions = new ArrayList<>();
    ids.forEach(
        (hash, id) -> {
          Map<EntryKey, BigInteger> before = posted.getOrDefault(ofAnyRun(id), Map.of());
          transactions.add(
              Transaction.difference(
                  id, due.get(hash), before, Optional.ofNullable(first.get(ofAnyRun(id).hash()))));
        });
    return transactions;
  }

  private static final EntryKey REVENUE =
      new EntryKey(new Account.Revenue("fee"), Role.REVENUE, Optional.empty(), Optional.empty());

  private static EntryKey key(Earning earning) {
    return new EntryKey(
        Account.parse(earning.account()),
        Role.valueOf(earning.role()),
        Optional.of("model"),
        Optional.ofNullable(earning.datanet()));
  }

  private static Transaction.Id ofAnyRun(Transaction.Id id) {
    return new Transaction.Id("any", id.logDate(), id.tokenId());
  }

  private void write(LocalDate closeDate, List<Transaction> transactions, String runId) {
    List<Row> entries = new ArrayList<>();
    for (Transaction transaction : transactions) {
      transaction
          .entries()
          .forEach(
              entry ->
                  entries.add(
                      RowFactory.create(
                          entry.entryId(),
                          transaction.id().hash(),
                          runId,
                          Date.valueOf(closeDate),
                          Date.valueOf(transaction.id().logDate()),
                          transaction.id().tokenId(),
                          entry.key().account().text(),
                          entry.key().role().name(),
                          entry.key().modelId().orElse(null),
                          entry.key().datanetId().orElse(null),
                          new BigDecimal(entry.amount()),
                          transaction.reason().name(),
                          transaction.corrects().orElse(null),
                          "pay")));
    }
    replace(Tables.PROPOSED_ENTRIES, "run_id = '" + runId + "'", entries);
    List<Row> entitlements = new ArrayList<>();
    earnings.forEach(
        (earning, amount) -> {
          if (!earning.logDate().isAfter(closeDate)) {
            entitlements.add(
                RowFactory.create(
                    Date.valueOf(earning.logDate()),
                    earning.kind(),
                    earning.sourceId(),
                    earning.inferenceId(),
                    "model",
                    earning.token(),
                    earning.role(),
                    earning.account(),
                    earning.datanet(),
                    new BigDecimal(amount),
                    null,
                    earning.reason(),
                    "pay"));
          }
        });
    replace(Tables.ENTITLEMENTS, "log_date <= DATE'" + closeDate + "'", entitlements);
  }

  private RunContext run(String runId, LocalDate closeDate) {
    return SettleWorld.run(warehouse, Tables.INPUTS, runId, closeDate, previous, policy());
  }

  private Policy policy() {
    AttributionRule rule =
        new AttributionRule(
            List.of(new MethodWeight(Method.INFLUENCE, 1_000_000)),
            new InfluenceRule(
                Preconditioner.GAUSS_NEWTON, new Damping(Damping.Kind.ABSOLUTE, 1), 1),
            PayRule.LEAVE_GROUP_OUT);
    String coin = SettleWorld.address("coin contract");
    String grain = SettleWorld.address("grain contract");
    return new Policy(
        "pay",
        LocalDate.of(2020, 1, 1),
        Policy.OPEN,
        "ab".repeat(32),
        Map.of(
            "COIN", new Token("COIN", CHAIN, coin, 6, BigInteger.valueOf(50), BigInteger.ZERO),
            "GRAIN", new Token("GRAIN", CHAIN, grain, 18, BigInteger.ZERO, BigInteger.ZERO)),
        Map.of(CHAIN, DistributorRule.plain(SettleWorld.address("distributor"))),
        new Accounts("payee:platform", "suspense:unattributed"),
        new Waterfall(0, Map.of(Role.CONTRIBUTOR, 1_000_000)),
        AgentRule.DEFAULT,
        WorthRule.DEFAULT,
        rule,
        Map.of(),
        payout,
        safety);
  }

  private void append(String table, List<Row> rows) {
    warehouse.append(
        table, warehouse.spark().createDataFrame(rows, warehouse.read(table).schema()));
  }

  private void replace(String table, String predicate, List<Row> rows) {
    warehouse.replaceWhere(
        table, predicate, warehouse.spark().createDataFrame(rows, warehouse.read(table).schema()));
  }
}
