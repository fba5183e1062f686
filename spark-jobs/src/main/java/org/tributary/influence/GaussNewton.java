package org.tributary.influence;

import java.util.ArrayList;
import java.util.List;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.decomposition.chol.CholeskyDecompositionInner_DDRM;
import org.ejml.dense.row.linsol.chol.LinearSolverChol_DDRM;
import org.tributary.schemas.ErrorCode;
import org.tributary.schemas.TributaryException;
import org.tributary.schemas.policy.Damping;

/**
 * The damped empirical Fisher, {@code P = ((1/n) sum g gT + lambda I)^-1} per layer block (TRAK,
 * arXiv 2303.14186, with a ridge; LoGra, arXiv 2405.13954).
 *
 * <p>The bits are the same everywhere: the Gram is exact, and EJML's inner-product Cholesky is
 * picked by hand, since EJML's factory chooses by size and by settings that anybody in the JVM may
 * change. It runs on the calling thread, with plain IEEE-754 operations in a fixed order.
 */
public final class GaussNewton {
  private GaussNewton() {}

  /**
   * Inverts the damped curvature.
   *
   * @param gram sum over all training rows, at least one
   * @param damping lambda, or its ratio to the block's mean eigenvalue (trace / dimension)
   * @param blockStarts first dimension of each block, ascending from 0
   * @throws TributaryException INPUT_INCONSISTENT when the curvature is zero or can't be inverted
   */
  public static PreconditionerMatrix invert(Gram gram, Damping damping, int... blockStarts) {
    if (gram.rows() == 0) {
      throw new IllegalArgumentException("A curvature needs at least one training row");
    }
    double[] sum = gram.dense();
    List<PreconditionerBlock> blocks = new ArrayList<>();
    for (int block = 0; block < blockStarts.length; block++) {
      int start = blockStarts[block];
      int end = block + 1 < blockStarts.length ? blockStarts[block + 1] : gram.dimension();
      blocks.add(invertBlock(sum, gram, damping, block, start, end));
    }
    return new PreconditionerMatrix(blocks);
  }

  /** Trace of the mean Gram over dimensions start..end, divided by their number. */
  public static double meanEigenvalue(double[] sum, int dimension, long rows, int start, int end) {
    double trace = 0;
    for (int i = start; i < end; i++) {
      trace += sum[i * dimension + i];
    }
    return trace / rows / (end - start);
  }

  private static PreconditionerBlock invertBlock(
      double[] sum, Gram gram, Damping damping, int block, int start, int end) {
    double mean = meanEigenvalue(sum, gram.dimension(), gram.rows(), start, end);
    double lambda =
        switch (damping.kind()) {
          case ABSOLUTE -> damping.value();
          case RELATIVE_TO_MEAN_EIGENVALUE -> damping.value() * mean;
          case AUTO -> throw new IllegalArgumentException("An automatic damping has no number yet");
        };
    if (!(lambda > 0) || Double.isInfinite(lambda)) {
      throw TributaryException.of(
          ErrorCode.INPUT_INCONSISTENT,
          "The curvature of block %d (dimensions %d to %d, %d training rows) has mean eigenvalue"
              + " %s, so damping %s is no damping: the training sketches are all zero or far out of"
              + " range.",
          block,
          start,
          end - 1,
          gram.rows(),
          mean,
          lambda);
    }
    int size = end - start;
    DMatrixRMaj curvature = new DMatrixRMaj(size, size);
    for (int i = 0; i < size; i++) {
      for (int j = 0; j < size; j++) {
        double entry = sum[(start + i) * gram.dimension() + start + j] / gram.rows();
        curvature.data[i * size + j] = i == j ? entry + lambda : entry;
      }
    }
    return new PreconditionerBlock(block, start, size, mean, lambda, inverse(curvature, block));
  }

  private static double[] inverse(DMatrixRMaj curvature, int block) {
    LinearSolverChol_DDRM solver =
        new LinearSolverChol_DDRM(new CholeskyDecompositionInner_DDRM(true));
    DMatrixRMaj inverse = new DMatrixRMaj(curvature.numRows, curvature.numCols);
    if (!solver.setA(curvature)) {
      throw TributaryException.of(
          ErrorCode.INPUT_INCONSISTENT,
          "The damped curvature of block %d can't be inverted: the damping is too small beside the"
              + " curvature. Raise it in the policy.",
          block);
    }
    solver.invert(inverse);
    return symmetric(inverse);
  }

  /** The upper triangle decides, so that row j and column j are the same bits. */
  private static double[] symmetric(DMatrixRMaj matrix) {
    int size = matrix.numRows;
    for (int i = 0; i < size; i++) {
      for (int j = 0; j < i; j++) {
        matrix.data[i * size + j] = matrix.data[j * size + i];
      }
    }
    return matrix.data;
  }
}
