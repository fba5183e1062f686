package org.tributary.prepare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tributary.attribute.InfluenceWorld;
import org.tributary.influence.GaussNewton;
import org.tributary.influence.Gram;
import org.tributary.influence.InfluenceSetting;
import org.tributary.influence.PreconditionerBlock;
import org.tributary.influence.QuantizedRow;
import org.tributary.influence.Quantizer;
import org.tributary.prepare.PrepareResult.PreparedModel;
import org.tributary.schemas.ErrorCode;
import org.tributary.schemas.TributaryException;
import org.tributary.schemas.policy.Damping;
import org.tributary.schemas.policy.Policy;
import org.tributary.schemas.run.RunManifest.TablePin;
import org.tributary.schemas.table.Tables;

class PrepareTest {
  private static final LocalDate DAY = LocalDate.of(2026, 3, 1);
  private static final Policy POLICY =
      InfluenceWorld.policy("p1", DAY, InfluenceWorld.influence(1.0));
  private static final int ROWS = 20;

  @TempDir static Path folder;

  private static InfluenceWorld world;
  private static List<TablePin> pins;
  private static final List<float[]> GRADIENTS = new ArrayList<>();

  @BeforeAll
  static void makeWorld() {
    world = new InfluenceWorld(folder.toString());
    Random random = new Random(3);
    List<Row> contributions = new ArrayList<>();
    List<Row> sketches = new ArrayList<>();
    for (int i = 0; i < ROWS; i++) {
      GRADIENTS.add(
          InfluenceWorld.gradient(random, 6, Math.scalb(1.0, i == 4 ? -90 : -random.nextInt(20))));
      contributions.add(member(i, "ACCEPTED"));
      sketches.add(InfluenceWorld.trainingSketch("m", "final", "d", "x" + i, GRADIENTS.get(i)));
    }
    contributions.add(InfluenceWorld.contribution("d", "no-sketch", "c0", 1, null, "ACCEPTED"));
    contributions.add(InfluenceWorld.contribution("d", "too-new", "c0", 3, null, "ACCEPTED"));
    contributions.add(InfluenceWorld.contribution("d", "gone", "c0", 1, 2, "ACCEPTED"));
    world.add(Tables.CONTRIBUTIONS, 1, contributions);
    world.add(Tables.MODEL_TRAINING_SETS, 1, List.of(InfluenceWorld.trainingSet("m", "d", 2)));
    world.add(Tables.TRAINING_SKETCHES, 3, sketches);
    pins = world.pins();
  }

  @Test
  void equalsPlainJavaBitForBitAndIsReused() {
    PrepareResult result = Prepare.of(world.run(pins, DAY, POLICY)).execute();
    PreparedModel model = result.models().get(0);
    assertThat(model.trainingRows()).isEqualTo(ROWS);
    assertThat(model.missingSketches()).isEqualTo(1);
    Gram gram = new Gram(6);
    for (int i = 0; i < ROWS; i++) {
      gram.add(Quantizer.quantize(GRADIENTS.get(i), floor()));
    }
    PreconditionerBlock expected =
        GaussNewton.invert(gram, POLICY.defaultAttribution().influence().damping(), 0)
            .blocks()
            .get(0);
    Row row = world.warehouse().read(Tables.PREPARED_MODELS).collectAsList().get(0);
    assertThat(row.<Double>getAs("mean_eigenvalue")).isEqualTo(expected.meanEigenvalue());
    assertThat(row.<Double>getAs("damping")).isEqualTo(expected.damping());
    assertThat(row.<Long>getAs("training_rows")).isEqualTo(ROWS);
    double[] matrix = new double[36];
    ByteBuffer.wrap(row.<byte[]>getAs("preconditioner"))
        .order(ByteOrder.LITTLE_ENDIAN)
        .asDoubleBuffer()
        .get(matrix);
    assertThat(matrix).containsExactly(expected.matrix());
    assertSketches();

    PrepareResult again = Prepare.of(world.run(pins, DAY, POLICY)).execute();
    assertThat(again.reused()).isEqualTo(1);
    assertThat(again.prepared()).isZero();
    assertThat(again.models().get(0).fingerprint()).isEqualTo(model.fingerprint());
  }

  private static void assertSketches() {
    List<Row> rows = world.warehouse().read(Tables.PREPARED_SKETCHES).collectAsList();
    assertThat(rows).hasSize(ROWS);
    for (Row row : rows) {
      String id = row.getAs("contribution_id");
      QuantizedRow expected =
          Quantizer.quantize(GRADIENTS.get(Integer.parseInt(id.substring(1))), floor());
      assertThat(new QuantizedRow(row.<Integer>getAs("scale_exponent"), row.getAs("q")))
          .as(id)
          .isEqualTo(expected);
      assertThat(row.<Boolean>getAs("earns")).isTrue();
    }
  }

  /** Row x4 vanishes beside the others: it is quantized to zero. */
  private static int floor() {
    double largest = 0;
    for (float[] gradient : GRADIENTS) {
      for (float entry : gradient) {
        largest = Math.max(largest, Math.abs(entry));
      }
    }
    return Quantizer.floorOf(largest);
  }

  @Test
  void everySettingOfAPolicyInForceIsPrepared() {
    Policy second = InfluenceWorld.policy("p2", DAY.plusDays(1), InfluenceWorld.influence(0.1));
    Policy future = InfluenceWorld.policy("p3", DAY.plusDays(9), InfluenceWorld.influence(0.01));
    Prepare.of(world.run(pins, DAY, POLICY)).execute();
    PrepareResult both =
        Prepare.of(world.run(pins, DAY.plusDays(1), POLICY, second, future)).execute();
    assertThat(both.models().get(0).settings()).isEqualTo(2);
    assertThat(both.models().get(0).reused()).isFalse();
    assertThat(
            world
                .warehouse()
                .read(Tables.PREPARED_MODELS)
                .orderBy("damping_rule")
                .select("damping_rule")
                .collectAsList())
        .extracting(row -> row.getString(0))
        .containsExactly("0.1 x mean eigenvalue", "1.0 x mean eigenvalue");
  }

  @Test
  void aSketchOutsideTheTrainingSetIsNamed() {
    world.add(
        Tables.TRAINING_SKETCHES,
        1,
        List.of(
            InfluenceWorld.trainingSketch("m", "final", "d", "gone", new float[6]),
            InfluenceWorld.trainingSketch("m", "final", "d", "stranger", new float[6])));
    assertThatThrownBy(() -> Prepare.of(world.run(DAY, POLICY)).execute())
        .isInstanceOfSatisfying(
            TributaryException.class,
            e -> assertThat(e.code()).isEqualTo(ErrorCode.INPUT_INCONSISTENT))
        .hasMessageContaining("2 of 22 training sketches of model m at checkpoint 'final'")
        .hasMessageContaining("d/gone, d/stranger");
  }

  @Test
  void contradictionsAreNamed() {
    CheckpointSurvey uneven =
        new CheckpointSurvey("m", "final", 5, 5, 64, 650, 1, 0, List.of(), "");
    assertThatThrownBy(uneven::requireConsistent)
        .hasMessageContaining("checkpoint 'final' have 64 to 650 dimensions");
    CheckpointSurvey wide =
        new CheckpointSurvey("m", "final", 5, 5, 9_000, 9_000, 1, 0, List.of(), "");
    assertThatThrownBy(wide::requireConsistent)
        .hasMessageContaining("9000 dimensions; at most 8192");
  }

  @Test
  void theFingerprintTellsWhoEarns() {
    TrainingSketch sketch =
        new TrainingSketch("m", "final", "d", "x", "c", true, new float[] {1, 2});
    assertThat(sketch.hash())
        .isNotEqualTo(
            new TrainingSketch("m", "final", "d", "x", "c", false, new float[] {1, 2}).hash())
        .isNotEqualTo(
            new TrainingSketch("m", "final", "d", "x", "b", true, new float[] {1, 2}).hash())
        .isNotEqualTo(
            new TrainingSketch("m", "final", "d", "x", "c", true, new float[] {1, 3}).hash());
    assertThat(
            new InfluenceSetting(
                    org.tributary.schemas.policy.Preconditioner.GAUSS_NEWTON,
                    new Damping(Damping.Kind.ABSOLUTE, 0.5))
                .dampingRule())
        .isEqualTo("0.5");
  }

  private static Row member(int i, String status) {
    return InfluenceWorld.contribution("d", "x" + i, "c" + i % 3, 1, null, status);
  }
}
