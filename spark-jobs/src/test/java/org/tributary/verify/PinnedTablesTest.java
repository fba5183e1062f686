package org.tributary.verify;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.file.Path;
import java.sql.Date;
import java.sql.Timestamp;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tributary.reports.verify.RunFiles;
import org.tributary.reports.verify.RunTables;
import org.tributary.schemas.chain.Eip55;
import org.tributary.schemas.chain.Keccak256;
import org.tributary.schemas.policy.PayoutRule;
import org.tributary.schemas.policy.SafetyRule;
import org.tributary.schemas.table.Tables;
import org.tributary.session.RunContext;
import org.tributary.settle.PayWorld;

/** What verify reads of a night by itself, by hand, and beside what settle kept. */
class PinnedTablesTest {
  private static final LocalDate JAN_1 = LocalDate.of(2026, 1, 1);
  private static final LocalDate JAN_29 = LocalDate.of(2026, 1, 29);
  private static final LocalDate JAN_30 = LocalDate.of(2026, 1, 30);
  private static final LocalDate JAN_31 = LocalDate.of(2026, 1, 31);

  @TempDir private static Path folder;
  private static PayWorld world;
  private static final Map<String, BigInteger> SETTLED = new TreeMap<>();
  private static List<RunTables.Disputed> disputed;
  private static RunContext first;
  private static RunContext second;

  @BeforeAll
  static void twoNights() {
    PayoutRule rule =
        new PayoutRule(
            0,
            PayoutRule.Excess.CARRY,
            PayoutRule.Period.MONTH,
            Map.of("GRAIN", BigInteger.valueOf(1000)),
            PayoutRule.Handling.HOLD,
            PayoutRule.Handling.HOLD);
    world = new PayWorld(folder.resolve("warehouse"), rule, SafetyRule.NONE);
    items();
    contribution();
    payers();
    world.whole("lost", JAN_30, "payer:bob", "REFUND", "GRAIN", 100);
    world.earn("z-1", JAN_30, "zoe", "net-a", "GRAIN", 25);
    for (String payee : List.of("bob", "zoe")) {
      world.address(payee, JAN_1, Eip55.of(Arrays.copyOf(Keccak256.hash(payee), 20)));
    }
    first = world.night("night-1", JAN_30);
    for (Row row :
        world
            .warehouse()
            .spark()
            .sql(
                "SELECT account_id, CAST(sum(amount) AS DECIMAL(38,0)) FROM settle_disputed"
                    + " GROUP BY account_id")
            .collectAsList()) {
      SETTLED.put(row.getString(0), row.getDecimal(1).toBigIntegerExact());
    }
    disputed = new PinnedTables(first).disputed();
    world.publish(first);
    second = world.night("night-2", JAN_31);
  }

  private static void items() {
    world.earn("n-1", JAN_30, "ned", "net-x", "GRAIN", 30);
    world.hold("h-net", JAN_30, null, "licence", null, "net-x");
    world.earn("i-1", JAN_30, "ivy", "net-a", "GRAIN", 20);
    world.hold("h-inference", JAN_30, null, "complaint", null, null, null, "i-1");
    world.reward("run-1", "r-1", JAN_30, "rita", "GRAIN", 10);
    world.hold("h-run", JAN_30, null, "dispute", null, null, null, null, "run-1");
    world.whole("run-2", JAN_30, "payer:pat", "REFUND", "GRAIN", 15);
    world.hold("h-refund", JAN_30, null, "dispute", null, null, null, null, "run-2");
  }

  /** Evidence names the contribution in one inference; in the other nobody knows. */
  private static void contribution() {
    world.earn("c-1", JAN_30, "cora", "net-a", "GRAIN", 40);
    world.earn("c-2", JAN_30, "cora", "net-a", "GRAIN", 9);
    world.hold("h-contribution", JAN_30, null, "stolen", null, "net-a", "bad");
    Map<String, Object> row = new HashMap<>();
    row.put("datanet_id", "net-a");
    row.put("contribution_id", "bad");
    row.put("contributor_id", "cora");
    row.put("content_sha256", "ab".repeat(32));
    row.put("media_type", "text/plain");
    row.put("accepted_at", Timestamp.valueOf(JAN_1.atStartOfDay()));
    row.put("added_in_version", 1);
    row.put("status", "ACCEPTED");
    world.put(Tables.CONTRIBUTIONS, row);
    for (String inference : List.of("c-1", "c-2")) {
      Map<String, Object> share = new HashMap<>();
      share.put("log_date", Date.valueOf(JAN_30));
      share.put("model_id", "model");
      share.put("inference_id", inference);
      share.put("method", "influence");
      share.put("method_weight_ppm", 1_000_000);
      share.put("datanet_id", "net-a");
      share.put("contributor_id", "cora");
      share.put("share", 1_000_000_000L);
      share.put("fingerprint", "f");
      String named = inference.equals("c-1") ? "bad" : "good";
      share.put("evidence", new Row[] {RowFactory.create(named, BigDecimal.ONE)});
      world.put(Tables.ATTRIBUTION, share);
    }
  }

  private static void payers() {
    world.log("s-1", JAN_30, "sams-firm", "GRAIN", 100);
    world.earn("s-1", JAN_30, "sam", "net-a", "GRAIN", 12);
    for (String member : List.of("sam", "sams-firm")) {
      world.add(Tables.AFFILIATIONS, member, "family", Date.valueOf(JAN_1), null, "bank");
    }
    world.log("o-1", JAN_29, "olga", "GRAIN", 100);
    world.log("o-2", JAN_30, "olga", "GRAIN", 100);
    world.earn("o-1", JAN_29, "olga", "net-a", "GRAIN", 50);
    world.earn("o-2", JAN_30, "olga", "net-a", "GRAIN", 3);
    world.put(
        Tables.RELEASES,
        Map.of(
            "release_id",
            "x-1",
            "why",
            "SELF_DEALING",
            "account_id",
            "olga",
            "valid_from",
            Date.valueOf(JAN_30),
            "reason",
            "audited"));
    world.log("f-1", JAN_29, "customer", "GRAIN", 100);
    world.log("f-2", JAN_30, "customer", "GRAIN", 100);
    world.earn("f-1", JAN_29, "eva", "net-a", "GRAIN", 60);
    world.earn("f-2", JAN_30, "eva", "net-a", "GRAIN", 70);
    receive("r-1", "customer", 100);
    receive("r-2", "olga", 200);
  }

  private static void receive(String id, String payer, long amount) {
    world.add(
        Tables.FEE_RECEIPTS,
        id,
        Date.valueOf(JAN_30),
        Timestamp.valueOf(JAN_30.atStartOfDay()),
        payer,
        "GRAIN",
        BigDecimal.valueOf(amount));
  }

  @Test
  void whatIsInDisputeByHand() {
    assertThat(disputed.stream().map(PinnedTablesTest::inWords))
        .containsExactlyInAnyOrder(
            "cora 2026-01-30 true 40 49",
            "eva 2026-01-30 true 70 70",
            "ivy 2026-01-30 true 20 20",
            "ned 2026-01-30 true 30 30",
            "olga 2026-01-30 true 3 3",
            "pat 2026-01-30 false 15 15",
            "rita 2026-01-30 true 10 10",
            // Both for self-dealing and since the fee wasn't received: once.
            "sam 2026-01-30 true 12 12");
  }

  @Test
  void whatSettleKeptIsInBetween() {
    assertThat(SETTLED).hasSize(8).containsEntry("cora", BigInteger.valueOf(49));
    for (RunTables.Disputed each : disputed) {
      assertThat(SETTLED.get(each.payee().accountId()))
          .as(each.payee().accountId())
          .isBetween(each.least(), each.most());
    }
  }

  private static String inWords(RunTables.Disputed each) {
    return String.join(
        " ",
        each.payee().accountId(),
        each.logDate().toString(),
        Boolean.toString(each.isContributor()),
        each.least().toString(),
        each.most().toString());
  }

  @Test
  void whatWasRefundedTookNoRoomUnderTheCap() {
    Map<RunTables.Payee, BigInteger> paid = new PinnedTables(second).paidSince(JAN_1);
    assertThat(paid)
        .containsEntry(new RunTables.Payee("bob", "GRAIN"), BigInteger.ZERO)
        .containsEntry(new RunTables.Payee("zoe", "GRAIN"), BigInteger.valueOf(25));
    assertThat(new PinnedTables(second).paidSince(JAN_31)).isEmpty();
  }

  @Test
  void refundsAreLinesWithoutEntitlements() {
    lines("amount");
    assertThat(new PinnedTables(first).unlined()).isEmpty();
    lines("IF(account = 'payee:zoe', amount + 1, amount)");
    assertThat(new PinnedTables(first).unlined())
        .containsExactly(
            new RunTables.Unlined(
                "payee:zoe as CONTRIBUTOR for 2026-01-30 in GRAIN",
                BigInteger.valueOf(25),
                BigInteger.valueOf(26)));
  }

  private static void lines(String amount) {
    String columns = "account, token_id, log_date, role, model_id, datanet_id";
    List<String> all = new ArrayList<>(List.of(columns.split(", ")));
    all.add(amount + " AS entitled");
    String[] selected = all.toArray(String[]::new);
    world
        .warehouse()
        .read(Tables.ENTITLEMENTS)
        .where("log_date <= DATE'2026-01-30'")
        .selectExpr(selected)
        .unionByName(
            world
                .warehouse()
                .read(Tables.PROPOSED_ENTRIES)
                .where("run_id = 'night-1' AND role = 'REFUNDED'")
                .selectExpr(selected))
        .write()
        .mode("overwrite")
        .parquet(first.folder().location() + "/" + RunFiles.LINES);
  }
}
