package org.tributary.evaluate;

import java.util.Arrays;
import java.util.List;
import org.tributary.gpu.Kernel;
import org.tributary.influence.Gram;
import org.tributary.influence.InfluenceSetting;
import org.tributary.influence.PreconditionerMatrix;
import org.tributary.influence.QuantizedRow;
import org.tributary.influence.Quantizer;

/**
 * The scores as the nightly run computes them, with its own classes: gradients become float
 * sketches, sketches become int8 rows, the curvature is the exact Gram of those rows, and a score
 * is the exact integer product {@code q(P g_z) · q(g_i)} times a power of two.
 */
final class EngineScores {
  private final Kernel kernel;
  private final int dimension;
  private final List<QuantizedRow> train;
  private final List<float[]> queries;
  private final Gram gram;

  /** Takes gradients as rows: training examples and queries. */
  EngineScores(Kernel kernel, double[][] train, double[][] queries) {
    this.kernel = kernel;
    this.dimension = train[0].length;
    this.train = Arrays.stream(train).map(row -> Quantizer.quantize(sketch(row))).toList();
    this.queries = Arrays.stream(queries).map(EngineScores::sketch).toList();
    this.gram = new Gram(dimension);
    this.train.forEach(gram::add);
  }

  /** The scores under this preconditioner and damping, one block over all dimensions. */
  ScoreMatrix under(InfluenceSetting setting) {
    PreconditionerMatrix matrix = setting.matrix(gram, 0);
    List<QuantizedRow> directions =
        matrix.applyAll(queries).stream().map(Quantizer::quantize).toList();
    int[] products = new int[directions.size() * train.size()];
    kernel.multiply(
        packed(directions), directions.size(), packed(train), train.size(), dimension, products);
    double[][] scores = new double[directions.size()][train.size()];
    for (int query = 0; query < directions.size(); query++) {
      for (int row = 0; row < train.size(); row++) {
        int exponent = directions.get(query).exponent() + train.get(row).exponent();
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
