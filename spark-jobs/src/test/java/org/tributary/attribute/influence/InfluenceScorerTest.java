package org.tributary.attribute.influence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.tributary.attribute.influence.ContributorValue.Evidence;
import org.tributary.gpu.Kernel;
import org.tributary.gpu.Kernels;
import org.tributary.gpu.ReferenceKernel;
import org.tributary.influence.GaussNewton;
import org.tributary.influence.Gram;
import org.tributary.influence.PreconditionerBlock;
import org.tributary.influence.PreconditionerMatrix;
import org.tributary.influence.QuantizedRow;
import org.tributary.influence.Quantizer;
import org.tributary.schemas.policy.Damping;

class InfluenceScorerTest {
  private static final ContributorKey ANN = new ContributorKey("digits", "ann");
  private static final ContributorKey BOB = new ContributorKey("digits", "bob");

  @Test
  void scoresByHand() {
    List<TrainingRow> rows =
        List.of(
            row("final", ANN, "a1", 0, 10, 0),
            row("final", ANN, "a2", 2, 0, 3),
            row("final", BOB, "b1", 1, -5, 1));
    InfluenceModel model = InfluenceModel.of("m", Map.of("final", identity(2)), rows);
    InferenceValues values =
        score(
            model, new ReferenceKernel(), new InferenceSketches("z", Map.of("final", g(127, 64))));
    // q(g) = (127, 64) x 2^0, so the unit is 2^(0 + 0).
    // a1: 1270 x 1; a2: 192 x 4 = 768; b1: (-635 + 64) x 2 = -1142.
    assertThat(values.exponent()).isZero();
    assertThat(values.values())
        .containsExactly(
            new ContributorValue(
                ANN,
                BigInteger.valueOf(2038),
                List.of(
                    new Evidence("a1", BigInteger.valueOf(1270)),
                    new Evidence("a2", BigInteger.valueOf(768)))),
            new ContributorValue(
                BOB,
                BigInteger.valueOf(-1142),
                List.of(new Evidence("b1", BigInteger.valueOf(-1142)))));
  }

  @Test
  void checkpointsAddUp() {
    List<TrainingRow> rows = List.of(row("early", ANN, "a1", 3, 4), row("final", ANN, "a1", 0, 5));
    InfluenceModel model =
        InfluenceModel.of("m", Map.of("early", identity(1), "final", identity(1)), rows);
    InferenceValues both =
        score(
            model,
            new ReferenceKernel(),
            new InferenceSketches("z", Map.of("early", g(2), "final", g(64))));
    // early: 64 x 2^-5 against 4 x 2^3: unit 2^-2; final: 64 x 2^0 against 5 x 2^0: unit 2^0.
    assertThat(both.exponent()).isEqualTo(-2);
    assertThat(both.values().get(0).value()).isEqualTo(64 * 4 + 64 * 5 * 4);
    InferenceValues one =
        score(model, new ReferenceKernel(), new InferenceSketches("z", Map.of("final", g(64))));
    assertThat(one.values().get(0).value()).isEqualTo(320);
  }

  @Test
  void aVanishingCheckpointDoesNotWidenTheSums() {
    List<TrainingRow> rows =
        List.of(row("early", ANN, "a1", 0, 64), row("final", ANN, "a1", 0, 64));
    InfluenceModel model =
        InfluenceModel.of("m", Map.of("early", identity(1), "final", identity(1)), rows);
    InferenceValues values =
        score(
            model,
            new ReferenceKernel(),
            new InferenceSketches("z", Map.of("early", g(1e-38), "final", g(1))));
    assertThat(values.exponent()).isEqualTo(-6);
    assertThat(values.values().get(0).value()).isEqualTo(64 * 64);
  }

  @Property(tries = 60)
  void equalsTheTwinForEveryKernelBatchAndOrder(
      @ForAll long seed, @ForAll @IntRange(min = 1, max = 9) int batch) {
    Random random = new Random(seed);
    World world = World.random(random);
    List<InferenceValues> expected =
        world.inferences.stream()
            .map(each -> Twin.values(world.matrices, world.rows, each, 2))
            .toList();
    List<TrainingRow> shuffled = new ArrayList<>(world.rows);
    Collections.shuffle(shuffled, random);
    InfluenceModel model = InfluenceModel.of("m", world.matrices, shuffled);
    for (String kernel : List.of("reference", "openblas", "onednn")) {
      InfluenceScorer scorer = new InfluenceScorer(model, Kernels.select(kernel), 2);
      List<InferenceValues> actual = new ArrayList<>();
      for (int from = 0; from < world.inferences.size(); from += batch) {
        int to = Math.min(world.inferences.size(), from + batch);
        actual.addAll(scorer.score(world.inferences.subList(from, to)));
      }
      assertThat(actual).as(kernel).isEqualTo(expected);
    }
  }

  @Test
  void tilesAddUpAndEvidenceRanksAcrossThem() {
    List<TrainingRow> rows = new ArrayList<>();
    Random random = new Random(5);
    for (int i = 0; i < InfluenceModel.TILE + 50; i++) {
      ContributorKey key = i % 3 == 0 ? ANN : BOB;
      int q = random.nextInt(255) - 127;
      rows.add(row("final", key, "c" + (10_000 + i), random.nextInt(4), q));
    }
    Map<String, PreconditionerMatrix> matrices = Map.of("final", identity(1));
    InferenceSketches inference = new InferenceSketches("z", Map.of("final", g(3)));
    InfluenceModel model = InfluenceModel.of("m", matrices, rows);
    InfluenceScorer scorer = new InfluenceScorer(model, Kernels.select("auto"), 7);
    assertThat(scorer.score(List.of(inference)))
        .containsExactly(Twin.values(matrices, rows, inference, 7));
  }

  @Test
  void sketchesThatDoNotFitAreNamed() {
    InfluenceModel model =
        InfluenceModel.of(
            "m", Map.of("final", identity(2)), List.of(row("final", ANN, "a", 0, 1, 1)));
    assertThatThrownBy(() -> score(model, new ReferenceKernel(), sketches("z1", "final", 3)))
        .hasMessageContaining("Inference z1 has a sketch of 3 dimensions for checkpoint 'final'")
        .hasMessageContaining("have 2");
    assertThatThrownBy(() -> score(model, new ReferenceKernel(), sketches("z2", "late", 2)))
        .hasMessageContaining("Inference z2 has a sketch of checkpoint 'late'")
        .hasMessageContaining("checkpoints [final]");
  }

  private static InferenceValues score(
      InfluenceModel model, Kernel kernel, InferenceSketches inference) {
    return new InfluenceScorer(model, kernel, 3).score(List.of(inference)).get(0);
  }

  private static InferenceSketches sketches(String id, String checkpoint, int dimension) {
    return new InferenceSketches(id, Map.of(checkpoint, new float[dimension]));
  }

  private static float[] g(double... values) {
    float[] gradient = new float[values.length];
    for (int i = 0; i < values.length; i++) {
      gradient[i] = (float) values[i];
    }
    return gradient;
  }

  private static PreconditionerMatrix identity(int dimension) {
    return new PreconditionerMatrix(
        List.of(new PreconditionerBlock(0, 0, dimension, 1, 0, new double[0])));
  }

  private static TrainingRow row(
      String checkpoint, ContributorKey key, String id, int exponent, int... q) {
    byte[] bytes = new byte[q.length];
    for (int i = 0; i < q.length; i++) {
      bytes[i] = (byte) q[i];
    }
    return new TrainingRow(checkpoint, key, id, new QuantizedRow(exponent, bytes));
  }

  /** A small world: two checkpoints of different dimension, gaps, zero rows, wide scales. */
  private record World(
      Map<String, PreconditionerMatrix> matrices,
      List<TrainingRow> rows,
      List<InferenceSketches> inferences) {
    static World random(Random random) {
      TreeMap<String, Integer> dimensions = new TreeMap<>(Map.of("early", 3, "final", 5));
      TreeMap<String, PreconditionerMatrix> matrices = new TreeMap<>();
      List<TrainingRow> rows = new ArrayList<>();
      for (String checkpoint : List.of("early", "final")) {
        Gram gram = new Gram(dimensions.get(checkpoint));
        for (int i = 0; i < 25; i++) {
          double scale = Math.scalb(1.0, -random.nextInt(40));
          QuantizedRow sketch =
              Quantizer.quantize(
                  gradient(random, dimensions.get(checkpoint), scale), Quantizer.floorOf(1.0));
          gram.add(sketch);
          if (random.nextInt(5) > 0) {
            ContributorKey key = new ContributorKey("d" + i % 2, "c" + i % 4);
            rows.add(new TrainingRow(checkpoint, key, "x" + i, sketch));
          }
        }
        gram.add(Quantizer.quantize(gradient(random, dimensions.get(checkpoint), 1.0)));
        Damping damping = new Damping(Damping.Kind.RELATIVE_TO_MEAN_EIGENVALUE, 0.5);
        matrices.put(checkpoint, GaussNewton.invert(gram, damping, 0));
      }
      List<InferenceSketches> inferences = new ArrayList<>();
      for (int z = 0; z < 11; z++) {
        TreeMap<String, float[]> gradients = new TreeMap<>();
        dimensions.forEach(
            (checkpoint, dimension) -> {
              if (random.nextInt(6) > 0) {
                double scale = Math.scalb(1.0, random.nextInt(90) - 60);
                gradients.put(checkpoint, g(gradient(random, dimension, scale)));
              }
            });
        inferences.add(new InferenceSketches("z" + z, gradients));
      }
      return new World(matrices, rows, inferences);
    }

    private static double[] gradient(Random random, int dimension, double scale) {
      double[] gradient = new double[dimension];
      boolean zero = random.nextInt(12) == 0;
      for (int j = 0; j < dimension; j++) {
        gradient[j] = zero ? 0 : (2 * random.nextFloat() - 1) * scale;
      }
      return gradient;
    }
  }
}
