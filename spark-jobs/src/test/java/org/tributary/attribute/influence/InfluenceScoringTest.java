package org.tributary.attribute.influence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tributary.attribute.InfluenceWorld;
import org.tributary.influence.CheckpointSketch;
import org.tributary.influence.ContributionKey;
import org.tributary.influence.InMemoryPreparation;
import org.tributary.influence.InfluenceSetting;
import org.tributary.influence.PreparedModel;
import org.tributary.influence.SketchBytes;
import org.tributary.influence.TrainingExample;
import org.tributary.schemas.policy.Policy;
import org.tributary.schemas.run.RunManifest.TablePin;
import org.tributary.schemas.table.Tables;
import org.tributary.session.RunContext;
import org.tributary.session.SharedSpark;

/** The stage against {@link ValuesTwin}, in both shapes, for any kernel and partitions. */
class InfluenceScoringTest {
  private static final LocalDate FIRST = LocalDate.of(2026, 3, 1);
  private static final Policy POLICY =
      InfluenceWorld.policy("p1", FIRST, InfluenceWorld.influence(0.5));
  private static final int EVIDENCE_ROWS = 2;

  /** More than a block holds. */
  private static final int CONTRIBUTIONS = 6_000;

  private static final int INFERENCES = 24;

  @TempDir static Path folder;

  private static InfluenceWorld world;
  private static List<TablePin> pins;
  private static PreparedModel prepared;

  /** All sketches by inference, wherever they were logged. */
  private static final Map<String, Map<String, CheckpointSketch>> SKETCHES = new TreeMap<>();

  @BeforeAll
  static void makeWorld() {
    world = new InfluenceWorld(folder.toString());
    world.add(Tables.MODEL_TRAINING_SETS, 1, List.of(InfluenceWorld.trainingSet("m", "d", 1)));
    Random random = new Random(11);
    prepared =
        InMemoryPreparation.of("m", examples(random))
            .prepare(InfluenceSetting.of(POLICY.attributionOf("m")), Set.of());
    PreparedTables.write(world.warehouse(), "f1", prepared, 1);
    List<Row> log = new ArrayList<>();
    List<Row> apart = new ArrayList<>();
    for (int i = 0; i < INFERENCES; i++) {
      logInference(random, i, log, apart);
    }
    log.add(InfluenceWorld.inference("bare", FIRST, "m", null));
    log.add(InfluenceWorld.inference("misfit", FIRST, "m", Map.of("final", new float[4])));
    log.add(InfluenceWorld.inference("huge", FIRST, "m", Map.of("final", gradient(random, 5, 90))));
    log.add(InfluenceWorld.inference("twice", FIRST, "m", Map.of("final", new float[5])));
    apart.add(apart("twice", "m", "final", new float[5]));
    apart.add(apart("bare", "other", "final", new float[5]));
    log.add(InfluenceWorld.inference("u0", FIRST, "untrained", Map.of("x", new float[] {1})));
    world.add(Tables.INFERENCE_LOG, 3, log);
    world.add(Tables.INFERENCE_SKETCHES, 2, apart);
    pins = world.pins();
  }

  private static List<TrainingExample> examples(Random random) {
    List<TrainingExample> examples = new ArrayList<>();
    for (int i = 0; i < CONTRIBUTIONS; i++) {
      TreeMap<String, CheckpointSketch> sketches = new TreeMap<>();
      int scale = -random.nextInt(random.nextInt(20) + 1);
      sketches.put("final", CheckpointSketch.of(gradient(random, 5, scale)));
      if (random.nextInt(4) > 0) {
        sketches.put("early", CheckpointSketch.of(gradient(random, 3, scale)));
      }
      // Of one contributor's ids, some have characters that Java orders otherwise than UTF-8.
      String id = (i % 3 == 0 ? "\uD83D\uDE00" : i % 3 == 1 ? "\uFF5E" : "x") + i;
      examples.add(
          new TrainingExample(
              new ContributionKey("d" + i % 2, id), "c" + random.nextInt(3), i % 7 != 2, sketches));
    }
    return examples;
  }

  /** Sketches inline, apart, or one of each; a row of zeros; any scale. */
  private static void logInference(Random random, int i, List<Row> log, List<Row> apart) {
    String id = "z" + i;
    TreeMap<String, CheckpointSketch> all = new TreeMap<>();
    TreeMap<String, float[]> inline = new TreeMap<>();
    int scale = random.nextInt(60) - 40;
    for (String checkpoint : List.of("early", "final")) {
      if (checkpoint.equals("final") || i % 5 > 0) {
        int dimension = InfluenceWorld.DIMENSIONS.get(checkpoint);
        float[] gradient = i == 6 ? new float[dimension] : gradient(random, dimension, scale);
        all.put(checkpoint, CheckpointSketch.of(gradient));
        if (random.nextInt(3) > 0) {
          inline.put(checkpoint, gradient);
        } else {
          apart.add(apart(id, "m", checkpoint, gradient));
        }
      }
    }
    SKETCHES.put(id, all);
    log.add(
        InfluenceWorld.inference(id, FIRST.plusDays(i % 3), "m", inline.isEmpty() ? null : inline));
  }

  private static float[] gradient(Random random, int dimension, int scale) {
    return InfluenceWorld.gradient(random, dimension, Math.scalb(1.0, scale));
  }

  private static Row apart(String id, String model, String checkpoint, float[] gradient) {
    return RowFactory.create(id, model, checkpoint, SketchBytes.encode(gradient), null, null);
  }

  @Test
  void equalsTheTwinInBothShapesForAnyKernelAndPartitions() {
    RunContext run = world.run(pins, InfluenceWorld.CLOSE, POLICY);
    InfluenceScoringResult result = InfluenceScoring.of(run).kernel("onednn").full(true).execute();
    assertThat(result.computedPartitions()).isEqualTo(3);
    assertThat(result.inferences()).isEqualTo(INFERENCES + 4);
    List<String> atHand = table(Tables.INFLUENCE_VALUES);
    List<String> sums = table(Tables.INFLUENCE_SUMS);
    ValuesTwin twin = new ValuesTwin(prepared, EVIDENCE_ROWS);
    List<String> expected = new ArrayList<>();
    SKETCHES.forEach((id, sketches) -> expected.add(twin.row(id, sketches)));
    assertThat(scored()).containsExactlyInAnyOrderElementsOf(expected);
    assertThat(reasons())
        .containsExactlyInAnyOrder(
            "bare NO_SKETCH", "misfit SKETCH_MISFIT", "huge SKETCH_MISFIT", "twice SKETCH_MISFIT");
    assertThat(sumsOf(FIRST)).containsExactlyElementsOf(twin.sums(sketchesOf(0)));
    assertThat(sumsOf(FIRST.plusDays(2))).containsExactlyElementsOf(twin.sums(sketchesOf(2)));

    // One task per batch fetches all blocks, then several share them.
    joined(run, "reference", 1);
    assertThat(table(Tables.INFLUENCE_VALUES)).isEqualTo(atHand);
    joined(run, "openblas", 2);
    assertThat(table(Tables.INFLUENCE_VALUES)).isEqualTo(atHand);
    assertThat(table(Tables.INFLUENCE_SUMS)).isEqualTo(sums);
  }

  private static void joined(RunContext run, String kernel, int files) {
    PreparedTables.write(world.warehouse(), "f1", prepared, files);
    SharedSpark.session().conf().set("spark.sql.files.openCostInBytes", 1L << 28);
    SharedSpark.session().conf().set("spark.sql.shuffle.partitions", 5);
    try {
      InfluenceScoring.of(run).kernel(kernel).full(true).trainingBudget(0).execute();
    } finally {
      SharedSpark.session().conf().unset("spark.sql.files.openCostInBytes");
      SharedSpark.session().conf().set("spark.sql.shuffle.partitions", "2");
    }
  }

  @Test
  void unchangedPartitionsAreKept() {
    RunContext run = world.run(pins, InfluenceWorld.CLOSE, POLICY);
    InfluenceScoring.of(run).execute();
    long values = world.warehouse().latestVersion(Tables.INFLUENCE_VALUES);
    long sums = world.warehouse().latestVersion(Tables.INFLUENCE_SUMS);
    InfluenceScoringResult again = InfluenceScoring.of(run).execute();
    assertThat(again.computedPartitions()).isZero();
    assertThat(again.reusedPartitions()).isEqualTo(3);
    assertThat(world.warehouse().latestVersion(Tables.INFLUENCE_VALUES)).isEqualTo(values);
    assertThat(world.warehouse().latestVersion(Tables.INFLUENCE_SUMS)).isEqualTo(sums);

    // A gradient that comes later changes its own partition.
    Row late = apart("bare", "m", "final", new float[] {1, 2, 3, 4, 5});
    world.add(Tables.INFERENCE_SKETCHES, 1, List.of(late));
    RunContext next = world.run(InfluenceWorld.CLOSE, POLICY);
    assertThat(InfluenceScoring.of(next).execute().computedPartitions()).isEqualTo(1);
    List<String> incremental = table(Tables.INFLUENCE_VALUES);
    List<String> incrementalSums = table(Tables.INFLUENCE_SUMS);
    assertThat(reasons()).doesNotContain("bare NO_SKETCH");
    InfluenceScoring.of(next).full(true).execute();
    assertThat(table(Tables.INFLUENCE_VALUES)).isEqualTo(incremental);
    assertThat(table(Tables.INFLUENCE_SUMS)).isEqualTo(incrementalSums);

    // A policy without influence takes the later days away; a close date leaves them alone.
    Policy later = InfluenceWorld.policy("p2", FIRST.plusDays(1), InfluenceWorld.without());
    RunContext firstDay = world.run(pins, FIRST, POLICY, later);
    assertThat(InfluenceScoring.of(firstDay).execute().removedPartitions()).isZero();
    RunContext changed = world.run(pins, InfluenceWorld.CLOSE, POLICY, later);
    assertThat(InfluenceScoring.of(changed).execute().removedPartitions()).isEqualTo(2);
    assertThat(sumsOf(FIRST.plusDays(1))).isEmpty();
    assertThat(sumsOf(FIRST)).isNotEmpty();
  }

  @Test
  void aModelThatIsNotPreparedForThePolicyIsNamed() {
    Policy other = InfluenceWorld.policy("p1", FIRST, InfluenceWorld.influence(2));
    RunContext run = world.run(pins, InfluenceWorld.CLOSE, other);
    assertThatThrownBy(() -> InfluenceScoring.of(run).execute())
        .hasMessageContaining("Model m isn't prepared for gauss-newton, 2.0 x mean eigenvalue")
        .hasMessageContaining("tributary prepare");
  }

  /** Sketches of the scored inferences of the n-th day. */
  private static List<Map<String, CheckpointSketch>> sketchesOf(int day) {
    return SKETCHES.entrySet().stream()
        .filter(each -> Integer.parseInt(each.getKey().substring(1)) % 3 == day)
        .map(Map.Entry::getValue)
        .toList();
  }

  private static List<String> scored() {
    return world
        .warehouse()
        .read(Tables.INFLUENCE_VALUES)
        .filter("reason_code IS NULL")
        .collectAsList()
        .stream()
        .map(
            row ->
                String.join(
                    " ",
                    row.<String>getAs("inference_id"),
                    "z" + row.<Integer>getAs("z_exponent"),
                    "v" + row.<Integer>getAs("value_exponent"),
                    longs(row.getAs("values")),
                    "s" + row.<Integer>getAs("score_exponent"),
                    "t" + row.<Integer>getAs("sum_exponent"),
                    longs(row.getAs("row_positive")),
                    longs(row.getAs("row_negative")),
                    row.<Row>getList(row.fieldIndex("evidence")).stream()
                        .map(
                            each ->
                                each.getInt(0) + ":" + each.getString(1) + "=" + each.getLong(2))
                        .collect(Collectors.joining(","))))
        .toList();
  }

  private static String longs(byte[] littleEndian) {
    List<Long> longs = new ArrayList<>();
    ByteBuffer buffer = ByteBuffer.wrap(littleEndian).order(ByteOrder.LITTLE_ENDIAN);
    while (buffer.hasRemaining()) {
      longs.add(buffer.getLong());
    }
    return longs.toString();
  }

  private static List<String> sumsOf(LocalDate date) {
    return world
        .warehouse()
        .read(Tables.INFLUENCE_SUMS)
        .filter("log_date = DATE'" + date + "'")
        .orderBy("ordinal")
        .selectExpr(
            "concat_ws(' ', ordinal, datanet_id, contributor_id, positive, negative, exponent,"
                + " inferences)")
        .collectAsList()
        .stream()
        .map(row -> row.getString(0))
        .toList();
  }

  private static List<String> reasons() {
    return world
        .warehouse()
        .read(Tables.INFLUENCE_VALUES)
        .filter("reason_code IS NOT NULL AND `values` IS NULL AND evidence IS NULL")
        .selectExpr("concat(inference_id, ' ', reason_code)")
        .collectAsList()
        .stream()
        .map(row -> row.getString(0))
        .toList();
  }

  /** Every row with every column. */
  private static List<String> table(String name) {
    return world.warehouse().read(name).toJSON().collectAsList().stream().sorted().toList();
  }
}
