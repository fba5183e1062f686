package org.tributary.allocate;

import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.tributary.allocate.MoneyFixtures.JUNE_1;
import static org.tributary.allocate.MoneyFixtures.OWNERS;
import static org.tributary.allocate.MoneyFixtures.WATERFALL;
import static org.tributary.allocate.MoneyFixtures.attributed;

import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;
import org.tributary.ledger.Amounts;
import org.tributary.schemas.ErrorCode;
import org.tributary.schemas.TributaryException;
import org.tributary.schemas.policy.PolicyBook;
import org.tributary.session.SharedSpark;
import org.tributary.session.SparkFailures;

/** What a task finds wrong reaches the person as a sentence and a code. */
class AllocateFailuresTest {
  private static final PolicyBook BOOK = new PolicyBook(List.of(MoneyFixtures.policy(WATERFALL)));
  private static final List<AttributionShare> ALICE =
      List.of(attributed("influence", 1_000_000, "alice", 1_000_000_000));

  @Test
  void aSumThatNoColumnHoldsIsAnErrorAndNoNull() {
    // Each fee alone can be divided; alice's 70 % of both can't be an amount.
    World world =
        new World(
            List.of(row("a", Amounts.MAX), row("b", Amounts.MAX)),
            List.of(),
            Map.of("a", ALICE, "b", ALICE),
            Map.of());
    assertRefused(world, ErrorCode.ARITHMETIC, "an amount has at most 38 digits");
  }

  @Test
  void anInferenceWithoutAttributionIsNeverDropped() {
    World world =
        new World(List.of(row("a", BigInteger.ONE)), List.of(), Map.of("a", List.of()), Map.of());
    assertRefused(
        world, ErrorCode.INPUT_INCONSISTENT, "Inference a has no attribution, not even an");
  }

  private static void assertRefused(World world, ErrorCode code, String message) {
    assertThatThrownBy(
            () -> SparkFailures.explained("allocate", () -> proposed(world).collectAsList()))
        .isInstanceOf(TributaryException.class)
        .hasMessageContaining(message)
        .extracting(e -> ((TributaryException) e).code())
        .isEqualTo(code);
  }

  private static Dataset<Row> proposed(World world) {
    Dataset<Row> entitlements =
        EntitlementRows.of(
            new IncomeRows(
                frame(WorldRows.inferences(world), WorldRows.INFERENCE),
                frame(WorldRows.agentRuns(world), WorldRows.AGENT_RUN),
                frame(WorldRows.batches(world), WorldRows.BATCH)),
            frame(WorldRows.attribution(world), WorldRows.ATTRIBUTION),
            new WaterfallSplit(BOOK, OWNERS));
    return ProposedRows.of(
        entitlements, frame(List.of(), AllocateRows.ENTRY), BOOK, "00000000000000aa", JUNE_1);
  }

  private static Dataset<Row> frame(List<Row> rows, StructType schema) {
    return SharedSpark.session().createDataFrame(rows, schema);
  }

  private static World.LogRow row(String id, BigInteger fee) {
    return new World.LogRow(id, JUNE_1, "base", "node-1", 0, "TRIB", fee, Optional.empty());
  }
}
