package org.tributary.settle;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.nio.file.Path;
import java.sql.Date;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tributary.books.Books;
import org.tributary.books.Statement;
import org.tributary.books.TrialBalance;
import org.tributary.reports.payout.Balances;
import org.tributary.schemas.policy.PayoutRule;
import org.tributary.schemas.policy.SafetyRule;
import org.tributary.schemas.table.Tables;
import org.tributary.session.RunContext;

/**
 * The recipes of {@code settle/recipes/}, four nights of one payee each. A statement's amounts are
 * opening, earned, restated, capped, released, held, paid, closing, reserved, claimable.
 */
class RecipesTest {
  private static final LocalDate JAN_30 = LocalDate.of(2026, 1, 30);
  private static final LocalDate JAN_31 = LocalDate.of(2026, 1, 31);
  private static final LocalDate FEB_1 = LocalDate.of(2026, 2, 1);
  private static final LocalDate FEB_3 = LocalDate.of(2026, 2, 3);
  private static final Map<String, List<String>> NIGHTS = new TreeMap<>();

  @TempDir private static Path folder;
  private static PayWorld world;

  @BeforeAll
  static void fourNights() {
    PayoutRule rule =
        new PayoutRule(
            3,
            PayoutRule.Excess.CARRY,
            PayoutRule.Period.MONTH,
            Map.of("COIN", BigInteger.valueOf(1000)),
            PayoutRule.Handling.HOLD,
            PayoutRule.Handling.PAY);
    world = new PayWorld(folder.resolve("warehouse"), rule, SafetyRule.NONE);
    registries();
    logs();
    firstNight();
    publish("night-1", JAN_30);
    secondNight();
    publish("night-2", JAN_31);
    world.earn("carl-3", FEB_1, "carl", "net-a", "COIN", 150);
    world.earn("late-1b", JAN_30, "lena", "net-a", "COIN", 60);
    publish("night-3", FEB_1);
    publish("night-4", FEB_3);
  }

  private static void registries() {
    for (String payee :
        List.of("thea", "cora", "hugo", "dana", "iris", "carl", "adam", "sam", "lena", "bert")) {
      world.address(payee, JAN_30, SettleWorld.address("home-" + payee));
    }
    world.address("adam", JAN_31, SettleWorld.address("new-home-adam"));
    // One letter of the right mixed-case address in the wrong case.
    String right = SettleWorld.address("home-paul");
    world.address("paul", JAN_30, misspelt(right));
    world.hold("h1", JAN_30, JAN_31, "tax form is missing", "hugo");
    world.hold("h2", JAN_30, FEB_1, "licence is disputed", null, "net-x");
    world.hold("h3", JAN_30, FEB_1, "complaint 17", null, null, null, "iris-1");
    world.add(Tables.BLOCK_LIST, "bert", Date.valueOf(JAN_31), "sanctions");
    world.add(
        Tables.AFFILIATIONS, "sam", "family", Date.valueOf(JAN_30), null, "same bank account");
    world.add(
        Tables.AFFILIATIONS, "sams-firm", "family", Date.valueOf(JAN_30), null, "same account");
  }

  private static String misspelt(String address) {
    for (int i = 2; i < address.length(); i++) {
      char c = address.charAt(i);
      if (Character.isUpperCase(c)) {
        return address.substring(0, i) + Character.toLowerCase(c) + address.substring(i + 1);
      }
    }
    throw new IllegalStateException("no letter in " + address);
  }

  private static void logs() {
    world.log("sam-1", JAN_30, "sams-firm", "COIN", 1000);
    world.log("sam-2", JAN_30, "a customer", "COIN", 1000);
  }

  private static void firstNight() {
    world.earn("thea-1", JAN_30, "thea", "net-a", "COIN", 40);
    world.earn("cora-1", JAN_30, "cora", "net-a", "COIN", 1500);
    world.earn("hugo-1", JAN_30, "hugo", "net-a", "COIN", 200);
    world.earn("dana-1", JAN_30, "dana", "net-x", "COIN", 300);
    world.earn("dana-2", JAN_30, "dana", "net-a", "COIN", 100);
    world.earn("iris-1", JAN_30, "iris", "net-a", "COIN", 250);
    world.earn("carl-1", JAN_30, "carl", "net-a", "COIN", 500);
    world.earn("adam-1", JAN_30, "adam", "net-a", "COIN", 400);
    world.earn("sam-1", JAN_30, "sam", "net-a", "COIN", 120);
    world.earn("sam-2", JAN_30, "sam", "net-a", "COIN", 90);
    world.earn("paul-1", JAN_30, "paul", "net-a", "COIN", 80);
    world.earn("late-1", JAN_30, "lena", "net-a", "COIN", 100);
    world.earn("bert-1", JAN_30, "bert", "net-a", "GRAIN", 7);
  }

  private static void secondNight() {
    world.earn("thea-2", JAN_31, "thea", "net-a", "COIN", 30);
    world.earn("cora-2", JAN_31, "cora", "net-a", "COIN", 100);
    world.earn("iris-1", JAN_30, "iris", "net-a", "COIN", 150);
    world.earn("carl-1", JAN_30, "carl", "net-a", "COIN", 300);
    world.earn("adam-2", JAN_31, "adam", "net-a", "COIN", 100);
    world.earn("bert-2", JAN_31, "bert", "net-a", "GRAIN", 5);
  }

  private static void publish(String runId, LocalDate date) {
    RunContext run = world.night(runId, date);
    NIGHTS.put(runId, world.statements(runId));
    world.publish(run);
  }

  @Test
  void threshold() {
    assertStatements(
        "thea COIN",
        "0 40 0 0 0 0 0 40 0 0 BELOW_MINIMUM null",
        "40 30 0 0 0 0 70 0 0 70 PAYABLE null",
        "0 0 0 0 0 0 0 0 0 70 PAYABLE null",
        "0 0 0 0 0 0 0 0 0 70 PAYABLE null");
  }

  @Test
  void cap() {
    assertStatements(
        "cora COIN",
        "0 1500 0 0 0 500 1000 0 500 1000 PARTLY_HELD above the cap of 1000 a period",
        "0 100 0 0 0 100 0 0 600 1000 HELD above the cap of 1000 a period",
        "0 0 0 0 600 0 600 0 0 1600 PAYABLE null",
        "0 0 0 0 0 0 0 0 0 1600 PAYABLE null");
  }

  @Test
  void holdOnAPayee() {
    assertStatements(
        "hugo COIN",
        "0 200 0 0 0 200 0 0 200 0 HELD tax form is missing",
        "0 0 0 0 200 0 200 0 0 200 PAYABLE null",
        "0 0 0 0 0 0 0 0 0 200 PAYABLE null",
        "0 0 0 0 0 0 0 0 0 200 PAYABLE null");
  }

  @Test
  void holdOnADatanet() {
    assertStatements(
        "dana COIN",
        "0 400 0 0 0 300 100 0 300 100 PARTLY_HELD licence is disputed",
        "0 0 0 0 0 0 0 0 300 100 HELD licence is disputed",
        "0 0 0 0 300 0 300 0 0 400 PAYABLE null",
        "0 0 0 0 0 0 0 0 0 400 PAYABLE null");
  }

  @Test
  void clawbackOfWhatIsHeld() {
    assertStatements(
        "iris COIN",
        "0 250 0 0 0 250 0 0 250 0 HELD complaint 17",
        "0 0 -100 0 100 0 0 0 150 0 HELD complaint 17",
        "0 0 0 0 150 0 150 0 0 150 PAYABLE null",
        "0 0 0 0 0 0 0 0 0 150 PAYABLE null");
    assertThat(reasons("iris"))
        .containsExactly(
            "night-1 EARNED 250",
            "night-1 HELD -250",
            "night-2 CLAWBACK 100",
            "night-2 RESTATED -100",
            "night-3 PAID -150",
            "night-3 RELEASED 150");
  }

  @Test
  void clawbackOfWhatIsPaid() {
    assertStatements(
        "carl COIN",
        "0 500 0 0 0 0 500 0 0 500 PAYABLE null",
        "0 0 -200 0 0 0 0 -200 0 500 PAYABLE null",
        "-200 150 0 0 0 0 0 -50 0 500 PAYABLE null",
        "-50 0 0 0 0 0 0 -50 0 500 PAYABLE null");
  }

  @Test
  void addressChange() {
    assertStatements(
        "adam COIN",
        "0 400 0 0 0 0 400 0 0 400 PAYABLE null",
        "0 100 0 0 0 100 0 0 100 400 HELD the payout address is new and paid from 2026-02-03",
        "0 0 0 0 0 0 0 0 100 400 HELD the payout address is new and paid from 2026-02-03",
        "0 0 0 0 100 0 100 0 0 500 PAYABLE null");
    assertThat(
            world
                .warehouse()
                .read(Tables.CLAIMS)
                .where("run_id = 'night-4' AND account_id = 'adam'")
                .select("address", "previous", "cumulative")
                .collectAsList())
        .extracting(Row::toString)
        .containsExactlyInAnyOrder(
            "[" + SettleWorld.address("home-adam") + ",400,400]",
            "[" + SettleWorld.address("new-home-adam") + ",0,100]");
  }

  @Test
  void lateLog() {
    assertStatements(
        "lena COIN",
        "0 100 0 0 0 0 100 0 0 100 PAYABLE null",
        "0 0 0 0 0 0 0 0 0 100 PAYABLE null",
        "0 0 60 0 0 0 60 0 0 160 PAYABLE null",
        "0 0 0 0 0 0 0 0 0 160 PAYABLE null");
    List<Row> late =
        world
            .warehouse()
            .read(Tables.LEDGER_ENTRIES)
            .where("run_id = 'night-3' AND account = 'payee:lena' AND reason_code = 'RESTATED'")
            .selectExpr("log_date", "corrects_transaction_id")
            .collectAsList();
    assertThat(late).hasSize(1);
    assertThat(late.get(0).getDate(0)).isEqualTo(Date.valueOf(JAN_30));
    assertThat(
            world
                .warehouse()
                .read(Tables.LEDGER_ENTRIES)
                .where("transaction_id = '" + late.get(0).getString(1) + "'")
                .select("run_id", "reason_code")
                .distinct()
                .collectAsList())
        .extracting(Row::toString)
        .containsExactly("[night-1,EARNED]");
  }

  @Test
  void selfDealing() {
    String reason = "paid by sams-firm, who is the payee or affiliated";
    assertStatements(
        "sam COIN",
        "0 210 0 0 0 120 90 0 120 90 PARTLY_HELD " + reason,
        "0 0 0 0 0 0 0 0 120 90 HELD " + reason,
        "0 0 0 0 0 0 0 0 120 90 HELD " + reason,
        "0 0 0 0 0 0 0 0 120 90 HELD " + reason);
  }

  @Test
  void oneBadPayeeIsParkedAndABlockedOneKeepsItsLeaf() {
    assertThat(NIGHTS.get("night-1"))
        .anyMatch(line -> line.startsWith("paul COIN 0 80 0 0 0 80 0 0 80 0 PARKED the payout"));
    assertStatements(
        "bert GRAIN",
        "0 7 0 0 0 0 7 0 0 7 PAYABLE null",
        "0 5 0 0 0 5 0 0 5 7 BLOCKED sanctions",
        "0 0 0 0 0 0 0 0 5 7 BLOCKED sanctions",
        "0 0 0 0 0 0 0 0 5 7 BLOCKED sanctions");
  }

  @Test
  void theLedgerAloneGivesTheSameStatements() {
    Map<String, String> stored = new TreeMap<>();
    NIGHTS.forEach(
        (runId, lines) ->
            lines.forEach(
                line -> {
                  String[] words = line.split(" ");
                  stored.put(
                      runId + " " + words[0] + " " + words[1],
                      String.join(" ", List.of(words).subList(2, 12)));
                }));
    Map<String, String> rebuilt = new TreeMap<>();
    for (Statement statement : Books.of(world.warehouse()).statements()) {
      rebuilt.put(
          statement.runId() + " " + statement.accountId() + " " + statement.tokenId(),
          text(statement.balances()));
    }
    assertThat(rebuilt).hasSizeGreaterThan(40).isEqualTo(stored);
    List<Statement> ofCora = Books.of(world.warehouse()).statements("cora");
    assertThat(ofCora)
        .hasSize(4)
        .allMatch(s -> text(s.balances()).equals(stored.get(s.runId() + " cora COIN")));
  }

  @Test
  void theTrialBalanceBalances() {
    TrialBalance balance = Books.of(world.warehouse()).trialBalance();
    assertThat(balance.findings()).isEmpty();
    List<String> lines = new ArrayList<>();
    balance.lines().stream()
        .filter(line -> line.tokenId().equals("COIN"))
        .forEach(line -> lines.add(line.kind() + " " + line.debit() + " " + line.credit()));
    // 3,820 came in: 3,670 is claimable, 200 kept back, and carl owes 50.
    assertThat(lines)
        .containsExactly(
            "kept:CAP 0 0",
            "kept:COOL_DOWN 0 0",
            "kept:HOLD 0 0",
            "kept:ITEM_HOLD 0 0",
            "kept:PARKED 0 80",
            "kept:SELF_DEALING 0 120",
            "payable 0 3670",
            "payee 50 0",
            "revenue:fee 3820 0");
    assertThat(Books.of(world.warehouse()).asOf(JAN_30).trialBalance().findings()).isEmpty();
  }

  @Test
  void settlingAgainProposesTheSame() {
    RunContext run = world.night("night-5", FEB_3);
    assertThat(
            world
                .warehouse()
                .read(Tables.PROPOSED_ENTRIES)
                .where("run_id = 'night-5'")
                .collectAsList())
        .as("nothing changed since night 4")
        .isEmpty();
    assertThat(run.folder().exists("settlement")).isTrue();
  }

  private static String text(Balances balances) {
    return String.join(" ", balances.values().stream().map(BigInteger::toString).toList());
  }

  private static List<String> reasons(String payee) {
    return SettledNights.postings(world.warehouse(), "payee:" + payee);
  }

  private static void assertStatements(String account, String... expected) {
    assertThat(SettledNights.of(NIGHTS, account)).containsExactly(expected);
  }
}
