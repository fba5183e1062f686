package org.tributary.influence;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;

/**
 * The exact curvature of one part of a model's rows, {@code sum over training rows of x xT}, in
 * {@link HeldOut#FOLDS} folds. Together they are the curvature; apart they tell which damping holds
 * on rows that it wasn't made of.
 */
public final class PartCurvature implements Serializable {
  private static final long serialVersionUID = 1L;

  private final int dimension;
  private final List<Gram> folds = new ArrayList<>();

  public PartCurvature(int dimension) {
    this.dimension = dimension;
    for (int fold = 0; fold < HeldOut.FOLDS; fold++) {
      folds.add(new Gram(dimension));
    }
  }

  /** Adds a row if it has the part's checkpoint, a rejected one too: the model did learn it. */
  public void add(SketchLayout.Part part, RawRow row) {
    if (row.has(part)) {
      folds
          .get(HeldOut.fold(row.key()))
          .add(row.sketch().q(), part.offset(), row.sketch().exponent());
    }
  }

  /** Adds the rows of {@code other}, which stays as it is. */
  public void merge(PartCurvature other) {
    for (int fold = 0; fold < folds.size(); fold++) {
      folds.get(fold).merge(other.folds.get(fold));
    }
  }

  /** k. */
  public int dimension() {
    return dimension;
  }

  /** n: rows. */
  public long rows() {
    return folds.stream().mapToLong(Gram::rows).sum();
  }

  /** Trace of the mean over the dimension, in working coordinates; 0 without rows. */
  public double meanEigenvalue() {
    return rows() == 0 ? 0 : allBut(-1).trace() / rows() / dimension;
  }

  /** The mean {@code (1/n) sum x xT}, row-major. */
  double[] mean() {
    return mean(allBut(-1));
  }

  /** The mean over one fold. */
  double[] meanOf(int fold) {
    return mean(folds.get(fold));
  }

  /** The mean over all other folds. */
  double[] meanWithout(int fold) {
    return mean(allBut(fold));
  }

  /** Whether both a fold and the others have something to say. */
  boolean canHoldOut(int fold) {
    return folds.get(fold).trace() > 0 && allBut(fold).trace() > 0;
  }

  private Gram allBut(int without) {
    Gram sum = new Gram(dimension);
    for (int fold = 0; fold < folds.size(); fold++) {
      if (fold != without) {
        sum.merge(folds.get(fold));
      }
    }
    return sum;
  }

  private static double[] mean(Gram gram) {
    double[] mean = gram.dense();
    for (int i = 0; i < mean.length; i++) {
      mean[i] /= gram.rows();
    }
    return mean;
  }
}
