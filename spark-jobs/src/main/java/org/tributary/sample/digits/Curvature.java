package org.tributary.sample.digits;

import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.decomposition.chol.CholeskyDecompositionInner_DDRM;
import org.ejml.dense.row.linsol.chol.LinearSolverChol_DDRM;

/**
 * The Hessian of the training objective at one point, Cholesky factorised: {@code (1/n) Σ_i
 * (diag(p) − p pᵀ) ⊗ x xᵀ + l2 I}, 650 x 650. It gives exact influence functions, and as the
 * preconditioner of retrainings nearby it cuts their iterations from hundreds to a few. Immutable,
 * and safe to share between threads.
 */
public final class Curvature {
  private static final int CLASSES = LogisticRegression.CLASSES;
  private static final int FEATURES = LogisticRegression.FEATURES;
  private static final int WEIGHTS = LogisticRegression.WEIGHTS;

  private final double[] inverse;

  private Curvature(double[] inverse) {
    this.inverse = inverse;
  }

  /** The Hessian at {@code model} for training on {@code examples} with this {@code l2} > 0. */
  public static Curvature at(LogisticModel model, Examples examples, double l2) {
    DMatrixRMaj hessian = new DMatrixRMaj(WEIGHTS, WEIGHTS);
    for (int row = 0; row < examples.size(); row++) {
      add(hessian.data, model.probabilities(examples, row), examples.features(row));
    }
    for (int i = 0; i < WEIGHTS; i++) {
      for (int j = 0; j <= i; j++) {
        double value = hessian.data[i * WEIGHTS + j] / examples.size() + (i == j ? l2 : 0);
        hessian.data[i * WEIGHTS + j] = value;
        hessian.data[j * WEIGHTS + i] = value;
      }
    }
    // Picked by hand: EJML's factory chooses by settings that anybody in the JVM may change.
    LinearSolverChol_DDRM solver =
        new LinearSolverChol_DDRM(new CholeskyDecompositionInner_DDRM(true));
    if (!solver.setA(hessian)) {
      throw new IllegalArgumentException("The Hessian is not positive definite with l2 = " + l2);
    }
    DMatrixRMaj inverse = new DMatrixRMaj(WEIGHTS, WEIGHTS);
    solver.invert(inverse);
    return new Curvature(inverse.data);
  }

  /** The Hessian's inverse times {@code vector}. */
  public double[] solve(double[] vector) {
    if (vector.length != WEIGHTS) {
      throw new IllegalArgumentException("Expected 650 numbers, found " + vector.length);
    }
    double[] product = new double[WEIGHTS];
    for (int i = 0; i < WEIGHTS; i++) {
      double factor = vector[i];
      for (int j = 0; j < WEIGHTS; j++) {
        product[j] += factor * inverse[i * WEIGHTS + j];
      }
    }
    return product;
  }

  /** Adds one example's share to the blocks on and below the diagonal. */
  private static void add(double[] hessian, double[] p, double[] x) {
    for (int c = 0; c < CLASSES; c++) {
      for (int d = 0; d <= c; d++) {
        double weight = (c == d ? p[c] : 0) - p[c] * p[d];
        for (int i = 0; i < FEATURES; i++) {
          double factor = weight * x[i];
          if (factor != 0) {
            int start = (c * FEATURES + i) * WEIGHTS + d * FEATURES;
            for (int j = 0; j < FEATURES; j++) {
              hessian[start + j] += factor * x[j];
            }
          }
        }
      }
    }
  }
}
