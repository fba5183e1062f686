package org.tributary.influence;

import java.util.ArrayList;
import java.util.List;
import org.tributary.schemas.policy.Preconditioner;

/**
 * The vector of a contributor: what its rows that speak are worth together, against the curvature
 * of everybody else's rows,
 *
 * <pre>h = w (F + lambda I - (1/n) sum over its rows of x xT)^-1 sum over its leaders of x</pre>
 *
 * per part: the Newton step of training without the contributor, first order in the rest. Its own
 * curvature must be left out, or a contributor whose rows agree with each other is paid as if the
 * model had known them anyway. For DataInf its own rows are left out of the sum; gradient-dot and
 * gradient-cosine have no curvature.
 */
public final class LeaveGroupOut {
  private LeaveGroupOut() {}

  /** The vector in the coordinates of {@link Preconditioning#layout}, as fine as it gets. */
  public static QuantizedRow vector(Preconditioning preconditioning, ContributorSums sums) {
    SketchLayout balanced = preconditioning.balanced();
    double[] vector = new double[balanced.dimension()];
    boolean damped = preconditioning.setting().preconditioner().isDamped();
    for (int p = 0; p < balanced.parts().size(); p++) {
      SketchLayout.Part part = balanced.parts().get(p);
      double[] h = solve(preconditioning, p, sums);
      double weight = preconditioning.setting().weight(part.checkpoint());
      int lift = damped ? 0 : part.scaleExponent();
      for (int j = 0; j < h.length; j++) {
        vector[part.offset() + j] = Math.scalb(weight * h[j], lift);
      }
    }
    return Quantizer.quantize(vector);
  }

  private static double[] solve(Preconditioning preconditioning, int p, ContributorSums sums) {
    SketchLayout.Part part = preconditioning.balanced().parts().get(p);
    PartPreconditioner matrix = preconditioning.parts().get(p);
    double[] numerator = sums.numerator(p);
    if (matrix.isIdentity()) {
      return numerator;
    }
    List<RawRow> rows = sums.rows(part);
    if (preconditioning.setting().preconditioner() == Preconditioner.DATAINF) {
      return rows == null
          ? dataInfMany(matrix, numerator, sums.own(p, part.dimension()))
          : dataInfFew(matrix, part, numerator, rows);
    }
    if (rows == null) {
      return many(matrix, part, numerator, sums.own(p, part.dimension()));
    }
    return rows.size() < part.dimension()
        ? few(matrix, part, numerator, rows)
        : many(matrix, part, numerator, own(part, rows));
  }

  private static double[] own(SketchLayout.Part part, List<RawRow> rows) {
    Gram own = new Gram(part.dimension());
    rows.forEach(row -> own.add(row.sketch().q(), part.offset(), row.sketch().exponent()));
    return own.dense();
  }

  /** By the k x k system itself. */
  static double[] many(
      PartPreconditioner matrix, SketchLayout.Part part, double[] numerator, double[] own) {
    double[] others = matrix.curvature().clone();
    for (int i = 0; i < others.length; i++) {
      others[i] -= own[i] / matrix.rows();
    }
    PartPreconditioner.addToDiagonal(others, numerator.length, matrix.damping());
    double[] h = Dense.solve(others, numerator);
    if (h == null) {
      throw PartPreconditioner.notInvertible(part);
    }
    return h;
  }

  /**
   * By Woodbury's identity: with X its n_c rows as columns, {@code (M - X XT / n)^-1 b = P b + P X
   * (n I - XT P X)^-1 XT P b}, a system of n_c equations.
   */
  static double[] few(
      PartPreconditioner matrix, SketchLayout.Part part, double[] numerator, List<RawRow> rows) {
    double[] h = matrix.apply(numerator);
    int count = rows.size();
    List<double[]> x = new ArrayList<>();
    List<double[]> z = new ArrayList<>();
    for (RawRow row : rows) {
      x.add(row.values(part));
      z.add(matrix.apply(x.get(x.size() - 1)));
    }
    double[] system = new double[count * count];
    double[] right = new double[count];
    for (int i = 0; i < count; i++) {
      right[i] = Dense.dot(x.get(i), h);
      for (int j = i; j < count; j++) {
        double entry = (i == j ? matrix.rows() : 0) - Dense.dot(x.get(i), z.get(j));
        system[i * count + j] = entry;
        system[j * count + i] = entry;
      }
    }
    if (count == 0) {
      return h;
    }
    double[] y = Dense.solve(system, right);
    if (y == null) {
      throw PartPreconditioner.notInvertible(part);
    }
    for (int i = 0; i < count; i++) {
      addTo(h, y[i], z.get(i));
    }
    return h;
  }

  /** {@code P b + (1 / (lambda n)) sum over its rows of u x (xT b)}. */
  static double[] dataInfFew(
      PartPreconditioner matrix, SketchLayout.Part part, double[] numerator, List<RawRow> rows) {
    double[] own = new double[numerator.length];
    for (RawRow row : rows) {
      double[] x = row.values(part);
      addTo(own, matrix.dataInfWeight(row, part) * Dense.dot(x, numerator), x);
    }
    return dataInf(matrix, numerator, own);
  }

  /** As above, with the sum of its {@code u x xT} at hand. */
  static double[] dataInfMany(PartPreconditioner matrix, double[] numerator, double[] own) {
    return dataInf(matrix, numerator, Dense.multiply(own, numerator));
  }

  private static double[] dataInf(PartPreconditioner matrix, double[] numerator, double[] own) {
    double[] h = matrix.apply(numerator);
    addTo(h, 1 / (matrix.damping() * matrix.rows()), own);
    return h;
  }

  private static void addTo(double[] sum, double factor, double[] x) {
    for (int j = 0; j < sum.length; j++) {
      sum[j] += factor * x[j];
    }
  }
}
