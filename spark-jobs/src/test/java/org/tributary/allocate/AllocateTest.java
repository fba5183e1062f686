package org.tributary.allocate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.tributary.allocate.MoneyFixtures.JUNE_1;
import static org.tributary.allocate.MoneyFixtures.OWNERS;
import static org.tributary.allocate.MoneyFixtures.WATERFALL;
import static org.tributary.allocate.MoneyFixtures.attributed;

import java.math.BigInteger;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tributary.publish.Publish;
import org.tributary.schemas.policy.Policy;
import org.tributary.schemas.policy.PolicyBook;
import org.tributary.schemas.policy.Role;
import org.tributary.schemas.policy.Waterfall;
import org.tributary.schemas.table.Tables;
import org.tributary.session.RunContext;

/** Night after night on Delta: each posts exactly the difference. */
class AllocateTest {
  private static final LocalDate JUNE_2 = JUNE_1.plusDays(1);
  private static final PolicyBook BOOK = new PolicyBook(List.of(MoneyFixtures.policy(WATERFALL)));
  private static final List<AttributionShare> ALICE =
      List.of(attributed("influence", 1_000_000, "alice", 1_000_000_000));
  private static final List<AttributionShare> ALICE_AND_BOB =
      List.of(
          attributed("influence", 1_000_000, "alice", 500_000_000),
          attributed("influence", 1_000_000, "bob", 500_000_000));

  @TempDir Path folder;
  private MoneyWarehouse money;
  private Optional<String> previous = Optional.empty();

  @Test
  void everyNightPostsTheDifference() {
    money = warehouse();
    // 1000 in TRIB, no GPU time: 50, 200, 50, 700. A failed agent run gives its 70 back.
    money.add(world(List.of(row("a", JUNE_1, units(1000))), ALICE_AND_BOB));
    money.add(
        new World(
            List.of(),
            List.of(
                new AgentRun(
                    "agent-run",
                    JUNE_1,
                    "owner",
                    "sponsor",
                    AgentRun.Outcome.FAILED,
                    "TRIB",
                    units(70))),
            Map.of(),
            Map.of()));
    assertThat(night("000000000000000a", JUNE_1, BOOK))
        .containsExactlyInAnyOrder(
            "2026-06-01 payee:alice 350 EARNED",
            "2026-06-01 payee:bob 350 EARNED",
            "2026-06-01 payee:dev-b 200 EARNED",
            "2026-06-01 payee:dev-b 50 EARNED",
            "2026-06-01 payee:platform 50 EARNED",
            "2026-06-01 payer:sponsor 70 EARNED",
            "2026-06-01 revenue:fee -1000 EARNED",
            "2026-06-01 revenue:reward -70 EARNED");

    // A late row of 100 for June 1 (5, 20, 5, 70), and a first one of June 2.
    money.add(world(List.of(row("late", JUNE_1, units(100)), row("b", JUNE_2, units(10))), ALICE));
    assertThat(night("000000000000000b", JUNE_2, BOOK))
        .contains(
            "2026-06-01 payee:alice 70 RESTATED",
            "2026-06-01 revenue:fee -100 RESTATED",
            "2026-06-02 payee:alice 7 EARNED",
            "2026-06-02 revenue:fee -10 EARNED")
        .hasSize(9);

    // Bob's contribution is rejected: his 350 of June 1 go to alice, and nothing else moves.
    money.attributeAgain(
        world(List.of(row("a", JUNE_1, units(0)), row("late", JUNE_1, units(0))), ALICE), JUNE_1);
    assertThat(night("000000000000000c", JUNE_2, BOOK))
        .containsExactlyInAnyOrder(
            "2026-06-01 payee:alice 350 RESTATED", "2026-06-01 payee:bob -350 RESTATED");
    assertThat(money.balances()).doesNotContainKey("TRIB payee:bob");

    // A corrected policy gives the platform's 5 % to the contributors. June 1: 55. June 2: 10 was
    // 1, 2, 0, 7 (the tie of .5 to the platform) and is 0, 2, 1, 7 (to the base model's developer).
    assertThat(night("000000000000000d", JUNE_2, new PolicyBook(List.of(withoutPlatform()))))
        .containsExactlyInAnyOrder(
            "2026-06-01 payee:alice 55 RESTATED",
            "2026-06-01 payee:platform -55 RESTATED",
            "2026-06-02 payee:dev-b 1 RESTATED",
            "2026-06-02 payee:platform -1 RESTATED");
  }

  /** Allocates, publishes, and allocates once more: the second time nothing is left to post. */
  private List<String> night(String runId, LocalDate closeDate, PolicyBook policies) {
    RunContext run = money.run(runId, closeDate, policies, previous);
    AllocateResult result = Allocate.of(run).execute();
    List<String> entries =
        Publish.of(run).proposed().collectAsList().stream().map(AllocateTest::line).toList();
    assertThat(result.proposed()).isEqualTo(entries.size());
    MoneyWarehouse.verified(run, true);
    Publish.of(run).execute();
    previous = Optional.of(runId);

    RunContext again = money.run("f" + runId.substring(1), closeDate, policies, previous);
    assertThat(
            Allocate.of(again)
                .proposedEntries(money.warehouse().read(Tables.ENTITLEMENTS))
                .collectAsList())
        .isEmpty();
    Row total = money.warehouse().read(Tables.LEDGER_ENTRIES).agg(functions.sum("amount")).first();
    assertThat(total.getDecimal(0)).isZero();
    return entries;
  }

  private MoneyWarehouse warehouse() {
    MoneyWarehouse made =
        new MoneyWarehouse(
            folder,
            List.of(
                Tables.INFERENCE_LOG,
                Tables.AGENT_RUNS,
                Tables.MODELS,
                Tables.ATTRIBUTION,
                Tables.ENTITLEMENTS,
                Tables.PROPOSED_ENTRIES,
                Tables.LEDGER_ENTRIES,
                Tables.RUNS));
    made.addModels(OWNERS);
    return made;
  }

  private static String line(Row entry) {
    return entry.getAs("log_date")
        + " "
        + entry.getAs("account")
        + " "
        + entry.getAs("amount")
        + " "
        + entry.getAs("reason_code");
  }

  private static World world(List<World.LogRow> log, List<AttributionShare> attribution) {
    Map<String, List<AttributionShare>> byInference = new HashMap<>();
    log.forEach(row -> byInference.put(row.inferenceId(), attribution));
    return new World(log, List.of(), byInference, Map.of());
  }

  private static World.LogRow row(String id, LocalDate date, BigInteger fee) {
    return new World.LogRow(id, date, "base", "node-1", 0, "TRIB", fee, Optional.empty());
  }

  private static Policy withoutPlatform() {
    return MoneyFixtures.policy(
        new Waterfall(
            200_000,
            Map.of(
                Role.PLATFORM, 0,
                Role.MODEL_DEVELOPER, 200_000,
                Role.BASE_MODEL_DEVELOPER, 50_000,
                Role.CONTRIBUTOR, 750_000)));
  }

  private static BigInteger units(long units) {
    return BigInteger.valueOf(units);
  }
}
