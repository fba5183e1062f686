package org.tributary.settle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tributary.reports.settlement.Finding;
import org.tributary.reports.settlement.PayoutStatus;
import org.tributary.reports.settlement.SettlementCheck;
import org.tributary.reports.settlement.TokenTotals;
import org.tributary.schemas.ErrorCode;
import org.tributary.schemas.TributaryException;
import org.tributary.schemas.table.Tables;
import org.tributary.session.SharedSpark;

/**
 * Two nights of six payees, by hand.
 *
 * <pre>
 * night 1           earned      paid   held
 * ada      COIN       1000      1000          shares her address with ben
 * ben      COIN        500       500
 * cleo     COIN        700              700   no address yet
 * dan      COIN        900              900   on hold until night 2
 * eve      COIN         40               40   below the minimum of 50
 * fay      GRAIN       300       300          another token on the same chain
 * night 2  change
 * ada      COIN       -200        0            owes 200
 * ben      COIN        100       100          at a new address
 * cleo     COIN          0       700          has an address now
 * dan      COIN          0       900
 * eve      COIN         10        50
 * fay      GRAIN       100              100   blocked
 * </pre>
 */
class SettleTest {
  private static final LocalDate FIRST = LocalDate.of(2026, 3, 30);
  private static final LocalDate SECOND = LocalDate.of(2026, 3, 31);

  @TempDir Path folder;

  @Test
  void twoNightsByHandAndTheSameBytesForAnyPartitionCount() throws IOException {
    SettleWorld world = new SettleWorld(SharedSpark.session(), folder);
    registries(world);
    world.propose("run1", FIRST, "EARNED", firstNight());
    SettleResult first = Settle.of(world.run("run1", FIRST, Optional.empty())).execute();

    assertThat(statements(world, "run1"))
        .containsExactly(
            "ada COIN 0 1000 0 0 0 0 1000 0 0 1000 PAYABLE null",
            "ben COIN 0 500 0 0 0 0 500 0 0 500 PAYABLE null",
            "cleo COIN 0 700 0 0 0 700 0 0 700 0 NO_ADDRESS null",
            "dan COIN 0 900 0 0 0 900 0 0 900 0 HELD audit",
            "eve COIN 0 40 0 0 0 0 0 40 0 0 BELOW_MINIMUM null",
            "fay GRAIN 0 300 0 0 0 0 300 0 0 300 PAYABLE null");
    assertThat(first.accounts())
        .isEqualTo(
            Map.of(
                PayoutStatus.PAYABLE, 3L,
                PayoutStatus.NO_ADDRESS, 1L,
                PayoutStatus.HELD, 1L,
                PayoutStatus.BELOW_MINIMUM, 1L));
    SettleResult.Exported exported = first.settlements().get(0);
    assertThat(exported.result().leafCount()).as("ada and ben share a leaf").isEqualTo(2);
    assertThat(totals(exported)).containsExactly("COIN 1500 1500 1640 0", "GRAIN 300 300 0 0");
    world.publish("run1", FIRST);

    world.propose("run2", SECOND, "EARNED", secondNight());
    world.propose("run2", SECOND, "RESTATED", Map.of("ada COIN", -200));
    secondNightIsRight(world, world.folder(FIRST, "run1").resolve(exported.folder()));
  }

  private static void secondNightIsRight(SettleWorld world, Path before) throws IOException {
    SettleResult second = Settle.of(world.run("run2", SECOND, Optional.of("run1"))).execute();
    assertThat(statements(world, "run2"))
        .containsExactly(
            "ada COIN 0 0 -200 0 0 0 0 -200 0 1000 PAYABLE null",
            "ben COIN 0 100 0 0 0 0 100 0 0 600 PAYABLE null",
            "cleo COIN 0 0 0 0 700 0 700 0 0 700 PAYABLE null",
            "dan COIN 0 0 0 0 900 0 900 0 0 900 PAYABLE null",
            "eve COIN 40 10 0 0 0 0 50 0 0 50 PAYABLE null",
            "fay GRAIN 0 100 0 0 0 100 0 0 100 300 BLOCKED sanctions");
    assertThat(claims(world, "run2"))
        .containsExactly(
            "ada home-ada COIN 1000 1000",
            "ben home-ada COIN 500 500",
            "ben home-ben COIN 0 100",
            "cleo home-cleo COIN 0 700",
            "dan home-dan COIN 0 900",
            "eve home-eve COIN 0 50",
            "fay home-fay GRAIN 300 300");
    SettleResult.Exported exported = second.settlements().get(0);
    assertThat(totals(exported)).containsExactly("COIN 3250 1750 0 200", "GRAIN 300 0 100 0");
    Path after = world.folder(SECOND, "run2").resolve(exported.folder());
    assertThat(SettlementCheck.check(after, Optional.of(before)))
        .extracting(Finding::sentence)
        .isEmpty();
    assertThat(SettlementCheck.manifest(after).header().previous())
        .contains(SettlementCheck.manifest(before).asPrevious());
    assertThat(after.resolve("leaves.csv"))
        .content()
        .contains(SettleWorld.address("home-ada") + "," + SettleWorld.COIN + ",COIN,1500,0,1500");

    Map<String, String> bytes = files(after);
    SharedSpark.session().conf().set("spark.sql.shuffle.partitions", "7");
    try {
      Settle.of(world.run("run2", SECOND, Optional.of("run1"))).execute();
    } finally {
      SharedSpark.session().conf().set("spark.sql.shuffle.partitions", "2");
    }
    assertThat(files(after)).isEqualTo(bytes);
  }

  @Test
  void aBalanceInATokenThatThePolicyDroppedIsRefusedBeforeAnythingIsWritten() {
    SettleWorld world = new SettleWorld(SharedSpark.session(), folder);
    world.propose("run1", FIRST, "EARNED", Map.of("ada COIN", 5, "ada SHELL", 7));
    Settle settle = Settle.of(world.run("run1", FIRST, Optional.empty()));
    assertThatThrownBy(settle::execute)
        .isInstanceOfSatisfying(
            TributaryException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.POLICY_INVALID))
        .hasMessageContaining("Account ada has a balance in token SHELL")
        .hasMessageContaining("Put the token back");
    assertThat(world.folder(FIRST, "run1").resolve("settlement")).doesNotExist();
    assertThat(statements(world, "run1")).isEmpty();
  }

  @Test
  void withoutPayeesTheSettlementIsEmptyAndSaysSo() {
    SettleWorld world = new SettleWorld(SharedSpark.session(), folder);
    SettleResult result = Settle.of(world.run("run1", FIRST, Optional.empty())).execute();
    assertThat(result.accounts()).isEmpty();
    SettleResult.Exported exported = result.settlements().get(0);
    assertThat(exported.result().root()).isEmpty();
    Path settlement = world.folder(FIRST, "run1").resolve(exported.folder());
    assertThat(settlement.resolve("manifest.json")).content().contains("\"leafCount\":\"0\"");
    assertThat(SettlementCheck.check(settlement, Optional.empty())).isEmpty();
  }

  private static void registries(SettleWorld world) {
    world.address("ada", FIRST, "home-ada");
    world.address("ben", FIRST, "home-ada");
    world.address("ben", SECOND, "home-ben");
    world.address("cleo", SECOND, "home-cleo");
    world.address("dan", FIRST, "home-dan");
    world.address("eve", FIRST, "home-eve");
    world.address("fay", FIRST, "home-fay");
    world.hold("dan", FIRST, SECOND, "audit");
    world.block("fay", SECOND, "sanctions");
    world.writeRegistries();
  }

  private static Map<String, Integer> firstNight() {
    return Map.of(
        "ada COIN", 1000,
        "ben COIN", 500,
        "cleo COIN", 700,
        "dan COIN", 900,
        "eve COIN", 40,
        "fay GRAIN", 300);
  }

  private static Map<String, Integer> secondNight() {
    return Map.of("ben COIN", 100, "eve COIN", 10, "fay GRAIN", 100);
  }

  private static List<String> statements(SettleWorld world, String runId) {
    if (!world.warehouse().exists(Tables.STATEMENTS)) {
      return List.of();
    }
    return texts(
        world
            .warehouse()
            .read(Tables.STATEMENTS)
            .where("run_id = '" + runId + "'")
            .select(
                "account_id",
                "token_id",
                "opening",
                "earned",
                "restated",
                "capped",
                "released",
                "held",
                "paid",
                "closing",
                "reserved",
                "claimable",
                "status",
                "reason")
            .orderBy("account_id", "token_id")
            .collectAsList());
  }

  private static List<String> claims(SettleWorld world, String runId) {
    return texts(
            world
                .warehouse()
                .read(Tables.CLAIMS)
                .where("run_id = '" + runId + "'")
                .select("account_id", "address", "token_id", "previous", "cumulative")
                .collectAsList())
        .stream()
        .map(SettleWorld::withNames)
        .sorted()
        .toList();
  }

  private static List<String> texts(List<Row> rows) {
    List<String> texts = new ArrayList<>();
    for (Row row : rows) {
      List<String> values = new ArrayList<>();
      for (int i = 0; i < row.size(); i++) {
        Object value = row.get(i);
        values.add(value instanceof BigDecimal amount ? amount.toPlainString() : "" + value);
      }
      texts.add(String.join(" ", values));
    }
    return texts;
  }

  private static List<String> totals(SettleResult.Exported exported) {
    List<String> texts = new ArrayList<>();
    for (TokenTotals sum : exported.result().totals()) {
      texts.add(
          sum.token().tokenId()
              + " "
              + sum.cumulative()
              + " "
              + sum.delta()
              + " "
              + sum.held()
              + " "
              + sum.debt());
    }
    return texts;
  }

  private static Map<String, String> files(Path folder) throws IOException {
    Map<String, String> texts = new TreeMap<>();
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path file : all.filter(Files::isRegularFile).toList()) {
        if (!file.toString().endsWith(".crc")) {
          texts.put(folder.relativize(file).toString(), Files.readString(file));
        }
      }
    }
    return texts;
  }
}
