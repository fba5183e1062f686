package org.tributary.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tributary.gpu.Kernels;
import org.tributary.influence.InfluenceSetting;
import org.tributary.sample.digits.DigitsData;
import org.tributary.sample.digits.Examples;
import org.tributary.sample.digits.LogisticModel;
import org.tributary.schemas.policy.Damping;
import org.tributary.schemas.policy.Preconditioner;

/** NumPy and SciPy compute the same numbers from the digits alone. */
class ScipyOracleTest {
  private static final int ROWS = 100;
  private static final int QUERIES = 20;
  private static final int SUBSETS = 12;
  private static final double L2 = 1e-2;
  private static final double RATIO = 0.5;

  private static GroundTruth truth;
  private static double[][] train;
  private static double[][] queries;
  private static JsonNode oracle;

  @BeforeAll
  static void compute(@TempDir Path folder) throws IOException, InterruptedException {
    truth = GroundTruth.of(DigitsData.load(), 0, ROWS, QUERIES, L2);
    train = gradients(truth.model(), truth.train());
    queries = gradients(truth.model(), truth.queries());
    Files.writeString(
        folder.resolve("setting.json"),
        "{\"split_seed\":0,\"train_rows\":100,\"query_rows\":20,\"l2\":0.01,"
            + "\"damping_ratio\":0.5,\"first_subset_seed\":100,\"subsets\":12}");
    writeSketches(folder.resolve("train.f32"), train);
    writeSketches(folder.resolve("queries.f32"), queries);
    Path digits = folder.resolve("digits.csv.gz");
    try (InputStream in = DigitsData.class.getResourceAsStream("digits.csv.gz")) {
      Files.copy(in, digits);
    }
    PythonOracle.run(
        "attribution scores, LDS and leave-one-out correlation against SciPy",
        "attribution_oracle.py",
        digits.toString(),
        folder.toString());
    oracle = new ObjectMapper().readTree(folder.resolve("oracle.json").toFile());
  }

  @Test
  void weightsAndGradientsAgree() {
    assertClose(truth.model().weights(), oracle.get("weights"), 1e-6);
    for (int row = 0; row < ROWS; row++) {
      assertClose(train[row], oracle.get("train_gradients").get(row), 1e-6);
    }
  }

  @Test
  void dampedFisherScoresAgree() {
    ScoreMatrix scores = new DoubleScores(train, queries).gaussNewton(RATIO);
    for (int query = 0; query < QUERIES; query++) {
      double[] row = scores.row(query);
      double largest = Arrays.stream(row).map(Math::abs).max().orElseThrow();
      assertClose(row, oracle.get("scores").get(query), 1e-6 * largest);
    }
  }

  @Test
  void engineScoresAreTheSameIntegers() {
    Damping damping = new Damping(Damping.Kind.RELATIVE_TO_MEAN_EIGENVALUE, RATIO);
    ScoreMatrix scores =
        new EngineScores(Kernels.select(Kernels.AUTO), train, queries)
            .under(new InfluenceSetting(Preconditioner.GAUSS_NEWTON, damping));
    for (int query = 0; query < QUERIES; query++) {
      assertClose(scores.row(query), oracle.get("int8_scores").get(query), 0);
    }
  }

  @Test
  void agreementWithRetrainingIsTheSame() {
    ScoreMatrix scores = new DoubleScores(train, queries).gaussNewton(RATIO);
    assertThat(scores.linearDatamodelingScore(truth.halfSubsets(100, SUBSETS)).mean())
        .isCloseTo(oracle.get("lds").doubleValue(), within(1e-9));
    assertThat(scores.leaveOneOutCorrelation(truth.leaveOneOut()).mean())
        .isCloseTo(oracle.get("loo").doubleValue(), within(1e-6));
  }

  private static void assertClose(double[] found, JsonNode expected, double tolerance) {
    assertThat(expected.size()).isEqualTo(found.length);
    for (int i = 0; i < found.length; i++) {
      assertThat(found[i])
          .as("entry %d", i)
          .isCloseTo(expected.get(i).doubleValue(), within(tolerance));
    }
  }

  private static double[][] gradients(LogisticModel model, Examples examples) {
    double[][] gradients = new double[examples.size()][];
    for (int row = 0; row < gradients.length; row++) {
      gradients[row] = model.gradient(examples, row);
    }
    return gradients;
  }

  private static void writeSketches(Path file, double[][] rows) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(rows.length * rows[0].length * Float.BYTES);
    bytes.order(ByteOrder.LITTLE_ENDIAN);
    for (double[] row : rows) {
      for (double value : row) {
        bytes.putFloat((float) value);
      }
    }
    Files.write(file, bytes.array());
  }
}
