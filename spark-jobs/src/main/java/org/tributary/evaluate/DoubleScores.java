package org.tributary.evaluate;

import java.util.stream.IntStream;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.decomposition.chol.CholeskyDecompositionInner_DDRM;
import org.ejml.dense.row.linsol.chol.LinearSolverChol_DDRM;
import org.tributary.sample.digits.Curvature;

/**
 * The scores in plain double arithmetic, from gradients that were never rounded: what the engine's
 * int8 scores are compared with. It shares no code with the engine.
 */
final class DoubleScores {
  private final double[][] train;
  private final double[][] queries;
  private final DMatrixRMaj fisher;

  /** Takes gradients as rows: training examples and queries. */
  DoubleScores(double[][] train, double[][] queries) {
    this.train = train;
    this.queries = queries;
    this.fisher = empiricalFisher(train);
  }

  /** {@code q · g}: TracIn on the last checkpoint. */
  ScoreMatrix gradientDot() {
    return against(queries);
  }

  /** {@code q · (F + cλ̄I)⁻¹ g}, F the mean of g gᵀ and λ̄ its mean eigenvalue. */
  ScoreMatrix gaussNewton(double dampingRatio) {
    int size = fisher.numRows;
    double trace = 0;
    for (int i = 0; i < size; i++) {
      trace += fisher.data[i * size + i];
    }
    DMatrixRMaj damped = fisher.copy();
    for (int i = 0; i < size; i++) {
      damped.data[i * size + i] += dampingRatio * trace / size;
    }
    LinearSolverChol_DDRM solver =
        new LinearSolverChol_DDRM(new CholeskyDecompositionInner_DDRM(true));
    if (!solver.setA(damped)) {
      throw new IllegalArgumentException("Not positive definite with damping " + dampingRatio);
    }
    double[][] solved = new double[queries.length][];
    for (int query = 0; query < queries.length; query++) {
      DMatrixRMaj right = DMatrixRMaj.wrap(size, 1, queries[query].clone());
      DMatrixRMaj solution = new DMatrixRMaj(size, 1);
      solver.solve(right, solution);
      solved[query] = solution.data;
    }
    return against(solved);
  }

  /** {@code q · H⁻¹ g}: the influence function (Koh and Liang 2017), first order in 1/n. */
  ScoreMatrix exactInfluence(Curvature curvature) {
    double[][] solved = new double[queries.length][];
    for (int query = 0; query < queries.length; query++) {
      solved[query] = curvature.solve(queries[query]);
    }
    return against(solved);
  }

  private ScoreMatrix against(double[][] directions) {
    return new ScoreMatrix(
        IntStream.range(0, directions.length)
            .parallel()
            .mapToObj(query -> dots(directions[query]))
            .toArray(double[][]::new));
  }

  private double[] dots(double[] direction) {
    double[] dots = new double[train.length];
    for (int row = 0; row < train.length; row++) {
      double sum = 0;
      for (int i = 0; i < direction.length; i++) {
        sum += direction[i] * train[row][i];
      }
      dots[row] = sum;
    }
    return dots;
  }

  private static DMatrixRMaj empiricalFisher(double[][] rows) {
    int size = rows[0].length;
    DMatrixRMaj fisher = new DMatrixRMaj(size, size);
    for (double[] row : rows) {
      for (int i = 0; i < size; i++) {
        double factor = row[i] / rows.length;
        if (factor != 0) {
          for (int j = 0; j < size; j++) {
            fisher.data[i * size + j] += factor * row[j];
          }
        }
      }
    }
    return fisher;
  }
}
