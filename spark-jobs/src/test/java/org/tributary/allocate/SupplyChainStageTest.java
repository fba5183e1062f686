package org.tributary.allocate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.tributary.allocate.MoneyFixtures.JUNE_1;
import static org.tributary.allocate.MoneyFixtures.OWNERS;
import static org.tributary.allocate.MoneyFixtures.WATERFALL;
import static org.tributary.allocate.MoneyFixtures.attributed;

import java.math.BigInteger;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tributary.schemas.policy.AgentRule;
import org.tributary.schemas.policy.PolicyBook;
import org.tributary.schemas.policy.Token;
import org.tributary.schemas.policy.Waterfall;
import org.tributary.schemas.policy.WorthRule;
import org.tributary.schemas.table.Tables;
import org.tributary.session.RunContext;
import org.tributary.session.SharedSpark;

/**
 * Batches, decisions, declared shares and failed runs from the tables, by the pages beside the
 * code.
 */
class SupplyChainStageTest {
  private static final LocalDate JUNE_2 = JUNE_1.plusDays(1);
  private static final List<Token> TOKENS = List.of(MoneyFixtures.token("TRIB", 3));

  @TempDir Path folder;
  private MoneyWarehouse money;
  private int runs;

  @BeforeEach
  void open() {
    money =
        new MoneyWarehouse(
            folder,
            List.of(
                Tables.INFERENCE_LOG,
                Tables.SERVING_BATCHES,
                Tables.AGENT_RUNS,
                Tables.AGENT_RUN_DECISIONS,
                Tables.MODELS,
                Tables.DATANETS,
                Tables.MODEL_TRAINING_SETS,
                Tables.CONTRIBUTIONS,
                Tables.CONTRIBUTION_QUALITY,
                Tables.VOIDED_ROWS,
                Tables.ATTRIBUTION,
                Tables.LEDGER_ENTRIES,
                Tables.ENTITLEMENTS));
    money.addModels(OWNERS);
  }

  @Test
  void aBatchIsDividedByTokensAndItsCostIsTold() {
    // ADAPTER_BATCH.md: 100 ms by 300:150:50 tokens; 3 units a millisecond, at most 20 % of the
    // fee.
    money.add(
        world(
            List.of(
                step("i1", "adapter", 1000, 300, Optional.empty()),
                step("i2", "adapter", 1000, 150, Optional.empty()),
                step("i3", "base", 100, 50, Optional.empty())),
            List.of(new World.Batch("b1", JUNE_1, 100, List.of("i1", "i2", "i3")))));
    RunContext run = run(JUNE_1, AgentRule.DEFAULT, Waterfall.Unattributed.ACCOUNT);
    Allocate.of(run).execute();

    assertThat(
            lines(
                money.warehouse().read(Tables.ENTITLEMENTS).where("role = 'INFRASTRUCTURE'"),
                "source_id",
                "amount"))
        .containsExactlyInAnyOrder("i1 180", "i2 90", "i3 20");
    assertThat(
            lines(
                money.warehouse().read(Tables.SERVING_COSTS),
                "node_id",
                "base_model_id",
                "model_id",
                "inferences",
                "gpu_ms",
                "tokens",
                "fee",
                "infrastructure",
                "margin"))
        .containsExactlyInAnyOrder(
            "node-1 base adapter 2 90 450 2000 270 1730", "node-1 base base 1 10 50 100 20 80");
  }

  @Test
  void aDisputeHoldsUntilItIsDecided() {
    // AGENT_FAILURE.md: a reward of 100 by tokens, 3:1.
    money.add(
        new World(
            List.of(
                step("i1", "base", 0, 30, Optional.of("run-1")),
                step("i2", "adapter", 0, 10, Optional.of("run-1"))),
            List.of(agentRun("run-1", AgentRun.Outcome.SUCCEEDED)),
            attribution("i1", "i2"),
            Map.of()));
    AgentRule byTokens = new AgentRule(AgentRule.RewardBy.TOKENS, AgentRule.Failure.HOLD);
    assertThat(rewards(JUNE_1, byTokens))
        .contains("CONTRIBUTOR payee:alice 52", "CONTRIBUTOR payee:alice 18");

    decide("run-1", JUNE_2, "DISPUTED");
    assertThat(rewards(JUNE_1, byTokens))
        .as("decided later")
        .contains("CONTRIBUTOR payee:alice 52");
    assertThat(rewards(JUNE_2, byTokens)).containsExactly("DISPUTED suspense:disputed 100");

    decide("run-1", JUNE_2.plusDays(1), "FAILED");
    LocalDate june3 = JUNE_2.plusDays(1);
    assertThat(rewards(june3, byTokens)).containsExactly("REFUND suspense:failed 100");
    assertThat(rewards(june3, AgentRule.DEFAULT)).containsExactly("REFUND payer:sponsor 100");
    assertThat(
            lines(
                Allocate.of(run(june3, byTokens, Waterfall.Unattributed.ACCOUNT)).responsibility(),
                "outcome",
                "kind",
                "subject_id",
                "datanet_id",
                "contributor_id",
                "steps",
                "share"))
        .containsExactlyInAnyOrder(
            "FAILED MODEL base null null 1 750000000",
            "FAILED MODEL adapter null null 1 250000000",
            "FAILED ADAPTER null null null 1 750000000",
            "FAILED ADAPTER adapter null null 1 250000000",
            "FAILED DATANET net null null 2 1000000000",
            "FAILED CONTRIBUTION null net alice 2 1000000000");

    decide("run-1", JUNE_2.plusDays(2), "SUCCEEDED");
    assertThat(rewards(JUNE_2.plusDays(2), byTokens)).contains("CONTRIBUTOR payee:alice 52");
    assertThat(
            Allocate.of(run(JUNE_2.plusDays(2), byTokens, Waterfall.Unattributed.ACCOUNT))
                .responsibility()
                .collectAsList())
        .isEmpty();
  }

  @Test
  void declaredWeightsOfStepsAreRead() {
    money.add(
        new World(
            List.of(declared("i1", 250_000), declared("i2", 750_000), declared("i3", 0)),
            List.of(agentRun("run-1", AgentRun.Outcome.SUCCEEDED)),
            attribution("i1", "i2", "i3"),
            Map.of()));
    // 100 by 1:3:0. 25: 1.25, 5, 1.25, 17.5, the unit to .5. 75: 3.75, 15, 3.75, 52.5, two to .75.
    assertThat(
            rewards(JUNE_1, new AgentRule(AgentRule.RewardBy.DECLARED, AgentRule.Failure.REFUND)))
        .filteredOn(line -> line.startsWith("CONTRIBUTOR"))
        .containsExactlyInAnyOrder("CONTRIBUTOR payee:alice 18", "CONTRIBUTOR payee:alice 52");
  }

  @Test
  void declaredSharesComeFromTheTrainingSet() {
    money.add(world(List.of(step("i1", "base", 1000, 0, Optional.empty())), List.of()));
    money.attributeAgain(
        new World(
            List.of(step("i1", "base", 1000, 0, Optional.empty())),
            List.of(),
            Map.of(
                "i1",
                List.of(
                    MoneyFixtures.unattributed(
                        "influence", 1_000_000, "NO_SKETCH", 1_000_000_000))),
            Map.of()),
        JUNE_1);
    append(Tables.MODEL_TRAINING_SETS, RowFactory.create("base", "net", 2, 1_000_000));
    append(
        Tables.CONTRIBUTIONS,
        contribution("c1", "alice", "h1", 1, 1, null, "ACCEPTED"),
        contribution("c2", "bob", "h1", 2, 1, null, "ACCEPTED"),
        contribution("c3", "bob", "h2", 3, 2, null, "ACCEPTED"),
        contribution("c4", "carl", "h3", 4, 1, 2, "ACCEPTED"),
        contribution("c5", "carl", "h4", 5, 3, null, "ACCEPTED"),
        contribution("c6", "carl", "h5", 6, 1, null, "REJECTED"),
        contribution("c7", "alice", "h6", 7, 1, 3, "ACCEPTED"));
    // Version 2 has alice's two and bob's one; his copy of h1 doesn't count. 70 % of 800 by 2:1.
    assertThat(
            lines(
                Allocate.of(run(JUNE_1, AgentRule.DEFAULT, Waterfall.Unattributed.DECLARED))
                    .entitlements()
                    .where("role = 'CONTRIBUTOR'"),
                "account",
                "datanet_id",
                "amount",
                "reason_code"))
        .containsExactlyInAnyOrder(
            "payee:alice net 373 DECLARED_NO_SKETCH", "payee:bob net 187 DECLARED_NO_SKETCH");
  }

  @Test
  void worthsComeFromDatesAndQuality() {
    World.LogRow row = step("i1", "base", 1000, 0, Optional.empty());
    money.add(world(List.of(row), List.of()));
    money.attributeAgain(
        new World(
            List.of(row),
            List.of(),
            Map.of(
                "i1",
                List.of(
                    attributed("influence", 1_000_000, "alice", 500_000_000),
                    attributed("influence", 1_000_000, "bob", 500_000_000))),
            Map.of()),
        JUNE_1);
    append(Tables.MODEL_TRAINING_SETS, RowFactory.create("base", "net", 2, 1_000_000));
    append(
        Tables.CONTRIBUTIONS,
        contribution("c1", "alice", "h1", 1, 1, null, "ACCEPTED"),
        contribution("c2", "bob", "h2", 2, 1, null, "ACCEPTED"),
        contribution("c3", "bob", "h3", 3, 3, null, "ACCEPTED"),
        contribution("c4", "bob", "h4", 4, 1, null, "REJECTED"));
    append(
        Tables.CONTRIBUTION_QUALITY,
        RowFactory.create("net", "c2", 500_000),
        RowFactory.create("net", "c3", 0));
    // All are of 1970-01-01; c3 isn't in version 2. 560 by 1 to 0.5.
    assertThat(contributors(new WorthRule(3_650, WorthRule.Quality.APPLY)))
        .containsExactlyInAnyOrder("payee:alice 373", "payee:bob 187");
    assertThat(contributors(new WorthRule(3_650, WorthRule.Quality.IGNORE)))
        .containsExactlyInAnyOrder("payee:alice 280", "payee:bob 280");
  }

  private List<String> contributors(WorthRule worth) {
    PolicyBook book =
        new PolicyBook(
            List.of(
                MoneyFixtures.policy("june", JUNE_1, WATERFALL, TOKENS, AgentRule.DEFAULT, worth)));
    return lines(
        Allocate.of(money.run("000000000000000" + ++runs, JUNE_1, book, Optional.empty()))
            .entitlements()
            .where("role = 'CONTRIBUTOR'"),
        "account",
        "amount");
  }

  private List<String> rewards(LocalDate closeDate, AgentRule agents) {
    return lines(
        Allocate.of(run(closeDate, agents, Waterfall.Unattributed.ACCOUNT))
            .entitlements()
            .where("source_kind = 'REWARD'"),
        "role",
        "account",
        "amount");
  }

  private RunContext run(LocalDate closeDate, AgentRule agents, Waterfall.Unattributed to) {
    Waterfall waterfall = new Waterfall(200_000, WATERFALL.sharesPpm(), 8, to);
    PolicyBook book =
        new PolicyBook(List.of(MoneyFixtures.policy("june", JUNE_1, waterfall, TOKENS, agents)));
    return money.run("000000000000000" + ++runs, closeDate, book, Optional.empty());
  }

  private void decide(String agentRunId, LocalDate date, String outcome) {
    append(
        Tables.AGENT_RUN_DECISIONS,
        RowFactory.create(agentRunId, java.sql.Date.valueOf(date), outcome, "for a reason"));
  }

  private void append(String table, Row... rows) {
    money
        .warehouse()
        .append(
            table,
            SharedSpark.session()
                .createDataFrame(List.of(rows), money.warehouse().read(table).schema()));
  }

  private static Row contribution(
      String id,
      String contributor,
      String content,
      int second,
      int added,
      Integer removed,
      String status) {
    return RowFactory.create(
        "net",
        id,
        contributor,
        content.substring(1).repeat(64),
        "text/plain",
        new java.sql.Timestamp(second * 1000L),
        added,
        removed,
        status,
        null,
        null);
  }

  private static World world(List<World.LogRow> log, List<World.Batch> batches) {
    return new World(
        log,
        List.of(),
        attribution(log.stream().map(World.LogRow::inferenceId).toArray(String[]::new)),
        Map.of(),
        batches,
        Datanets.NONE);
  }

  private static Map<String, List<AttributionShare>> attribution(String... inferences) {
    Map<String, List<AttributionShare>> attribution = new java.util.HashMap<>();
    for (String inference : inferences) {
      attribution.put(
          inference, List.of(attributed("influence", 1_000_000, "alice", 1_000_000_000)));
    }
    return attribution;
  }

  private static AgentRun agentRun(String id, AgentRun.Outcome outcome) {
    return new AgentRun(id, JUNE_1, "olga", "sponsor", outcome, "TRIB", BigInteger.valueOf(100));
  }

  private static World.LogRow step(
      String id, String modelId, long fee, long tokens, Optional<String> agentRunId) {
    return new World.LogRow(
        id,
        JUNE_1,
        modelId,
        "node-1",
        5_000,
        "TRIB",
        BigInteger.valueOf(fee),
        agentRunId,
        "caller",
        tokens,
        0);
  }

  private static World.LogRow declared(String id, long ppm) {
    return new World.LogRow(
        id,
        JUNE_1,
        "base",
        "node-1",
        0,
        "TRIB",
        BigInteger.ZERO,
        Optional.of("run-1"),
        "caller",
        0,
        ppm);
  }

  private static List<String> lines(Dataset<Row> rows, String... columns) {
    return rows.collectAsList().stream()
        .map(
            row -> {
              List<String> values = new java.util.ArrayList<>();
              for (String column : columns) {
                values.add(String.valueOf((Object) row.getAs(column)));
              }
              return String.join(" ", values);
            })
        .toList();
  }
}
