package org.tributary.attribute;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tributary.influence.Shares;
import org.tributary.prepare.Prepare;
import org.tributary.schemas.policy.AttributionRule;
import org.tributary.schemas.policy.Damping;
import org.tributary.schemas.policy.InfluenceRule;
import org.tributary.schemas.policy.Method;
import org.tributary.schemas.policy.MethodWeight;
import org.tributary.schemas.policy.PayRule;
import org.tributary.schemas.policy.Policy;
import org.tributary.schemas.policy.Preconditioner;
import org.tributary.schemas.run.RunManifest.TablePin;
import org.tributary.schemas.table.Tables;
import org.tributary.session.RunContext;
import org.tributary.session.SharedSpark;

class AttributeTest {
  private static final LocalDate FIRST = LocalDate.of(2026, 3, 1);
  private static final Policy POLICY =
      InfluenceWorld.policy("p1", FIRST, InfluenceWorld.influence(0.5));
  private static final int CONTRIBUTIONS = 40;

  @TempDir static Path folder;

  private static InfluenceWorld world;

  /** The inputs before any test added to them. */
  private static List<TablePin> pins;

  @BeforeAll
  static void makeWorld() {
    world = new InfluenceWorld(folder.toString());
    Random random = new Random(7);
    List<Row> contributions = new ArrayList<>();
    List<Row> sketches = new ArrayList<>();
    for (int i = 0; i < CONTRIBUTIONS; i++) {
      contributions.add(
          InfluenceWorld.contribution(
              "digits", "x" + i, contributorOf(i), 1, i == 3 ? 2 : null, statusOf(i)));
      for (String checkpoint : List.of("early", "final")) {
        if (i % 13 != 5 || checkpoint.equals("final")) {
          float[] gradient =
              InfluenceWorld.gradient(
                  random,
                  InfluenceWorld.DIMENSIONS.get(checkpoint),
                  Math.scalb(1.0, -random.nextInt(36)));
          sketches.add(InfluenceWorld.trainingSketch("m", checkpoint, "digits", "x" + i, gradient));
        }
      }
    }
    world.add(Tables.CONTRIBUTIONS, 1, contributions);
    world.add(
        Tables.MODEL_TRAINING_SETS,
        1,
        List.of(
            InfluenceWorld.trainingSet("m", "digits", 1),
            InfluenceWorld.trainingSet("bare", "digits", 1)));
    world.add(Tables.TRAINING_SKETCHES, 3, sketches);
    List<Row> log = new ArrayList<>();
    for (int z = 0; z < 30; z++) {
      Map<String, float[]> gradients = new TreeMap<>();
      InfluenceWorld.DIMENSIONS.forEach(
          (checkpoint, dimension) ->
              gradients.put(
                  checkpoint,
                  InfluenceWorld.gradient(
                      random, dimension, Math.scalb(1.0, random.nextInt(60) - 50))));
      if (z % 4 == 1) {
        gradients.remove("early");
      }
      log.add(InfluenceWorld.inference("z" + z, FIRST.plusDays(z % 3), "m", gradients));
    }
    log.add(InfluenceWorld.inference("s0", FIRST, "m", null));
    log.add(InfluenceWorld.inference("s1", FIRST, "bare", Map.of("final", new float[] {1})));
    log.add(InfluenceWorld.inference("s2", FIRST, "untrained", Map.of("x", new float[] {1})));
    log.add(
        InfluenceWorld.inference(
            "s3", FIRST, "m", Map.of("early", new float[3], "final", new float[5])));
    world.add(Tables.INFERENCE_LOG, 3, log);
    pins = world.pins();
  }

  @Test
  void isTheSameForAnyPartitionsAndKernel() {
    RunContext run = world.run(pins, InfluenceWorld.CLOSE, POLICY);
    Prepare.of(run).execute();
    List<String> kernels = List.of("reference", "openblas", "onednn");
    List<String> partitions = List.of("1", "7", "2");
    List<List<String>> tables = new ArrayList<>();
    for (int i = 0; i < kernels.size(); i++) {
      SharedSpark.session().conf().set("spark.sql.shuffle.partitions", partitions.get(i));
      SharedSpark.session().conf().set("spark.sql.files.openCostInBytes", 1L << (20 + 3 * i));
      try {
        AttributeResult result = Attribute.of(run).kernel(kernels.get(i)).full(true).execute();
        assertThat(result.computedPartitions()).isEqualTo(5);
        assertThat(result.inferences()).isEqualTo(34);
      } finally {
        SharedSpark.session().conf().set("spark.sql.shuffle.partitions", "2");
        SharedSpark.session().conf().unset("spark.sql.files.openCostInBytes");
      }
      tables.add(table());
    }
    assertThat(tables.get(1)).isEqualTo(tables.get(0));
    assertThat(tables.get(2)).isEqualTo(tables.get(0));
    assertThat(tables.get(0)).hasSizeGreaterThan(30);
    assertSharesAreWhole();
    assertThat(reasons())
        .filteredOn(reason -> reason.startsWith("s"))
        .containsExactlyInAnyOrder(
            "s0 influence NO_SKETCH",
            "s1 influence NO_SKETCH",
            "s2 influence NO_TRAINING_SET",
            "s3 influence NO_POSITIVE_VALUE");
  }

  @Test
  void unchangedPartitionsAreKeptAndEqualAFullRecompute() {
    RunContext first = world.run(pins, InfluenceWorld.CLOSE, POLICY);
    Prepare.of(first).execute();
    Attribute.of(first).execute();
    AttributeResult again = Attribute.of(first).execute();
    assertThat(again.computedPartitions()).isZero();
    assertThat(again.reusedPartitions()).isEqualTo(5);

    world.add(
        Tables.INFERENCE_LOG,
        1,
        List.of(
            InfluenceWorld.inference(
                "late", FIRST, "m", Map.of("final", new float[] {1, 2, 3, 4, 5}))));
    RunContext second = world.run(InfluenceWorld.CLOSE, POLICY);
    AttributeResult late = Attribute.of(second).execute();
    assertThat(late.scoredPartitions()).isEqualTo(1);
    assertThat(late.computedPartitions()).as("the first day is in every window").isEqualTo(3);
    assertThat(late.reusedPartitions()).isEqualTo(2);
    List<String> incremental = table();
    Attribute.of(second).full(true).execute();
    assertThat(table()).isEqualTo(incremental);

    AttributeResult back = Attribute.of(first).execute();
    assertThat(back.scoredPartitions()).as("the pinned log has no late row").isEqualTo(1);
    RunContext oneDay = world.run(pins, FIRST, POLICY);
    AttributeResult earlier = Attribute.of(oneDay).execute();
    assertThat(earlier.removedPartitions()).as("later dates are left alone").isZero();
  }

  @Test
  void eachDateFollowsItsOwnPolicy() {
    AttributionRule blend =
        new AttributionRule(
            List.of(
                new MethodWeight(Method.SPAN, 400_000),
                new MethodWeight(Method.INFLUENCE, 600_000)),
            new InfluenceRule(
                Preconditioner.GAUSS_NEWTON, new Damping(Damping.Kind.ABSOLUTE, 2.0), 1),
            PayRule.LEAVE_GROUP_OUT);
    Policy later = InfluenceWorld.policy("p2", FIRST.plusDays(1), blend);
    RunContext before = world.run(pins, InfluenceWorld.CLOSE, POLICY);
    Prepare.of(before).execute();
    Attribute.of(before).full(true).execute();
    List<String> firstDay = tableOf(FIRST);
    RunContext run = world.run(pins, InfluenceWorld.CLOSE, POLICY, later);
    assertThatThrownBy(() -> Attribute.of(run).execute())
        .hasMessageContaining("Model m isn't prepared for gauss-newton, 2.0")
        .hasMessageContaining("tributary prepare");
    Prepare.of(run).execute();
    AttributeResult result = Attribute.of(run).execute();
    assertThat(result.computedPartitions()).isEqualTo(2);
    assertThat(tableOf(FIRST)).isEqualTo(firstDay);
    assertThat(reasons()).contains("z1 span NO_TOKENS", "z2 span NO_TOKENS");
    assertSharesAreWhole();
    List<Row> evidence =
        world
            .warehouse()
            .read(Tables.ATTRIBUTION)
            .filter("inference_id = 'z1' AND method = 'influence'")
            .selectExpr("sum(size(evidence))", "min(method_weight_ppm)", "max(method_weight_ppm)")
            .collectAsList();
    assertThat(evidence)
        .as("one row of evidence for the inference")
        .containsExactly(RowFactory.create(1L, 600_000, 600_000));
  }

  @Test
  void aSketchThatDoesNotFitStaysUnattributed() {
    LocalDate date = InfluenceWorld.CLOSE.plusDays(1);
    world.add(
        Tables.INFERENCE_LOG,
        1,
        List.of(InfluenceWorld.inference("misfit", date, "m", Map.of("final", new float[] {1}))));
    RunContext run = world.run(date, POLICY);
    Prepare.of(run).execute();
    Attribute.of(run).execute();
    assertThat(reasons()).contains("misfit influence SKETCH_MISFIT");
  }

  @Test
  void predicatesCoverExactlyThePartitions() {
    assertThat(
            PartitionKey.predicate(
                List.of(
                    new PartitionKey("2026-03-02", "m'1"),
                    new PartitionKey("2026-03-01", "m'1"),
                    new PartitionKey("2026-03-03", "b"))))
        .isEqualTo(
            "(log_date IN (DATE'2026-03-01', DATE'2026-03-02') AND model_id IN ('m\\'1'))"
                + " OR (log_date IN (DATE'2026-03-03') AND model_id IN ('b'))");
  }

  private static String contributorOf(int i) {
    return "c" + i % 6;
  }

  private static String statusOf(int i) {
    return i % 7 == 2 ? "REJECTED" : "ACCEPTED";
  }

  /** Every row with every column. */
  private static List<String> table() {
    return world.warehouse().read(Tables.ATTRIBUTION).toJSON().collectAsList().stream()
        .sorted()
        .toList();
  }

  private static List<String> tableOf(LocalDate date) {
    return world
        .warehouse()
        .read(Tables.ATTRIBUTION)
        .filter("log_date = DATE'" + date + "'")
        .toJSON()
        .collectAsList()
        .stream()
        .sorted()
        .toList();
  }

  private static List<String> reasons() {
    return world
        .warehouse()
        .read(Tables.ATTRIBUTION)
        .filter("contributor_id IS NULL")
        .collectAsList()
        .stream()
        .map(
            row ->
                String.join(
                    " ",
                    row.<String>getAs("inference_id"),
                    row.<String>getAs("method"),
                    row.<String>getAs("reason_code")))
        .toList();
  }

  private static void assertSharesAreWhole() {
    List<Row> sums =
        world
            .warehouse()
            .read(Tables.ATTRIBUTION)
            .groupBy("inference_id", "method")
            .agg(org.apache.spark.sql.functions.sum("share").alias("whole"))
            .collectAsList();
    assertThat(sums).hasSizeGreaterThanOrEqualTo(34);
    assertThat(sums).allMatch(row -> row.<Long>getAs("whole") == Shares.WHOLE);
  }
}
