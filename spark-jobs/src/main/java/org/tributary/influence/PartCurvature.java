package org.tributary.influence;

import java.io.Serializable;

/**
 * The exact curvature of one part of a model's rows, {@code sum over training rows of x xT}, in two
 * halves: the hash of a contribution's name says which half it falls into. Together they are the
 * curvature; apart they tell which damping holds on rows that it wasn't made of.
 */
public final class PartCurvature implements Serializable {
  private static final long serialVersionUID = 1L;

  private final Gram even;
  private final Gram odd;

  public PartCurvature(int dimension) {
    even = new Gram(dimension);
    odd = new Gram(dimension);
  }

  /** Adds a row of the part's checkpoint, rejected ones too: the model did learn them. */
  public void add(SketchLayout.Part part, RawRow row) {
    Gram half = HeldOut.isOdd(row.key()) ? odd : even;
    half.add(row.sketch().q(), part.offset(), row.sketch().exponent());
  }

  /** Adds the rows of {@code other}, which stays as it is. */
  public void merge(PartCurvature other) {
    even.merge(other.even);
    odd.merge(other.odd);
  }

  /** n: rows. */
  public long rows() {
    return even.rows() + odd.rows();
  }

  /** Trace of the mean over dimension, in working coordinates; 0 without rows. */
  public double meanEigenvalue() {
    return rows() == 0 ? 0 : total().trace() / rows() / even.dimension();
  }

  /** The mean {@code (1/n) sum x xT} in double. */
  double[] mean() {
    return mean(total());
  }

  double[] evenMean() {
    return mean(even);
  }

  double[] oddMean() {
    return mean(odd);
  }

  /** Whether both halves have something to say. */
  boolean hasHalves() {
    return even.trace() > 0 && odd.trace() > 0;
  }

  int dimension() {
    return even.dimension();
  }

  private Gram total() {
    Gram total = new Gram(even.dimension());
    total.merge(even);
    total.merge(odd);
    return total;
  }

  private static double[] mean(Gram gram) {
    double[] mean = gram.dense();
    for (int i = 0; i < mean.length; i++) {
      mean[i] /= gram.rows();
    }
    return mean;
  }
}
