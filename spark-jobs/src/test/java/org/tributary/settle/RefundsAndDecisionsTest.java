package org.tributary.settle;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.sql.Date;
import java.sql.Timestamp;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tributary.books.Books;
import org.tributary.books.TrialBalance;
import org.tributary.schemas.policy.PayoutRule;
import org.tributary.schemas.policy.SafetyRule;
import org.tributary.schemas.table.Tables;
import org.tributary.session.RunContext;
import org.tributary.session.RunFolder;

/**
 * Refunds, decisions about suspense accounts, releases, and addresses that are changed behind the
 * back of their start date: four nights by hand. A statement's amounts are opening, earned,
 * restated, capped, released, held, paid, closing, reserved, claimable.
 */
class RefundsAndDecisionsTest {
  private static final LocalDate JAN_1 = LocalDate.of(2026, 1, 1);
  private static final LocalDate JAN_30 = LocalDate.of(2026, 1, 30);
  private static final LocalDate JAN_31 = LocalDate.of(2026, 1, 31);
  private static final LocalDate FEB_1 = LocalDate.of(2026, 2, 1);
  private static final LocalDate FEB_3 = LocalDate.of(2026, 2, 3);
  private static final String NOTHING = "0 0 0 0 0 0 0 0 ";
  private static final Map<String, List<String>> NIGHTS = new TreeMap<>();
  private static final Map<String, String> WARNINGS = new TreeMap<>();

  @TempDir private static Path folder;
  private static PayWorld world;

  @BeforeAll
  static void fourNights() {
    PayoutRule rule =
        new PayoutRule(
            3,
            PayoutRule.Excess.NONE,
            PayoutRule.Period.MONTH,
            Map.of(),
            PayoutRule.Handling.HOLD,
            PayoutRule.Handling.PAY);
    world = new PayWorld(folder.resolve("warehouse"), rule, SafetyRule.NONE);
    for (String payee : List.of("ada", "bob", "carl", "olga", "otto", "sam", "eve", "finn")) {
      world.address(payee, JAN_1, SettleWorld.address("home-" + payee));
    }
    refundsAndSuspense();
    selfDealing();
    world.earn("e-1", JAN_30, "eve", "net-a", "GRAIN", 100);
    world.earn("f-1", JAN_30, "finn", "net-a", "GRAIN", 100);
    publish("night-1", JAN_30);
    world.whole("lost-2", JAN_30, "payer:nora", "REFUND", "GRAIN", 40);
    world.replaceAddress("eve", JAN_1, SettleWorld.address("thief of eve's"));
    world.address("finn", JAN_1.plusDays(9), SettleWorld.address("thief of finn's"));
    world.earn("e-2", JAN_31, "eve", "net-a", "GRAIN", 10);
    world.earn("f-2", JAN_31, "finn", "net-a", "GRAIN", 10);
    publish("night-2", JAN_31);
    world.earn("o-4", FEB_1, "olga", "net-a", "GRAIN", 3);
    agentsCall("o-4", FEB_1, "olgas run", "olga");
    world.whole("failed-1", FEB_1, "suspense:failed", "REFUND", "GRAIN", 70);
    publish("night-3", FEB_1);
    world.whole("failed-2", FEB_3, "suspense:failed", "REFUND", "GRAIN", 5);
    // Dated back: all is what stood there on the night of 1 February.
    decide("d-4", FEB_1, "failed", "payee:gil", null);
    publish("night-4", FEB_3);
  }

  private static void refundsAndSuspense() {
    world.whole("lost-1", JAN_30, "payer:bob", "REFUND", "GRAIN", 100);
    world.whole("lost-2", JAN_30, "payer:nora", "REFUND", "GRAIN", 100);
    world.whole("doubt-1", JAN_30, "suspense:disputed", "DISPUTED", "GRAIN", 90);
    decide("d-1", JAN_31, "disputed", "payee:ada", BigDecimal.valueOf(60));
    decide("d-2", FEB_1, "disputed", "payer:carl", null);
    // Nothing stands there yet.
    decide("d-3", JAN_30, "failed", "payee:gus", null);
  }

  private static void decide(
      String id, LocalDate from, String suspense, String account, BigDecimal amount) {
    Map<String, Object> row = new HashMap<>();
    row.put("decision_id", id);
    row.put("valid_from", Date.valueOf(from));
    row.put("suspense", suspense);
    row.put("token_id", "GRAIN");
    row.put("account", account);
    row.put("amount", amount);
    row.put("reason", "both sides agreed");
    world.put(Tables.SUSPENSE_DECISIONS, row);
  }

  private static void selfDealing() {
    agentsCall("o-1", JAN_30, "olgas run", "olga");
    world.earn("o-1", JAN_30, "olga", "net-a", "GRAIN", 50);
    world.earn("o-2", JAN_30, "olga", "net-a", "GRAIN", 20);
    agentsCall("p-1", JAN_30, "ottos run", "otto");
    world.reward("ottos run", "p-1", JAN_30, "otto", "GRAIN", 30);
    world.log("s-1", JAN_30, "sams-firm", "GRAIN", 100);
    world.earn("s-1", JAN_30, "sam", "net-a", "GRAIN", 12);
    for (String member : List.of("sam", "sams-firm")) {
      // It has ended by the third night: what it kept waits for a decision all the same.
      world.add(
          Tables.AFFILIATIONS, member, "family", Date.valueOf(JAN_1), Date.valueOf(JAN_31), "bank");
    }
    release("x-1", "olga", null, FEB_1);
    release("x-2", null, "sams-firm", FEB_3);
  }

  private static void release(String id, String account, String payer, LocalDate from) {
    Map<String, Object> row = new HashMap<>();
    row.put("release_id", id);
    row.put("why", "SELF_DEALING");
    row.put("account_id", account);
    row.put("payer_id", payer);
    row.put("valid_from", Date.valueOf(from));
    row.put("reason", "audited: the calls were real");
    world.put(Tables.RELEASES, row);
  }

  private static void agentsCall(String inference, LocalDate date, String run, String owner) {
    world.put(
        Tables.INFERENCE_LOG,
        Map.of(
            "inference_id",
            inference,
            "log_date",
            Date.valueOf(date),
            "served_at",
            Timestamp.valueOf(date.atTime(12, 0)),
            "model_id",
            "model",
            "caller_id",
            "customer",
            "node_id",
            "node",
            "gpu_ms",
            1L,
            "token_id",
            "GRAIN",
            "fee",
            BigDecimal.valueOf(100),
            "agent_run_id",
            run));
    if (date.equals(JAN_30)) {
      world.put(
          Tables.AGENT_RUNS,
          Map.of(
              "agent_run_id",
              run,
              "log_date",
              Date.valueOf(date),
              "ended_at",
              Timestamp.valueOf(date.atTime(13, 0)),
              "agent_id",
              "agent",
              "owner_id",
              owner,
              "payer_id",
              "customer",
              "outcome",
              "SUCCEEDED",
              "token_id",
              "GRAIN",
              "reward",
              BigDecimal.valueOf(100)));
    }
  }

  private static void publish(String runId, LocalDate date) {
    RunContext run = world.night(runId, date);
    NIGHTS.put(runId, world.statements(runId));
    WARNINGS.put(runId, run.folder().readText(RunFolder.WARNINGS));
    world.publish(run);
  }

  @Test
  void aRefundIsPaidToThePayer() {
    assertStatements(
        "bob GRAIN",
        "0 100 0 0 0 0 100 0 0 100 PAYABLE null",
        NOTHING + "0 100 PAYABLE null",
        NOTHING + "0 100 PAYABLE null",
        NOTHING + "0 100 PAYABLE null");
    assertThat(reasons("payer:bob")).containsExactly("night-1 EARNED 100", "night-1 REFUNDED -100");
    assertThat(reasons("payee:bob")).containsExactly("night-1 PAID -100", "night-1 REFUNDED 100");
  }

  @Test
  void aRefundWithoutAnAddressIsUnclaimedAndCanBeTakenBack() {
    assertStatements(
        "nora GRAIN",
        "0 100 0 0 0 100 0 0 100 0 NO_ADDRESS null",
        "0 0 -60 0 60 0 0 0 40 0 NO_ADDRESS null",
        NOTHING + "40 0 NO_ADDRESS null",
        NOTHING + "40 0 NO_ADDRESS null");
    assertThat(reasons("payee:nora"))
        .containsExactly(
            "night-1 REFUNDED 100",
            "night-1 UNCLAIMED -100",
            "night-2 CLAWBACK 60",
            "night-2 REFUNDED -60");
  }

  @Test
  void aDecisionDischargesSuspense() {
    assertStatements(
        "ada GRAIN",
        "0 60 0 0 0 0 60 0 0 60 PAYABLE null",
        NOTHING + "0 60 PAYABLE null",
        NOTHING + "0 60 PAYABLE null");
    assertStatements(
        "carl GRAIN", "0 30 0 0 0 0 30 0 0 30 PAYABLE null", NOTHING + "0 30 PAYABLE null");
    assertThat(reasons("suspense:disputed"))
        .containsExactly("night-1 EARNED 90", "night-2 DISCHARGED -60", "night-3 DISCHARGED -30");
    assertThat(reasons("payer:carl"))
        .containsExactly("night-3 DISCHARGED 30", "night-3 REFUNDED -30");
  }

  @Test
  void aDecisionThatFindsNothingTakesNothingLater() {
    assertThat(SettledNights.of(NIGHTS, "gus GRAIN")).isEmpty();
    assertStatements("gil GRAIN", "0 70 0 0 0 70 0 0 70 0 NO_ADDRESS null");
    assertThat(reasons("suspense:failed"))
        .containsExactly("night-3 EARNED 70", "night-4 DISCHARGED -70", "night-4 EARNED 5");
    assertThat(WARNINGS.get("night-3"))
        .contains(
            "Decision d-3 gives all of suspense:failed in GRAIN to payee:gus, but nothing stood"
                + " there on its first night (2026-01-30 or the next): nothing was given. Check"
                + " suspense and token_id in its row of table suspense_decisions; amount 0 says"
                + " that nothing is right.");
  }

  @Test
  void anAgentsOwnerDealsWithItselfUntilSomebodyReleasesIt() {
    String called = "called by an agent of olga, who is the payee or affiliated";
    assertStatements(
        "olga GRAIN",
        "0 70 0 0 0 50 20 0 50 20 PARTLY_HELD " + called,
        NOTHING + "50 20 HELD " + called,
        // What it earns from then on needs a decision of its own.
        "0 3 0 0 47 0 50 0 3 70 PARTLY_HELD " + called,
        NOTHING + "3 70 HELD " + called);
    String earned = "earned by an agent of otto, who is the payee or affiliated";
    assertStatements(
        "otto GRAIN",
        "0 30 0 0 0 30 0 0 30 0 HELD " + earned,
        NOTHING + "30 0 HELD " + earned,
        NOTHING + "30 0 HELD " + earned,
        NOTHING + "30 0 HELD " + earned);
  }

  @Test
  void anAffiliationThatEndedKeepsUntilADecision() {
    String reason = "paid by sams-firm, who is the payee or affiliated";
    assertStatements(
        "sam GRAIN",
        "0 12 0 0 0 12 0 0 12 0 HELD " + reason,
        NOTHING + "12 0 HELD " + reason,
        NOTHING + "12 0 HELD " + reason,
        "0 0 0 0 12 0 12 0 0 12 PAYABLE null");
  }

  @Test
  void anAddressThatIsUpdatedOrDatedBackCoolsDownAllTheSame() {
    for (String payee : List.of("eve", "finn")) {
      String cooling = "HELD the payout address is new and paid from 2026-02-03";
      assertStatements(
          payee + " GRAIN",
          "0 100 0 0 0 0 100 0 0 100 PAYABLE null",
          "0 10 0 0 0 10 0 0 10 100 " + cooling,
          NOTHING + "10 100 " + cooling,
          "0 0 0 0 10 0 10 0 0 110 PAYABLE null");
    }
  }

  @Test
  void theLedgerBalancesAndGivesTheSameStatements() {
    TrialBalance balance = Books.of(world.warehouse()).trialBalance();
    assertThat(balance.findings()).isEmpty();
    assertThat(balance.lines())
        .filteredOn(line -> line.kind().equals("payer") || line.kind().startsWith("suspense:"))
        .extracting(line -> line.kind() + " " + line.debit() + " " + line.credit())
        .containsExactlyInAnyOrder("payer 0 0", "suspense:disputed 0 0", "suspense:failed 0 5");
    assertThat(SettledNights.rebuilt(world.warehouse()))
        .hasSizeGreaterThan(30)
        .containsExactlyInAnyOrderElementsOf(SettledNights.stored(NIGHTS));
  }

  @Test
  void settlingAgainProposesNothing() {
    world.night("night-5", FEB_3);
    assertThat(
            world
                .warehouse()
                .read(Tables.PROPOSED_ENTRIES)
                .where("run_id = 'night-5'")
                .collectAsList())
        .isEmpty();
  }

  private static List<String> reasons(String account) {
    return SettledNights.postings(world.warehouse(), account);
  }

  private static void assertStatements(String account, String... expected) {
    assertThat(SettledNights.of(NIGHTS, account)).containsExactly(expected);
  }
}
