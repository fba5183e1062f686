package org.tributary.influence;

import java.io.Serializable;
import java.util.Map;
import java.util.TreeMap;

/**
 * The Gram matrix of int8 rows with a positive factor each, {@code sum over rows of factor x value
 * valueT} (DataInf). Factors are {@link FixedPoint}, sums are integers: parts merge to the same
 * bits in any order. A term is below 2^30, so 2^33 rows fit.
 *
 * <p>Memory: {@code 8 k (k + 1)} bytes per band of eight exponents.
 */
public final class WeightedGram implements Serializable {
  private static final long serialVersionUID = 1L;

  private final int dimension;

  /** High halves, then low halves; each the upper triangle by rows. */
  private final TreeMap<Integer, long[]> bands = new TreeMap<>();

  public WeightedGram(int dimension) {
    this.dimension = dimension;
  }

  /**
   * Adds {@code factor x value valueT} with value = q x 2^exponent, of dimensions offset and
   * following of a row.
   *
   * @param factor positive and finite
   */
  public void add(byte[] q, int offset, int exponent, double factor) {
    if (isZero(q, offset)) {
      return;
    }
    FixedPoint fixed = FixedPoint.of(factor, 2 * exponent);
    long[] sums = bands.computeIfAbsent(fixed.band(), band -> new long[2 * packedLength()]);
    addHalf(sums, 0, q, offset, fixed.high());
    addHalf(sums, packedLength(), q, offset, fixed.low());
  }

  private boolean isZero(byte[] q, int offset) {
    for (int j = offset; j < offset + dimension; j++) {
      if (q[j] != 0) {
        return false;
      }
    }
    return true;
  }

  private void addHalf(long[] sums, int from, byte[] q, int offset, int factor) {
    int at = from;
    for (int i = 0; i < dimension; i++) {
      int scaled = factor * q[offset + i];
      if (scaled == 0) {
        at += dimension - i;
        continue;
      }
      for (int j = i; j < dimension; j++, at++) {
        // 15 + 7 + 7 bits: the product fits into an int.
        int product = scaled * q[offset + j];
        sums[at] += product;
      }
    }
  }

  /** Adds the rows of {@code other}, which stays as it is. */
  public void merge(WeightedGram other) {
    for (Map.Entry<Integer, long[]> band : other.bands.entrySet()) {
      long[] sums = bands.computeIfAbsent(band.getKey(), key -> new long[2 * packedLength()]);
      long[] more = band.getValue();
      for (int at = 0; at < sums.length; at++) {
        sums[at] += more[at];
      }
    }
  }

  /** The matrix in double: {@code dimension x dimension}, row-major, symmetric. */
  public double[] dense() {
    double[] matrix = new double[Math.multiplyExact(dimension, dimension)];
    for (Map.Entry<Integer, long[]> band : bands.entrySet()) {
      double unit = FixedPoint.unit(band.getKey());
      long[] sums = band.getValue();
      int at = 0;
      for (int i = 0; i < dimension; i++) {
        for (int j = i; j < dimension; j++, at++) {
          matrix[i * dimension + j] +=
              (sums[at] * FixedPoint.HIGH_UNIT + sums[packedLength() + at]) * unit;
        }
      }
    }
    Dense.mirror(matrix, dimension);
    return matrix;
  }

  private int packedLength() {
    return Math.toIntExact((long) dimension * (dimension + 1) / 2);
  }
}
