package org.tributary.evaluate;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.tributary.gpu.Kernel;
import org.tributary.influence.CheckpointSketch;
import org.tributary.influence.ContributionKey;
import org.tributary.influence.InMemoryPreparation;
import org.tributary.influence.InfluenceSetting;
import org.tributary.influence.QuantizedRow;
import org.tributary.influence.TrainingExample;

/**
 * The scores as the nightly run computes them, with its own classes: gradients become float
 * sketches, the curvature is the exact Gram of their int8 rows, and a score is the exact integer
 * product {@code q(g_z) · q(P g_i)} times a power of two.
 */
final class EngineScores {
  private static final String CHECKPOINT = "final";

  private final Kernel kernel;
  private final int dimension;
  private final InMemoryPreparation preparation;
  private final List<float[]> queries;

  /** Takes gradients as rows: training examples and queries. */
  EngineScores(Kernel kernel, double[][] train, double[][] queries) {
    this.kernel = kernel;
    this.dimension = train[0].length;
    List<TrainingExample> examples = new ArrayList<>();
    for (double[] row : train) {
      // The preparation sorts by id.
      String id = String.format(Locale.ROOT, "row-%09d", examples.size());
      examples.add(
          new TrainingExample(
              new ContributionKey("evaluation", id), "anybody", true, sketches(sketch(row))));
    }
    this.preparation = InMemoryPreparation.of("evaluation", examples);
    this.queries = Arrays.stream(queries).map(EngineScores::sketch).toList();
  }

  private static Map<String, CheckpointSketch> sketches(float... sketch) {
    return Map.of(CHECKPOINT, CheckpointSketch.of(sketch));
  }

  /** The scores under this preconditioner and damping, one block over all dimensions. */
  ScoreMatrix under(InfluenceSetting setting) {
    InMemoryPreparation.Solved solved = preparation.solve(setting);
    List<QuantizedRow> train = solved.rows();
    List<QuantizedRow> asked =
        queries.stream()
            .map(each -> solved.preconditioning().layout().quantize(sketches(each)))
            .toList();
    int[] products = new int[asked.size() * train.size()];
    kernel.multiply(packed(asked), asked.size(), packed(train), train.size(), dimension, products);
    double[][] scores = new double[asked.size()][train.size()];
    for (int query = 0; query < asked.size(); query++) {
      for (int row = 0; row < train.size(); row++) {
        int exponent = asked.get(query).exponent() + train.get(row).exponent();
        scores[query][row] = Math.scalb((double) products[query * train.size() + row], exponent);
      }
    }
    return new ScoreMatrix(scores);
  }

  private byte[] packed(List<QuantizedRow> rows) {
    byte[] packed = new byte[rows.size() * dimension];
    for (int row = 0; row < rows.size(); row++) {
      System.arraycopy(rows.get(row).q(), 0, packed, row * dimension, dimension);
    }
    return packed;
  }

  private static float[] sketch(double[] gradient) {
    float[] sketch = new float[gradient.length];
    for (int i = 0; i < sketch.length; i++) {
      sketch[i] = (float) gradient[i];
    }
    return sketch;
  }
}
