package org.tributary.influence;

import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.decomposition.chol.CholeskyDecompositionInner_DDRM;
import org.ejml.dense.row.linsol.chol.LinearSolverChol_DDRM;

/**
 * Symmetric matrices in double, row-major. The bits are the same everywhere: EJML's inner-product
 * Cholesky is picked by hand, since EJML's factory chooses by size and by settings that anybody in
 * the JVM may change; it runs on the calling thread, with plain IEEE-754 operations in a fixed
 * order.
 */
final class Dense {
  private Dense() {}

  /** Makes the lower triangle what the upper is. */
  static void mirror(double[] matrix, int size) {
    for (int i = 0; i < size; i++) {
      for (int j = 0; j < i; j++) {
        matrix[i * size + j] = matrix[j * size + i];
      }
    }
  }

  /** The inverse, or null where the matrix isn't positive definite; the matrix is overwritten. */
  static double[] inverse(double[] matrix, int size) {
    LinearSolverChol_DDRM solver = solver();
    if (!solver.setA(DMatrixRMaj.wrap(size, size, matrix))) {
      return null;
    }
    DMatrixRMaj inverse = new DMatrixRMaj(size, size);
    solver.invert(inverse);
    // The upper triangle decides, so that row j and column j are the same bits.
    mirror(inverse.data, size);
    return inverse.data;
  }

  /** The solution of {@code matrix x = b}, or null as above; the matrix is overwritten. */
  static double[] solve(double[] matrix, double[] b) {
    int size = b.length;
    LinearSolverChol_DDRM solver = solver();
    if (!solver.setA(DMatrixRMaj.wrap(size, size, matrix))) {
      return null;
    }
    DMatrixRMaj x = new DMatrixRMaj(size, 1);
    solver.solve(DMatrixRMaj.wrap(size, 1, b), x);
    return x.data;
  }

  /** {@code matrix x}: entry i is the sum over j of matrix[j][i] x[j], in ascending order of j. */
  static double[] multiply(double[] matrix, double[] x) {
    int size = x.length;
    double[] product = new double[size];
    for (int j = 0; j < size; j++) {
      if (x[j] != 0) {
        int row = j * size;
        for (int i = 0; i < size; i++) {
          product[i] += x[j] * matrix[row + i];
        }
      }
    }
    return product;
  }

  /** The dot product, added in ascending order. */
  static double dot(double[] one, double[] other) {
    double sum = 0;
    for (int j = 0; j < one.length; j++) {
      sum += one[j] * other[j];
    }
    return sum;
  }

  private static LinearSolverChol_DDRM solver() {
    return new LinearSolverChol_DDRM(new CholeskyDecompositionInner_DDRM(true));
  }
}
