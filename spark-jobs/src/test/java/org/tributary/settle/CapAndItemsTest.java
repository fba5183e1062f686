package org.tributary.settle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Date;
import java.sql.Timestamp;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tributary.books.Books;
import org.tributary.books.PublishedClaims;
import org.tributary.reports.confirm.LedgerReconciliation;
import org.tributary.reports.export.LeafBook;
import org.tributary.reports.settlement.SettlementCheck;
import org.tributary.reports.settlement.SettlementManifest;
import org.tributary.schemas.policy.PayoutRule;
import org.tributary.schemas.policy.SafetyRule;
import org.tributary.schemas.table.Tables;
import org.tributary.session.RunContext;

/**
 * A cap that redistributes, fees that weren't received, and a hold on one contribution: three
 * nights by hand. A statement's amounts are opening, earned, restated, capped, released, held,
 * paid, closing, reserved, claimable.
 */
class CapAndItemsTest {
  private static final LocalDate JAN_30 = LocalDate.of(2026, 1, 30);
  private static final LocalDate JAN_31 = LocalDate.of(2026, 1, 31);
  private static final LocalDate FEB_1 = LocalDate.of(2026, 2, 1);
  private static final Map<String, List<String>> NIGHTS = new TreeMap<>();

  @TempDir private static Path folder;
  private static PayWorld world;

  @BeforeAll
  static void threeNights() {
    PayoutRule rule =
        new PayoutRule(
            0,
            PayoutRule.Excess.REDISTRIBUTE,
            PayoutRule.Period.MONTH,
            Map.of("COIN", BigInteger.valueOf(1000)),
            PayoutRule.Handling.PAY,
            PayoutRule.Handling.HOLD);
    world = new PayWorld(folder.resolve("warehouse"), rule, SafetyRule.NONE);
    for (String payee : List.of("ada", "ben", "cleo", "dan", "eva", "fay", "hal")) {
      world.address(payee, JAN_30, SettleWorld.address("home-" + payee));
    }
    world.address("ivy", JAN_30, SettleWorld.address("grain contract"));
    world.earn("i-1", JAN_30, "ivy", "net-a", "COIN", 1500);
    world.earn("a-1", JAN_30, "ada", "net-a", "COIN", 1500);
    world.earn("b-1", JAN_30, "ben", "net-a", "COIN", 300);
    world.earn("c-1", JAN_30, "cleo", "net-a", "COIN", 200);
    world.earn("h-1", JAN_30, "hal", "net-a", "COIN", 1500);
    world.hold("h-hal", JAN_30, null, "complaint 9", null, null, null, "h-1");
    world.log("f-1", JAN_30, "customer", "GRAIN", 100);
    world.log("f-2", JAN_31, "customer", "GRAIN", 100);
    world.earn("f-1", JAN_30, "eva", "net-a", "GRAIN", 60);
    world.earn("f-2", JAN_31, "eva", "net-a", "GRAIN", 70);
    receive("r-1", JAN_30);
    world.earn("g-1", JAN_30, "fay", "net-a", "GRAIN", 40);
    world.earn("g-2", JAN_30, "fay", "net-a", "GRAIN", 9);
    evidence("g-1", "c-9");
    evidence("g-2", "c-8");
    world.hold("h", JAN_30, FEB_1, "stolen", null, "net-a", "c-9");
    publish("night-1", JAN_30);
    publish("night-2", JAN_31);
    world.earn("d-1", JAN_30, "dan", "net-a", "COIN", 500);
    receive("r-2", FEB_1);
    publish("night-3", FEB_1);
  }

  private static void receive(String id, LocalDate date) {
    world.add(
        Tables.FEE_RECEIPTS,
        id,
        Date.valueOf(date),
        Timestamp.valueOf(date.atStartOfDay()),
        "customer",
        "GRAIN",
        BigDecimal.valueOf(100));
  }

  private static void evidence(String inference, String contribution) {
    Object[] row = new Object[18];
    row[0] = Date.valueOf(JAN_30);
    row[1] = "model";
    row[2] = inference;
    row[3] = "influence";
    row[4] = 1_000_000;
    row[5] = "net-a";
    row[6] = "fay";
    row[7] = 1_000_000_000L;
    row[10] = new Row[] {RowFactory.create(contribution, BigDecimal.ONE)};
    row[17] = "f";
    world.add(Tables.ATTRIBUTION, row);
  }

  private static void publish(String runId, LocalDate date) {
    RunContext run = world.night(runId, date);
    NIGHTS.put(runId, world.statements(runId));
    world.publish(run);
  }

  @Test
  void aboveTheCapIsKeptUntilTheMonthIsOverAndGoesToTheOthersThen() {
    assertStatements(
        "ada COIN",
        "0 1500 0 0 0 500 1000 0 500 1000 PARTLY_HELD above the cap of a period that isn't over",
        "0 0 0 -500 500 0 0 0 0 1000 PAYABLE null",
        "0 0 0 0 0 0 0 0 0 1000 PAYABLE null");
    // 500 by 300 : 200.
    assertStatements(
        "cleo COIN",
        "0 200 0 0 0 0 200 0 0 200 PAYABLE null",
        "0 0 0 200 0 0 200 0 0 400 PAYABLE null",
        "0 0 0 -100 0 0 0 -100 0 400 PAYABLE null");
    // A late row of dan's: 500 by 300 : 200 : 500 is 150, 100, 250. Ben has had 300.
    assertStatements(
        "ben COIN",
        "0 300 0 0 0 0 300 0 0 300 PAYABLE null",
        "0 0 0 300 0 0 300 0 0 600 PAYABLE null",
        "0 0 0 -150 0 0 0 -150 0 600 PAYABLE null");
    assertStatements("dan COIN", "0 0 500 250 0 0 750 0 0 750 PAYABLE null");
  }

  @Test
  void whatIsDisputedIsNotGivenToOthers() {
    assertStatements(
        "hal COIN",
        "0 1500 0 0 0 1500 0 0 1500 0 HELD complaint 9",
        "0 0 0 0 0 0 0 0 1500 0 HELD complaint 9",
        "0 0 0 0 0 0 0 0 1500 0 HELD complaint 9");
  }

  /**
   * All of it is kept, so nobody is given the 500 above the cap, also not when the month is over.
   */
  @Test
  void whatIsKeptOfAnAddressThatNobodyIsPaidAtIsNotGivenToOthers() {
    String reason = "the payout address is the contract of GRAIN";
    assertStatements(
        "ivy COIN",
        "0 1500 0 0 0 1500 0 0 1500 0 NO_ADDRESS " + reason,
        "0 0 0 0 0 0 0 0 1500 0 NO_ADDRESS " + reason,
        "0 0 0 0 0 0 0 0 1500 0 NO_ADDRESS " + reason);
  }

  @Test
  void payWaitsForItsFeeToBeReceived() {
    String reason = "fees of customer were not received yet";
    assertStatements(
        "eva GRAIN",
        "0 60 0 0 0 0 60 0 0 60 PAYABLE null",
        "0 70 0 0 0 70 0 0 70 60 HELD " + reason,
        "0 0 0 0 70 0 70 0 0 130 PAYABLE null");
  }

  @Test
  void aHoldOnAContributionKeepsTheInferencesThatHaveItAsEvidence() {
    assertStatements(
        "fay GRAIN",
        "0 49 0 0 0 40 9 0 40 9 PARTLY_HELD stolen",
        "0 0 0 0 0 0 0 0 40 9 HELD stolen",
        "0 0 0 0 40 0 40 0 0 49 PAYABLE null");
  }

  @Test
  void theLedgerBalancesAndGivesTheSameStatements() {
    assertThat(Books.of(world.warehouse()).trialBalance().findings()).isEmpty();
    assertThat(SettledNights.rebuilt(world.warehouse()))
        .hasSize(22)
        .containsExactlyInAnyOrderElementsOf(SettledNights.stored(NIGHTS));
  }

  /** Of each night: what the leaves say, what table claims has, and what stands on payable:. */
  @Test
  void theLedgerAgreesWithWhatWasSettled() throws IOException {
    for (String runId : List.of("night-1", "night-2", "night-3")) {
      Path settlement = settlement(runId);
      SettlementManifest manifest = SettlementCheck.manifest(settlement);
      PublishedClaims published = PublishedClaims.of(world.warehouse(), runId);
      assertThat(published.payables()).isNotEmpty();
      assertThat(
              LedgerReconciliation.check(
                  manifest.header(),
                  LeafBook.of(settlement),
                  published.claims(),
                  published.payables()))
          .as(runId)
          .isEmpty();
      assertThat(manifest.header().sources()).isPresent();
    }
    assertThatThrownBy(() -> PublishedClaims.of(world.warehouse(), "night-4"))
        .hasMessageContaining("Run night-4 isn't published in");
  }

  private static Path settlement(String runId) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      return all.filter(
              path ->
                  path.endsWith("manifest.json")
                      && path.toString().contains("/" + runId + "/settlement/"))
          .findFirst()
          .orElseThrow()
          .getParent();
    }
  }

  private static void assertStatements(String account, String... expected) {
    assertThat(SettledNights.of(NIGHTS, account)).containsExactly(expected);
  }
}
