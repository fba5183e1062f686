package org.tributary.attribute;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.sql.Timestamp;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tributary.prepare.Prepare;
import org.tributary.schemas.policy.AttributionRule;
import org.tributary.schemas.policy.Method;
import org.tributary.schemas.policy.MethodWeight;
import org.tributary.schemas.table.Tables;
import org.tributary.session.RunContext;

/** Shares by what a retriever put into prompts. */
class RetrievalTest {
  private static final LocalDate DAY = LocalDate.of(2026, 3, 1);
  private static final AttributionRule RULE = rule();

  @TempDir Path folder;

  private static AttributionRule rule() {
    AttributionRule other = InfluenceWorld.influence(1);
    return new AttributionRule(
        List.of(new MethodWeight(Method.RETRIEVAL, 1_000_000)), other.influence(), other.pay());
  }

  private static Row retrieved(String datanet, String contribution, int weight) {
    return RowFactory.create(datanet, contribution, weight);
  }

  private static Row inference(String id, Row... retrieved) {
    return RowFactory.create(
        id,
        java.sql.Date.valueOf(DAY),
        Timestamp.valueOf(DAY.atTime(12, 0)),
        "m",
        "caller",
        "node",
        10L,
        "TRB",
        BigDecimal.TEN,
        null,
        null,
        null,
        null,
        retrieved.length == 0 ? null : retrieved,
        null);
  }

  private static RunContext run(InfluenceWorld world) {
    RunContext run = world.run(DAY, InfluenceWorld.policy("p", DAY, RULE));
    Prepare.of(run).execute();
    return run;
  }

  private static List<String> rows(InfluenceWorld world, String... columns) {
    return world.warehouse().read(Tables.ATTRIBUTION).selectExpr(columns).collectAsList().stream()
        .map(row -> row.mkString(" "))
        .sorted()
        .toList();
  }

  /**
   * Weights 500,000 and 100,000 of Ann's, 300,000 of Bob's and 100,000 of nobody's known: of the
   * 1,000,000 Ann has 6 parts in 10, Bob 3, and 1 is nobody's.
   */
  @Test
  void byHand() {
    InfluenceWorld world = new InfluenceWorld(folder.toString());
    world.add(
        Tables.CONTRIBUTIONS,
        1,
        List.of(
            InfluenceWorld.contribution("d", "x1", "ann", 1, null, "ACCEPTED"),
            InfluenceWorld.contribution("d", "x2", "ann", 1, 2, "ACCEPTED"),
            InfluenceWorld.contribution("d", "x3", "bob", 1, null, "ACCEPTED"),
            InfluenceWorld.contribution("d", "x4", "eve", 1, null, "REJECTED")));
    world.add(
        Tables.INFERENCE_LOG,
        2,
        List.of(
            inference(
                "z1",
                retrieved("d", "x1", 250_000),
                retrieved("d", "x1", 250_000),
                retrieved("d", "x2", 100_000),
                retrieved("d", "x3", 300_000),
                retrieved("d", "x4", 100_000)),
            inference("z2"),
            inference("z3", retrieved("d", "x1", 0)),
            inference("z4", retrieved("e", "x1", 7))));
    Attribute.of(run(world)).execute();
    assertThat(
            rows(
                world,
                "inference_id",
                "method",
                "contributor_id",
                "share",
                "value",
                "reason_code",
                "to_json(evidence)"))
        .containsExactly(
            "z1 retrieval ann 600000000 600000 null [{\"contribution_id\":\"x1\",\"score\":500000},"
                + "{\"contribution_id\":\"x2\",\"score\":100000}]",
            "z1 retrieval bob 300000000 300000 null [{\"contribution_id\":\"x3\",\"score\":300000}]",
            "z1 retrieval null 100000000 null UNKNOWN_CONTRIBUTION null",
            "z2 retrieval null 1000000000 null NO_RETRIEVAL null",
            "z3 retrieval null 1000000000 null NO_RETRIEVAL null",
            "z4 retrieval null 1000000000 null UNKNOWN_CONTRIBUTION null");
    assertThat(Attribute.of(run(world)).execute().computedPartitions())
        .as("nothing has changed")
        .isZero();
    world.add(
        Tables.CONTRIBUTIONS,
        1,
        List.of(InfluenceWorld.contribution("e", "x1", "cid", 1, null, "ACCEPTED")));
    assertThat(Attribute.of(run(world)).execute().computedPartitions())
        .as("a contribution has come")
        .isEqualTo(1);
    assertThat(rows(world, "inference_id", "contributor_id", "share"))
        .contains("z4 cid 1000000000");
  }

  /** Shares are the weights over their sum, but for a unit, and sum to the whole. */
  @Test
  void sharesAreTheWeights() {
    Random random = new Random(5);
    InfluenceWorld world = new InfluenceWorld(folder.toString());
    List<Row> contributions = new ArrayList<>();
    for (int i = 0; i < 30; i++) {
      contributions.add(
          InfluenceWorld.contribution("d" + i % 2, "x" + i, "c" + i % 7, 1, null, "ACCEPTED"));
    }
    world.add(Tables.CONTRIBUTIONS, 3, contributions);
    List<Row> log = new ArrayList<>();
    Map<String, Map<String, Long>> weights = new TreeMap<>();
    for (int i = 0; i < 40; i++) {
      Row[] some = new Row[1 + random.nextInt(8)];
      Map<String, Long> sums = new TreeMap<>();
      for (int j = 0; j < some.length; j++) {
        int one = random.nextInt(30);
        int weight = 1 + random.nextInt(300_000);
        some[j] = retrieved("d" + one % 2, "x" + one, weight);
        sums.merge("d" + one % 2 + " c" + one % 7, (long) weight, Long::sum);
      }
      log.add(inference("z" + i, some));
      weights.put("z" + i, sums);
    }
    world.add(Tables.INFERENCE_LOG, 4, log);
    Attribute.of(run(world)).execute();
    Map<String, Long> totals = new TreeMap<>();
    for (Row row :
        world
            .warehouse()
            .read(Tables.ATTRIBUTION)
            .select("inference_id", "datanet_id", "contributor_id", "share", "value")
            .collectAsList()) {
      Map<String, Long> sums = weights.get(row.getString(0));
      long weight = sums.get(row.getString(1) + " " + row.getString(2));
      long whole = sums.values().stream().mapToLong(Long::longValue).sum();
      assertThat(row.getDecimal(4).longValueExact()).isEqualTo(weight);
      assertThat(row.getLong(3) - weight * 1_000_000_000L / whole).isBetween(0L, 1L);
      totals.merge(row.getString(0), row.getLong(3), Long::sum);
    }
    assertThat(totals)
        .hasSize(40)
        .allSatisfy((id, sum) -> assertThat(sum).isEqualTo(1_000_000_000L));
  }
}
