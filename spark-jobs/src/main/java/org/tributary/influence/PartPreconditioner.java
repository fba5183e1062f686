package org.tributary.influence;

import java.io.Serializable;
import org.tributary.schemas.ErrorCode;
import org.tributary.schemas.TributaryException;
import org.tributary.schemas.policy.Damping;
import org.tributary.schemas.policy.Preconditioner;

/**
 * The preconditioner of one part, in working coordinates. The arrays are taken over and handed out
 * as they are.
 *
 * @param rows n: training rows with the part's checkpoint
 * @param meanEigenvalue trace of the mean curvature over k
 * @param damping lambda; 0 for the identity
 * @param curvature {@code (1/n) sum x xT}, k x k; empty for the identity
 * @param matrix k x k; empty for the identity
 */
@SuppressWarnings("ArrayRecordComponent") // never compared; read only
public record PartPreconditioner(
    long rows, double meanEigenvalue, double damping, double[] curvature, double[] matrix)
    implements Serializable {
  private static final double[] NONE = {};

  /**
   * Solves the curvature of a part under a setting, but for DataInf, whose sum has weights that
   * depend on lambda: that one still lacks its matrix ({@link #withDataInf}).
   *
   * @throws TributaryException INPUT_INCONSISTENT when the damped curvature can't be inverted
   */
  public static PartPreconditioner of(
      Preconditioner method, Damping damping, SketchLayout.Part part, PartCurvature sum) {
    double mean = sum.meanEigenvalue();
    if (!method.isDamped() || mean == 0) {
      // Without curvature all rows are zero in this part, whatever stands before them.
      return new PartPreconditioner(sum.rows(), mean, 0, NONE, NONE);
    }
    double lambda = lambda(damping, part, mean);
    double[] curvature = sum.mean();
    double[] matrix = method == Preconditioner.DATAINF ? NONE : inverse(curvature, lambda, part);
    return new PartPreconditioner(sum.rows(), mean, lambda, curvature, matrix);
  }

  private static double lambda(Damping damping, SketchLayout.Part part, double mean) {
    double lambda =
        switch (damping.kind()) {
          case ABSOLUTE -> Math.scalb(damping.value(), -2 * part.scaleExponent());
          case RELATIVE_TO_MEAN_EIGENVALUE -> damping.value() * mean;
          case AUTO -> throw new IllegalArgumentException("An automatic damping has no number yet");
        };
    if (!(lambda > 0) || Double.isInfinite(1 / lambda) || Double.isInfinite(lambda)) {
      throw TributaryException.of(
          ErrorCode.INPUT_INCONSISTENT,
          "Damping %s can't be used for checkpoint '%s', block %d: with mean eigenvalue %s of its"
              + " curvature it comes to %s. Change the damping in the policy, or look for training"
              + " sketches far out of range.",
          damping.text(),
          part.checkpoint(),
          part.block(),
          mean,
          lambda);
    }
    return lambda;
  }

  private static double[] inverse(double[] curvature, double lambda, SketchLayout.Part part) {
    int size = part.dimension();
    double[] damped = curvature.clone();
    addToDiagonal(damped, size, lambda);
    double[] inverse = Dense.inverse(damped, size);
    if (inverse == null) {
      throw notInvertible(part);
    }
    return inverse;
  }

  /** The error of a damping that is too small for double. */
  static TributaryException notInvertible(SketchLayout.Part part) {
    return TributaryException.of(
        ErrorCode.INPUT_INCONSISTENT,
        "The damped curvature of checkpoint '%s', block %d, can't be inverted: the damping is too"
            + " small beside the curvature. Raise it in the policy.",
        part.checkpoint(),
        part.block());
  }

  static void addToDiagonal(double[] matrix, int size, double value) {
    for (int i = 0; i < size; i++) {
      matrix[i * size + i] += value;
    }
  }

  /** Whether a gradient stays as it is. */
  public boolean isIdentity() {
    return damping == 0;
  }

  /** Weight of a row in DataInf's sum, {@code 1 / (lambda + |x|^2)}. */
  double dataInfWeight(RawRow row, SketchLayout.Part part) {
    long squares = 0;
    for (int j = part.offset(); j < part.offset() + part.dimension(); j++) {
      squares += row.sketch().q()[j] * row.sketch().q()[j];
    }
    return 1 / (damping + Math.scalb((double) squares, 2 * row.sketch().exponent()));
  }

  /** Adds a row to DataInf's sum if it has the part's checkpoint. */
  public void addDataInf(WeightedGram sum, SketchLayout.Part part, RawRow row) {
    if (row.has(part) && !isIdentity()) {
      byte[] q = row.sketch().q();
      sum.add(q, part.offset(), row.sketch().exponent(), dataInfWeight(row, part));
    }
  }

  /**
   * DataInf (arXiv 2310.00902, equation 5): {@code (1/lambda) (I - (1/n) sum x xT / (lambda +
   * |x|^2))}.
   *
   * @param sum of {@code x xT}, by {@link #addDataInf}
   */
  public PartPreconditioner withDataInf(WeightedGram sum) {
    double[] matrix = sum.dense();
    int size = Math.toIntExact(Math.round(Math.sqrt(matrix.length)));
    for (int i = 0; i < matrix.length; i++) {
      double identity = i % (size + 1) == 0 ? 1 : 0;
      matrix[i] = (identity - matrix[i] / rows) / damping;
    }
    return new PartPreconditioner(rows, meanEigenvalue, damping, curvature, matrix);
  }

  /** {@code P x}, for the numbers from offset on of every row. */
  double[] apply(double[] x) {
    return isIdentity() ? x.clone() : Dense.multiply(matrix, x);
  }
}
