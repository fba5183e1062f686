package org.tributary.influence;

import java.io.Serializable;
import java.util.Map;
import java.util.TreeMap;
import org.tributary.schemas.ErrorCode;
import org.tributary.schemas.TributaryException;

/**
 * The exact integer Gram matrix of quantized rows, {@code sum over rows of value valueT}.
 *
 * <p>Rows of different scales can't share one integer sum, so there is one sum per band of eight
 * exponents: in a band, a product is shifted by twice the exponent's distance from the band's
 * lowest, at most 14 bits. An entry is below 2^14 x 2^14 per row, so 2^34 rows fit into a long.
 * Integer addition is associative: Grams of parts merge to the same bits in any order, whatever the
 * partitioning. Only {@link #dense} rounds, once per band, in ascending order of the bands.
 *
 * <p>Memory: {@code 4 k (k + 1)} bytes per band.
 */
public final class Gram implements Serializable {
  private static final long serialVersionUID = 1L;

  /** Exponents per band. */
  private static final int BAND = 8;

  private static final long MOST_ROWS = 1L << 34;

  private final int dimension;
  private final TreeMap<Integer, long[]> bands = new TreeMap<>();
  private long rows;

  /** An empty Gram of {@code dimension x dimension} entries. */
  public Gram(int dimension) {
    if (dimension < 1) {
      throw new IllegalArgumentException("A Gram needs a dimension, not " + dimension);
    }
    this.dimension = dimension;
  }

  public int dimension() {
    return dimension;
  }

  /** How many rows were added, all-zero ones included. */
  public long rows() {
    return rows;
  }

  /** Adds {@code row rowT}. */
  public void add(QuantizedRow row) {
    requireDimension(row.dimension());
    add(row.q(), 0, row.exponent());
  }

  /**
   * Adds {@code value valueT} with value = q x 2^exponent, of a row's dimensions from offset on.
   */
  public void add(byte[] q, int offset, int exponent) {
    countRows(1);
    long[] sums = null;
    int shift = 2 * Math.floorMod(exponent, BAND);
    int start = 0;
    for (int i = 0; i < dimension; i++) {
      if (q[offset + i] != 0) {
        if (sums == null) {
          sums =
              bands.computeIfAbsent(
                  Math.floorDiv(exponent, BAND), band -> new long[packedLength()]);
        }
        addProducts(sums, start, q, offset, i, shift);
      }
      start += dimension - i;
    }
  }

  private void addProducts(long[] sums, int start, byte[] q, int offset, int i, int shift) {
    int scaled = q[offset + i] << shift;
    for (int j = i, at = start; j < dimension; j++, at++) {
      // 7 + 14 + 7 bits: the product fits into an int.
      int product = scaled * q[offset + j];
      sums[at] += product;
    }
  }

  /** Adds the rows of {@code other}, which stays as it is. */
  public void merge(Gram other) {
    requireDimension(other.dimension);
    countRows(other.rows);
    for (Map.Entry<Integer, long[]> band : other.bands.entrySet()) {
      long[] sums = bands.computeIfAbsent(band.getKey(), key -> new long[packedLength()]);
      long[] more = band.getValue();
      for (int at = 0; at < sums.length; at++) {
        sums[at] += more[at];
      }
    }
  }

  /**
   * The matrix in double: {@code dimension x dimension}, row-major, symmetric. The sum over rows,
   * not the mean.
   */
  public double[] dense() {
    double[] matrix = new double[Math.multiplyExact(dimension, dimension)];
    for (Map.Entry<Integer, long[]> band : bands.entrySet()) {
      double unit = Math.scalb(1.0, 2 * BAND * band.getKey());
      long[] sums = band.getValue();
      int at = 0;
      for (int i = 0; i < dimension; i++) {
        for (int j = i; j < dimension; j++) {
          matrix[i * dimension + j] += sums[at++] * unit;
        }
      }
    }
    Dense.mirror(matrix, dimension);
    return matrix;
  }

  /** Sum of the diagonal of {@link #dense}, in ascending order. */
  public double trace() {
    double[] diagonal = new double[dimension];
    for (Map.Entry<Integer, long[]> band : bands.entrySet()) {
      double unit = Math.scalb(1.0, 2 * BAND * band.getKey());
      int at = 0;
      for (int i = 0; i < dimension; i++) {
        diagonal[i] += band.getValue()[at] * unit;
        at += dimension - i;
      }
    }
    double trace = 0;
    for (double each : diagonal) {
      trace += each;
    }
    return trace;
  }

  private int packedLength() {
    return Math.toIntExact((long) dimension * (dimension + 1) / 2);
  }

  private void countRows(long more) {
    rows = Math.addExact(rows, more);
    if (rows > MOST_ROWS) {
      throw TributaryException.of(
          ErrorCode.ARITHMETIC,
          "A Gram of %d rows may overflow its 64-bit sums; at most %d rows are exact. Split the"
              + " model's training set.",
          rows,
          MOST_ROWS);
    }
  }

  private void requireDimension(int found) {
    if (found != dimension) {
      throw TributaryException.of(
          ErrorCode.INPUT_INCONSISTENT,
          "A row of %d dimensions doesn't fit a Gram of %d: all sketches of one model and"
              + " checkpoint have one dimension.",
          found,
          dimension);
    }
  }
}
