package org.tributary.influence;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.ejml.dense.row.decomposition.eig.SymmetricQRAlgorithmDecomposition_DDRM;
import org.ejml.dense.row.decomposition.hessenberg.TridiagonalDecompositionHouseholder_DDRM;
import org.tributary.schemas.policy.Damping;
import org.tributary.schemas.policy.Preconditioner;

/**
 * Finds a damping on held-out training rows. All that is at hand are gradients, so a preconditioner
 * is judged by what it does to gradients that it wasn't made of: with P from three folds of the
 * rows and B the curvature of the fourth,
 *
 * <pre>criterion = - tr(P B)^2 / tr(P B P B)</pre>
 *
 * summed over the folds. For sums s of held-out rows at random, the quadratic model {@code a sT P s
 * - (a^2 / 2) (P s)T B (P s)} of what a step of length a along P s gains has its best length at
 * {@code tr(P B) / tr(P B P B)}, and there the gain is half of minus the criterion. The length is
 * left free since a share doesn't depend on the scale of P. The criterion is also the effective
 * number of directions of P B: too little damping, and the noise of directions that the other folds
 * hardly saw drowns the rest; too much, and the few largest directions do.
 *
 * <p>One ratio to the mean eigenvalue holds for all blocks of a model; the criteria of blocks add
 * up. DataInf isn't swept: its authors' 0.1 stands (arXiv 2310.00902, section 5), and no damping
 * moves it far from gradient-dot.
 */
public final class DampingSweep {
  private static final double[] RATIOS = {
    0.001, 0.003, 0.01, 0.02, 0.03, 0.05, 0.07, 0.1, 0.15, 0.2, 0.3, 0.4, 0.5, 0.7, 1, 1.5, 2, 3, 5,
    10
  };

  private static final double DATAINF_RATIO = 0.1;

  /** For a model whose rows are too few to hold any out; bergson's and LogIX's default. */
  private static final double FALLBACK_RATIO = 0.1;

  private DampingSweep() {}

  /**
   * One ratio that was tried.
   *
   * @param ratio of lambda to the mean eigenvalue
   * @param criterion the lower the better
   */
  public record Point(double ratio, double criterion) implements Serializable {}

  /** Whether a setting's damping must be found. */
  public static boolean isNeeded(InfluenceSetting setting) {
    return setting.damping().kind() == Damping.Kind.AUTO
        && setting.preconditioner() != Preconditioner.DATAINF;
  }

  /** The damping of a setting as a number; of equal criteria, that of the largest ratio. */
  public static Damping resolve(InfluenceSetting setting, List<Point> sweep) {
    if (setting.damping().kind() != Damping.Kind.AUTO) {
      return setting.damping();
    }
    double ratio = DATAINF_RATIO;
    if (isNeeded(setting)) {
      ratio =
          sweep.stream()
              .min(
                  Comparator.comparingDouble(Point::criterion)
                      .thenComparing(Comparator.comparingDouble(Point::ratio).reversed()))
              .filter(best -> best.criterion() < 0)
              .map(Point::ratio)
              .orElse(FALLBACK_RATIO);
    }
    return new Damping(Damping.Kind.RELATIVE_TO_MEAN_EIGENVALUE, ratio);
  }

  /** The sweep of a model from those of its parts, in the order of the layout. */
  public static List<Point> sum(List<List<Point>> parts) {
    List<Point> sum = new ArrayList<>();
    for (int i = 0; i < RATIOS.length; i++) {
      double total = 0;
      for (List<Point> part : parts) {
        total += part.get(i).criterion();
      }
      sum.add(new Point(RATIOS[i], total));
    }
    return sum;
  }

  /** Tries all ratios on one part; all are equally good where it has too few rows. */
  public static List<Point> of(PartCurvature curvature) {
    double[] criteria = new double[RATIOS.length];
    for (int fold = 0; fold < HeldOut.FOLDS; fold++) {
      if (curvature.canHoldOut(fold)) {
        addFold(curvature.meanWithout(fold), curvature.meanOf(fold), criteria);
      }
    }
    List<Point> points = new ArrayList<>();
    for (int i = 0; i < RATIOS.length; i++) {
      points.add(new Point(RATIOS[i], criteria[i]));
    }
    return points;
  }

  /** In the eigenvectors of the fitted curvature P is diagonal, and a ratio costs k^2. */
  private static void addFold(double[] fitted, double[] heldOut, double[] criteria) {
    int size = Math.toIntExact(Math.round(Math.sqrt(fitted.length)));
    SymmetricQRAlgorithmDecomposition_DDRM eigen =
        new SymmetricQRAlgorithmDecomposition_DDRM(
            new TridiagonalDecompositionHouseholder_DDRM(), true);
    if (!eigen.decompose(DMatrixRMaj.wrap(size, size, fitted))) {
      return;
    }
    DMatrixRMaj vectors = new DMatrixRMaj(size, size);
    double[] values = new double[size];
    double mean = 0;
    for (int i = 0; i < size; i++) {
      // Rounding may leave a zero slightly negative.
      values[i] = Math.max(0, eigen.getEigenvalue(i).getReal());
      mean += values[i] / size;
      CommonOps_DDRM.insert(eigen.getEigenVector(i), vectors, 0, i);
    }
    DMatrixRMaj half = new DMatrixRMaj(size, size);
    CommonOps_DDRM.multTransA(vectors, DMatrixRMaj.wrap(size, size, heldOut), half);
    DMatrixRMaj rotated = new DMatrixRMaj(size, size);
    CommonOps_DDRM.mult(half, vectors, rotated);
    for (int i = 0; i < criteria.length; i++) {
      criteria[i] += criterion(values, rotated.data, RATIOS[i] * mean);
    }
  }

  private static double criterion(double[] values, double[] b, double lambda) {
    int size = values.length;
    double[] p = new double[size];
    double linear = 0;
    for (int i = 0; i < size; i++) {
      p[i] = 1 / (values[i] + lambda);
      linear += p[i] * b[i * size + i];
    }
    double quadratic = 0;
    for (int i = 0; i < size; i++) {
      double row = 0;
      for (int j = 0; j < size; j++) {
        double entry = b[i * size + j];
        row += p[j] * entry * entry;
      }
      quadratic += p[i] * row;
    }
    return quadratic > 0 ? -linear * linear / quadratic : 0;
  }
}
