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

/** Finds a damping on held-out training rows. */
public final class DampingSweep {
  /** What is tried, as ratios to the mean eigenvalue. */
  private static final double[] RATIOS = {
    0.001, 0.003, 0.01, 0.03, 0.1, 0.2, 0.3, 0.5, 0.7, 1, 2, 3, 5, 10
  };

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

  /** The damping of a setting, as a number. */
  public static Damping resolve(InfluenceSetting setting, List<Point> sweep) {
    if (setting.damping().kind() != Damping.Kind.AUTO) {
      return setting.damping();
    }
    double ratio =
        sweep.isEmpty()
            ? 0.1
            : sweep.stream()
                .min(Comparator.comparingDouble(Point::criterion))
                .orElseThrow()
                .ratio();
    return new Damping(Damping.Kind.RELATIVE_TO_MEAN_EIGENVALUE, ratio);
  }

  /** Criteria of a model: the sum of those of its parts. */
  public static List<Point> sum(List<List<Point>> parts) {
    List<Point> sum = new ArrayList<>();
    for (int i = 0; i < RATIOS.length; i++) {
      double total = 0;
      for (List<Point> part : parts) {
        total += part.isEmpty() ? 0 : part.get(i).criterion();
      }
      sum.add(new Point(RATIOS[i], total));
    }
    return sum;
  }

  /** Tries all ratios on one part; nothing where a half has no rows. */
  public static List<Point> of(PartCurvature curvature) {
    if (!curvature.hasHalves()) {
      return List.of();
    }
    double[] even = curvature.evenMean();
    double[] odd = curvature.oddMean();
    double[] there = criteria(even, odd, curvature.dimension());
    double[] back = criteria(odd, even, curvature.dimension());
    List<Point> points = new ArrayList<>();
    for (int i = 0; i < RATIOS.length; i++) {
      points.add(new Point(RATIOS[i], there[i] + back[i]));
    }
    return points;
  }

  private static double[] criteria(double[] fitted, double[] heldOut, int size) {
    SymmetricQRAlgorithmDecomposition_DDRM eigen =
        new SymmetricQRAlgorithmDecomposition_DDRM(
            new TridiagonalDecompositionHouseholder_DDRM(), true);
    eigen.decompose(DMatrixRMaj.wrap(size, size, fitted.clone()));
    DMatrixRMaj vectors = new DMatrixRMaj(size, size);
    double[] values = new double[size];
    double mean = 0;
    for (int i = 0; i < size; i++) {
      values[i] = Math.max(0, eigen.getEigenvalue(i).getReal());
      mean += values[i] / size;
      CommonOps_DDRM.insert(eigen.getEigenVector(i), vectors, 0, i);
    }
    DMatrixRMaj half = new DMatrixRMaj(size, size);
    CommonOps_DDRM.multTransA(vectors, DMatrixRMaj.wrap(size, size, heldOut), half);
    DMatrixRMaj rotated = new DMatrixRMaj(size, size);
    CommonOps_DDRM.mult(half, vectors, rotated);
    double[] criteria = new double[RATIOS.length];
    for (int i = 0; i < RATIOS.length; i++) {
      criteria[i] = criterion(values, rotated.data, RATIOS[i] * mean);
    }
    return criteria;
  }

  private static double criterion(double[] values, double[] rotated, double lambda) {
    int size = values.length;
    double sum = 0;
    for (int i = 0; i < size; i++) {
      double p = 1 / (values[i] + lambda);
      sum += 0.5 * p * p * rotated[i * size + i] * values[i] - p * values[i];
    }
    return sum;
  }
}
