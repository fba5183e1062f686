package org.tributary.allocate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.tributary.allocate.MoneyFixtures.JUNE_1;
import static org.tributary.allocate.MoneyFixtures.OWNERS;
import static org.tributary.allocate.MoneyFixtures.attributed;

import java.math.BigInteger;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
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
import org.tributary.schemas.policy.Role;
import org.tributary.schemas.policy.Token;
import org.tributary.schemas.policy.Waterfall;
import org.tributary.schemas.table.Tables;
import org.tributary.session.SharedSpark;

/** Whose calls are steps of an agent run, and what becomes of parts whose payee is blank. */
class CallersAndPayeesTest {
  private static final List<Token> TOKENS = List.of(MoneyFixtures.token("TRIB", 3));

  @TempDir Path folder;
  private MoneyWarehouse money;

  @BeforeEach
  void open() {
    money =
        new MoneyWarehouse(
            folder,
            List.of(
                Tables.INFERENCE_LOG,
                Tables.AGENT_RUNS,
                Tables.MODELS,
                Tables.DATANETS,
                Tables.ATTRIBUTION,
                Tables.LEDGER_ENTRIES));
    money.addModels(OWNERS);
  }

  @Test
  void aCallThatOnlyNamesARunIsPaidAsACallOfItsOwn() {
    // AGENT_FAILURE.md: run-1 of olga's agent "ant", from 10:00 to 12:00, with a reward of 100.
    money.add(
        new World(
            List.of(
                call("i1", "olga", 10 * 3600),
                call("i2", "ant", 12 * 3600),
                call("i3", "mallory", 11 * 3600),
                call("i4", "olga", 12 * 3600 + 1),
                call("i5", "ant", 10 * 3600 - 1)),
            List.of(agentRun("run-1", AgentRun.Outcome.SUCCEEDED)),
            attribution("i1", "i2", "i3", "i4", "i5"),
            Map.of(),
            List.of(),
            Datanets.NONE,
            Map.of(),
            Map.of(
                "run-1",
                new World.Span(
                    "ant",
                    JUNE_1.atTime(10, 0).toInstant(ZoneOffset.UTC),
                    JUNE_1.atTime(12, 0).toInstant(ZoneOffset.UTC)))));
    Waterfall waterfall =
        new Waterfall(
            0,
            Map.of(Role.AGENT_OWNER, 100_000, Role.CONTRIBUTOR, 900_000),
            8,
            Waterfall.Unattributed.ACCOUNT);
    AgentRule equal = new AgentRule(AgentRule.RewardBy.EQUAL, AgentRule.Failure.REFUND);
    PolicyBook book =
        new PolicyBook(List.of(MoneyFixtures.policy("june", JUNE_1, waterfall, TOKENS, equal)));
    assertThat(
            lines(
                Allocate.of(money.run("000000000000000a", JUNE_1, book, Optional.empty()))
                    .entitlements(),
                "source_kind",
                "inference_id",
                "role",
                "amount"))
        .containsExactlyInAnyOrder(
            "FEE i1 AGENT_OWNER 100",
            "FEE i1 CONTRIBUTOR 900",
            "FEE i2 AGENT_OWNER 100",
            "FEE i2 CONTRIBUTOR 900",
            "FEE i3 CONTRIBUTOR 1000",
            "FEE i4 CONTRIBUTOR 1000",
            "FEE i5 CONTRIBUTOR 1000",
            "REWARD i1 AGENT_OWNER 5",
            "REWARD i1 CONTRIBUTOR 45",
            "REWARD i2 AGENT_OWNER 5",
            "REWARD i2 CONTRIBUTOR 45");
  }

  @Test
  void whoIsPaidUnderABlankIdWaits() {
    money.add(
        new World(
            List.of(call("i1", "caller", 0, "blank")),
            List.of(
                new AgentRun(
                    "run-1",
                    JUNE_1,
                    "\t",
                    "sponsor",
                    AgentRun.Outcome.SUCCEEDED,
                    "TRIB",
                    BigInteger.valueOf(100))),
            Map.of("i1", List.of(attributed("influence", 1_000_000, "\u2003", 1_000_000_000))),
            Map.of()));
    append(
        Tables.MODELS,
        RowFactory.create("blank", null, "\t", "again", java.sql.Date.valueOf(JUNE_1)));
    append(
        Tables.DATANETS,
        RowFactory.create("net", 1, java.sql.Date.valueOf(JUNE_1), "Net", "MIT", "\t"));
    Waterfall waterfall =
        new Waterfall(
            0,
            Map.of(
                Role.AGENT_OWNER, 100_000,
                Role.MODEL_DEVELOPER, 200_000,
                Role.DATANET_CURATOR, 300_000,
                Role.CONTRIBUTOR, 400_000),
            8,
            Waterfall.Unattributed.ACCOUNT);
    PolicyBook book =
        new PolicyBook(List.of(MoneyFixtures.policy("june", JUNE_1, waterfall, TOKENS)));
    assertThat(
            lines(
                Allocate.of(money.run("000000000000000b", JUNE_1, book, Optional.empty()))
                    .entitlements()
                    .where("source_kind = 'REWARD'"),
                "role",
                "account",
                "amount",
                "reason_code"))
        .containsExactlyInAnyOrder(
            "AGENT_OWNER suspense:agent-owner 10 NO_AGENT_RUN",
            "MODEL_DEVELOPER suspense:model-chain 20 NO_DEVELOPER",
            "UNATTRIBUTED suspense:unattributed 30 NO_CURATOR",
            "UNATTRIBUTED suspense:unattributed 40 NO_CONTRIBUTOR");
  }

  private static World.LogRow call(String id, String caller, long second) {
    return call(id, caller, second, "base");
  }

  private static World.LogRow call(String id, String caller, long second, String modelId) {
    return new World.LogRow(
        id,
        JUNE_1,
        modelId,
        "node-1",
        0,
        "TRIB",
        BigInteger.valueOf(1000),
        Optional.of("run-1"),
        caller,
        0,
        0,
        second);
  }

  private static AgentRun agentRun(String id, AgentRun.Outcome outcome) {
    return new AgentRun(id, JUNE_1, "olga", "sponsor", outcome, "TRIB", BigInteger.valueOf(100));
  }

  private static Map<String, List<AttributionShare>> attribution(String... inferences) {
    Map<String, List<AttributionShare>> attribution = new HashMap<>();
    for (String inference : inferences) {
      attribution.put(
          inference, List.of(attributed("influence", 1_000_000, "alice", 1_000_000_000)));
    }
    return attribution;
  }

  private void append(String table, Row... rows) {
    money
        .warehouse()
        .append(
            table,
            SharedSpark.session()
                .createDataFrame(List.of(rows), money.warehouse().read(table).schema()));
  }

  private static List<String> lines(Dataset<Row> rows, String... columns) {
    return rows.collectAsList().stream()
        .map(
            row -> {
              List<String> values = new ArrayList<>();
              for (String column : columns) {
                values.add(String.valueOf((Object) row.getAs(column)));
              }
              return String.join(" ", values);
            })
        .toList();
  }
}
