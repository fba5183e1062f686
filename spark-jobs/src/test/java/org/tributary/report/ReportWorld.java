package org.tributary.report;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Date;
import java.sql.Timestamp;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.tributary.reports.settlement.HeldAmount;
import org.tributary.reports.settlement.Leaf;
import org.tributary.reports.settlement.PayoutStatus;
import org.tributary.reports.settlement.Settlement;
import org.tributary.reports.settlement.SettlementCheck;
import org.tributary.reports.settlement.SettlementHeader;
import org.tributary.reports.settlement.SettlementLeaf;
import org.tributary.reports.settlement.SettlementToken;
import org.tributary.reports.settlement.SettlementWriter;
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
import org.tributary.schemas.run.CanonicalJson;
import org.tributary.schemas.run.RunManifest;
import org.tributary.schemas.run.RunManifestJson;
import org.tributary.schemas.table.Tables;
import org.tributary.session.RunContext;
import org.tributary.session.RunFolder;
import org.tributary.session.SharedSpark;
import org.tributary.session.Warehouse;

/**
 * Two nights as the stages before report leave them, written straight into the tables. On the first
 * day a fee of 100 came in, on the second 200 and a disputed reward of 30, and 5 of the first day
 * move from alice to bob. Bob is held.
 */
public final class ReportWorld {
  public static final String FIRST = "2026-06-01";
  public static final String SECOND = "2026-06-02";
  public static final String HOSTILE = "<script>alert('bob')</script>";

  private static final String POLICY = "policy-id = sample\n";
  private static final String USDC = address("usdc");
  private static final long CHAIN = 31337;

  private final Warehouse warehouse;
  private final Path scratch;

  public ReportWorld(Path folder) {
    this.warehouse = new Warehouse(SharedSpark.session(), folder.resolve("warehouse").toString());
    this.scratch = folder.resolve("scratch");
    Tables.INPUTS.forEach(warehouse::createIfMissing);
    Tables.OUTPUTS.forEach(warehouse::createIfMissing);
    add(
        Tables.CONTRIBUTORS,
        RowFactory.create("alice", "Alice", Date.valueOf(FIRST)),
        RowFactory.create("bob", HOSTILE, Date.valueOf(FIRST)));
    for (String account : List.of("alice", "bob", "platform")) {
      add(
          Tables.PAYOUT_ADDRESSES,
          RowFactory.create(
              account, CHAIN, address(account).toLowerCase(Locale.ROOT), Date.valueOf(FIRST)));
    }
    add(Tables.MODELS, RowFactory.create("digits", null, "dev", "Digits", Date.valueOf(FIRST)));
    add(Tables.PREPARED_MODELS, ReportRows.prepared("step-1", "0.5", 0.5));
    add(Tables.PREPARED_MODELS, ReportRows.prepared("old", "9.0", 9.0));
    add(
        Tables.CONTRIBUTION_GROUPS,
        ReportRows.duplicate("gauss-newton, 0.5, earliest of 900000", "c3", "bob", "c1", null),
        ReportRows.duplicate("gauss-newton, 0.5, earliest of 900000", "c4", "alice", "c2", null),
        ReportRows.duplicate("gauss-newton, 0.5, earliest of 900000", "c5", "alice", "c1", 970_000),
        ReportRows.duplicate("gauss-newton, 9.0, earliest of 900000", "c6", "bob", "c1", 980_000));
    add(
        Tables.QUARANTINE,
        RowFactory.create("log.jsonl", "00", 7L, "inference_log", "NEGATIVE_FEE", "-1", "{}"));
  }

  /** The first night. */
  public RunContext first() {
    add(Tables.INFERENCE_LOG, inference("i1", FIRST, 100));
    add(Tables.ENTITLEMENTS, firstDay(50, 20));
    attribution(FIRST, "i1");
    credibility(FIRST);
    RunContext run = context(FIRST, 0, Optional.empty());
    add(
        Tables.PROPOSED_ENTRIES,
        entry(run, FIRST, "payee:alice", "CONTRIBUTOR", "d", 50, "EARNED"),
        entry(run, FIRST, "payee:bob", "CONTRIBUTOR", "d", 20, "EARNED"),
        entry(run, FIRST, "payee:platform", "PLATFORM", null, 10, "EARNED"),
        entry(run, FIRST, "revenue:fee", "REVENUE", null, -100, "EARNED"),
        entry(run, FIRST, "suspense:unattributed", "UNATTRIBUTED", null, 20, "EARNED"));
    moves(run, 50, 20, 10);
    add(
        Tables.STATEMENTS,
        statement(run, "alice", "PAYABLE", null, 0, 50, 0, 0, 0, 0, 50, 0, 0, 50),
        statement(run, "bob", "HELD", "Identity check", 0, 20, 0, 0, 0, 20, 0, 0, 20, 0),
        statement(run, "platform", "PAYABLE", null, 0, 10, 0, 0, 0, 0, 10, 0, 0, 10));
    settle(run, Optional.empty(), leaf("alice", 50, 0), leaf("platform", 10, 0));
    return run;
  }

  /** The second night, after the first was published. */
  public RunContext second(RunContext first) {
    warehouse.append(Tables.LEDGER_ENTRIES, warehouse.read(Tables.PROPOSED_ENTRIES));
    add(Tables.INFERENCE_LOG, inference("i2", SECOND, 200));
    add(
        Tables.AGENT_RUNS,
        RowFactory.create(
            "r1",
            Date.valueOf(SECOND),
            Timestamp.valueOf(SECOND + " 10:00:00"),
            "agent",
            "owner",
            "payer",
            "DISPUTED",
            "USDC",
            new BigDecimal(30),
            null,
            null));
    warehouse.replaceWhere(
        Tables.ENTITLEMENTS,
        "log_date = '" + FIRST + "'",
        rows(Tables.ENTITLEMENTS, firstDay(45, 25)));
    add(
        Tables.ENTITLEMENTS,
        entitlement(SECOND, "i2", "PLATFORM", "payee:platform", null, 20, null),
        entitlement(SECOND, "i2", "CONTRIBUTOR", "payee:alice", "d", 100, null),
        entitlement(SECOND, "i2", "CONTRIBUTOR", "payee:bob", "d", 60, null),
        entitlement(SECOND, "i2", "UNATTRIBUTED", "suspense:unattributed", null, 20, "NO_SKETCH"),
        RowFactory.create(
            Date.valueOf(SECOND),
            "REWARD",
            "r1",
            null,
            null,
            "USDC",
            "DISPUTED",
            "suspense:disputed",
            null,
            new BigDecimal(30),
            null,
            "RUN_DISPUTED",
            "sample"));
    attribution(SECOND, "i2");
    credibility(SECOND);
    RunContext run = context(SECOND, 1, Optional.of(first.manifest().runId()));
    add(
        Tables.PROPOSED_ENTRIES,
        entry(run, FIRST, "payee:alice", "CONTRIBUTOR", "d", -5, "RESTATED"),
        entry(run, FIRST, "payee:bob", "CONTRIBUTOR", "d", 5, "RESTATED"),
        entry(run, SECOND, "payee:alice", "CONTRIBUTOR", "d", 100, "EARNED"),
        entry(run, SECOND, "payee:bob", "CONTRIBUTOR", "d", 60, "EARNED"),
        entry(run, SECOND, "payee:platform", "PLATFORM", null, 20, "EARNED"),
        entry(run, SECOND, "revenue:fee", "REVENUE", null, -200, "EARNED"),
        entry(run, SECOND, "revenue:reward", "REVENUE", null, -30, "EARNED"),
        entry(run, SECOND, "suspense:disputed", "DISPUTED", null, 30, "EARNED"),
        entry(run, SECOND, "suspense:unattributed", "UNATTRIBUTED", null, 20, "EARNED"));
    moves(run, 95, 65, 20);
    add(
        Tables.STATEMENTS,
        statement(run, "alice", "PAYABLE", null, 0, 100, -5, 0, 0, 0, 95, 0, 0, 145),
        statement(run, "bob", "HELD", "Identity check", 0, 60, 5, 0, 0, 65, 0, 0, 85, 0),
        statement(run, "platform", "PAYABLE", null, 0, 20, 0, 0, 0, 0, 20, 0, 0, 30));
    settle(run, Optional.of(first), leaf("alice", 145, 50), leaf("platform", 30, 10));
    return run;
  }

  private void moves(RunContext run, long toAlice, long ofBob, long toPlatform) {
    List<Row> moves = new ArrayList<>(ReportRows.move(run, "alice", "payable", toAlice, "PAID"));
    moves.addAll(ReportRows.move(run, "bob", "kept:HOLD", ofBob, "HELD"));
    moves.addAll(ReportRows.move(run, "platform", "payable", toPlatform, "PAID"));
    add(Tables.PROPOSED_ENTRIES, moves.toArray(Row[]::new));
  }

  public static String address(String seed) {
    return Eip55.of(Arrays.copyOf(Keccak256.hash(seed), 20));
  }

  private static Row[] firstDay(long alice, long bob) {
    return new Row[] {
      entitlement(FIRST, "i1", "PLATFORM", "payee:platform", null, 10, null),
      entitlement(FIRST, "i1", "CONTRIBUTOR", "payee:alice", "d", alice, null),
      entitlement(FIRST, "i1", "CONTRIBUTOR", "payee:bob", "d", bob, null),
      entitlement(FIRST, "i1", "UNATTRIBUTED", "suspense:unattributed", null, 20, "NO_RETRIEVAL")
    };
  }

  private static Row inference(String id, String date, long fee) {
    return RowFactory.create(
        id,
        Date.valueOf(date),
        Timestamp.valueOf(date + " 08:00:00"),
        "digits",
        "caller",
        "node",
        5L,
        "USDC",
        new BigDecimal(fee),
        null,
        null,
        null,
        null,
        null,
        null);
  }

  private static Row entitlement(
      String date,
      String inference,
      String role,
      String account,
      String datanet,
      long amount,
      String reason) {
    return RowFactory.create(
        Date.valueOf(date),
        "FEE",
        inference,
        inference,
        "digits",
        "USDC",
        role,
        account,
        datanet,
        new BigDecimal(amount),
        role.equals("CONTRIBUTOR") ? 8_000_000L : null,
        reason,
        "sample");
  }

  private static Row entry(
      RunContext run,
      String date,
      String account,
      String role,
      String datanet,
      long amount,
      String reason) {
    String runId = run.manifest().runId();
    return RowFactory.create(
        CanonicalJson.sha256(runId + date + account),
        CanonicalJson.sha256(runId + date),
        runId,
        Date.valueOf(run.manifest().closeDate()),
        Date.valueOf(date),
        "USDC",
        account,
        role,
        role.equals("REVENUE") || role.equals("DISPUTED") ? null : "digits",
        datanet,
        new BigDecimal(amount),
        reason,
        null,
        "sample");
  }

  private static Row statement(
      RunContext run, String account, String status, String reason, long... amounts) {
    Object[] values = new Object[15];
    values[0] = run.manifest().runId();
    values[1] = account;
    values[2] = "USDC";
    for (int i = 0; i < amounts.length; i++) {
      values[3 + i] = new BigDecimal(amounts[i]);
    }
    values[13] = status;
    values[14] = reason;
    return RowFactory.create(values);
  }

  /** Shares of a log date, after a first one that is of no interest any more. */
  private void credibility(String date) {
    add(
        Tables.CREDIBILITY,
        ReportRows.credibility(date, "d", "alice", 10, 1, 900_000_000, 476_190_476, false),
        ReportRows.credibility(date, "d", "bob", 3, 1, 600_000_000, 190_476_190, true),
        ReportRows.credibility(date, "e", "bob", 2, 1, 600_000_000, 0, false));
  }

  private void attribution(String date, String inference) {
    add(
        Tables.ATTRIBUTION,
        ReportRows.share(date, inference, "influence", 700_000, "alice", 1_000_000_000, null),
        ReportRows.share(date, inference, "span", 300_000, null, 1_000_000_000, "NO_RETRIEVAL"));
  }

  private void add(String table, Row... rows) {
    warehouse.append(table, rows(table, rows));
  }

  private Dataset<Row> rows(String table, Row... rows) {
    return SharedSpark.session()
        .createDataFrame(Arrays.asList(rows), warehouse.read(table).schema());
  }

  private RunContext context(String closeDate, long ledgerVersion, Optional<String> previous) {
    List<RunManifest.TablePin> inputs =
        Tables.INPUTS.stream()
            .map(table -> new RunManifest.TablePin(table, warehouse.latestVersion(table)))
            .toList();
    List<RunManifest.PolicyPin> policies =
        List.of(
            new RunManifest.PolicyPin(
                "sample", LocalDate.parse(FIRST), "sample.conf", CanonicalJson.sha256(POLICY)));
    LocalDate date = LocalDate.parse(closeDate);
    String runId = RunManifestJson.runId(date, "0.1.0", inputs, policies);
    RunManifest manifest =
        new RunManifest(
            runId,
            date,
            "0.1.0",
            inputs,
            policies,
            List.of(
                new RunManifest.AttributionPin(
                    "sample",
                    "digits",
                    "influence:700000,span:300000",
                    "gauss-newton",
                    "0.5",
                    "published-poa")),
            new RunManifest.Prior(ledgerVersion, previous));
    RunFolder folder =
        new RunFolder(
            SharedSpark.session().sparkContext().hadoopConfiguration(),
            warehouse.root() + "/runs/" + closeDate + "/" + runId);
    folder.writeText("manifest.json", RunManifestJson.write(manifest));
    folder.writeText("policy/sample.conf", POLICY);
    return new RunContext(warehouse, manifest, new PolicyBook(List.of(policy())), folder);
  }

  private static Policy policy() {
    AttributionRule rule =
        new AttributionRule(
            List.of(
                new MethodWeight(Method.INFLUENCE, 700_000),
                new MethodWeight(Method.SPAN, 300_000)),
            new InfluenceRule(
                Preconditioner.GAUSS_NEWTON, new Damping(Damping.Kind.ABSOLUTE, 0.5), 3),
            PayRule.LEAVE_GROUP_OUT);
    return new Policy(
        "sample",
        LocalDate.parse(FIRST),
        CanonicalJson.sha256(POLICY),
        Map.of("USDC", new Token("USDC", CHAIN, USDC, 6, BigInteger.ZERO, BigInteger.ZERO)),
        Map.of(CHAIN, DistributorRule.plain(address("distributor"))),
        new Accounts("payee:platform", "suspense:unattributed"),
        new Waterfall(0, Map.of(Role.PLATFORM, 100_000, Role.CONTRIBUTOR, 900_000)),
        rule,
        Map.of());
  }

  private static SettlementLeaf leaf(String account, long cumulative, long previous) {
    return new SettlementLeaf(
        new Leaf(address(account), USDC, BigInteger.valueOf(cumulative)),
        BigInteger.valueOf(previous),
        PayoutStatus.PAYABLE);
  }

  private void settle(RunContext run, Optional<RunContext> previous, SettlementLeaf... leaves) {
    String name = CHAIN + "-" + address("distributor");
    Optional<SettlementHeader.Previous> before =
        previous.map(
            context -> {
              Path local = scratch.resolve("before");
              context.folder().download("settlement/" + name, local);
              try {
                return SettlementCheck.manifest(local).asPrevious();
              } catch (IOException e) {
                throw new UncheckedIOException(e);
              }
            });
    SettlementHeader header =
        new SettlementHeader(
            run.manifest().runId(),
            run.manifest().closeDate(),
            CHAIN,
            address("distributor"),
            List.of(new SettlementToken(USDC, "USDC", 6)),
            before,
            "sample",
            CanonicalJson.sha256(POLICY.getBytes(StandardCharsets.UTF_8)),
            "0.1.0");
    Iterator<SettlementLeaf> sorted =
        Arrays.stream(leaves)
            .sorted(Comparator.comparing(SettlementLeaf::leaf, Leaf.ORDER))
            .iterator();
    Iterator<HeldAmount> held = List.<HeldAmount>of().iterator();
    Path local = scratch.resolve(run.manifest().runId());
    SettlementWriter.write(local, new Settlement(header, sorted, held));
    run.folder().upload(local, "settlement/" + name);
  }
}
