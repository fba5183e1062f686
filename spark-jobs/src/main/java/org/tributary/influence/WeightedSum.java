package org.tributary.influence;

import java.io.Serializable;
import java.util.Map;
import java.util.TreeMap;

/**
 * The sum of int8 rows times factors, {@code sum over rows of factor x value}. Factors are {@link
 * FixedPoint}, sums are integers: parts merge to the same bits in any order. A term is below 2^22,
 * so 2^41 rows fit.
 */
final class WeightedSum implements Serializable {
  private static final long serialVersionUID = 1L;

  private final int dimension;
  private final TreeMap<Integer, long[]> bands = new TreeMap<>();

  WeightedSum(int dimension) {
    this.dimension = dimension;
  }

  /** Adds {@code factor x q x 2^exponent}, of dimensions offset and following of a row. */
  void add(byte[] q, int offset, int exponent, double factor) {
    if (factor == 0) {
      return;
    }
    FixedPoint fixed = FixedPoint.of(Math.abs(factor), exponent);
    int sign = factor < 0 ? -1 : 1;
    long[] sums = bands.computeIfAbsent(fixed.band(), band -> new long[2 * dimension]);
    for (int j = 0; j < dimension; j++) {
      long value = (long) sign * q[offset + j];
      sums[j] += fixed.high() * value;
      sums[dimension + j] += fixed.low() * value;
    }
  }

  /** Adds the rows of {@code other}, which stays as it is. */
  void merge(WeightedSum other) {
    for (Map.Entry<Integer, long[]> band : other.bands.entrySet()) {
      long[] sums = bands.computeIfAbsent(band.getKey(), key -> new long[2 * dimension]);
      long[] more = band.getValue();
      for (int at = 0; at < sums.length; at++) {
        sums[at] += more[at];
      }
    }
  }

  /** The sum in double, rounded once per band, in ascending order of the bands. */
  double[] dense() {
    double[] sum = new double[dimension];
    for (Map.Entry<Integer, long[]> band : bands.entrySet()) {
      double unit = FixedPoint.unit(band.getKey());
      long[] sums = band.getValue();
      for (int j = 0; j < dimension; j++) {
        sum[j] += (sums[j] * FixedPoint.HIGH_UNIT + sums[dimension + j]) * unit;
      }
    }
    return sum;
  }
}
