package org.tributary.influence;

import org.tributary.schemas.ErrorCode;
import org.tributary.schemas.TributaryException;

/**
 * Rounds a row of floating-point numbers to int8 with one power-of-two scale, the same bits on
 * every machine: only scaling by powers of two (exact) and {@link Math#rint} (ties to even) are
 * involved.
 *
 * <p>The exponent is the smallest e for which the largest magnitude, divided by 2^e and rounded, is
 * at most 127. So the largest entry of a row that isn't zero has a magnitude of 64 to 127, and no
 * entry is ever -128: int8 kernels that multiply an unsigned by a signed byte are exact on such
 * rows.
 */
public final class Quantizer {
  /** Largest magnitude of a quantized entry. */
  public static final int LARGEST = 127;

  /**
   * Rows of one model and checkpoint, and the checkpoints of one inference, are quantized no finer
   * than 2^-32 of the largest among them. That is below the resolution of a share (10^-9), and it
   * bounds the range of exact sums: a vanishing gradient, which a well-learned example has, can't
   * make a score leave DECIMAL(38,0).
   */
  public static final int WINDOW = 32;

  /** Lowest exponent of {@link #quantize(double[])}: no bound. */
  public static final int NO_FLOOR = Integer.MIN_VALUE;

  /** Takes a subnormal to where its leading bit tells its exponent. */
  private static final int SUBNORMAL_LIFT = 200;

  private Quantizer() {}

  /** Quantizes a row as finely as its own largest magnitude allows. */
  public static QuantizedRow quantize(double[] row) {
    return quantize(row, NO_FLOOR);
  }

  /** Quantizes a row of floats; a float is exact as a double. */
  public static QuantizedRow quantize(float[] row) {
    return quantize(row, NO_FLOOR);
  }

  /**
   * Quantizes a row, but no finer than {@code lowestExponent}: beside rows that are 2^32 times
   * larger, a tiny row counts for nothing, and its exponent must not widen the exact sums of all.
   *
   * @param row finite numbers
   * @param lowestExponent bound of the exponent
   * @return the row; exponent 0 when it rounds to zero altogether
   * @throws TributaryException INPUT_INCONSISTENT when an entry isn't finite
   */
  public static QuantizedRow quantize(double[] row, int lowestExponent) {
    double largest = largestMagnitude(row);
    if (largest == 0) {
      // All zero at any scale.
      return new QuantizedRow(0, new byte[row.length]);
    }
    int exponent = Math.max(exponentOf(largest), lowestExponent);
    byte[] q = new byte[row.length];
    int nonZero = 0;
    for (int j = 0; j < row.length; j++) {
      q[j] = (byte) Math.rint(Math.scalb(row[j], -exponent));
      nonZero |= q[j];
    }
    return new QuantizedRow(nonZero == 0 ? 0 : exponent, q);
  }

  /** As {@link #quantize(double[], int)}, for floats. */
  public static QuantizedRow quantize(float[] row, int lowestExponent) {
    double[] wide = new double[row.length];
    for (int j = 0; j < row.length; j++) {
      wide[j] = row[j];
    }
    return quantize(wide, lowestExponent);
  }

  /** A quantized row made coarser where its exponent lies below {@code lowestExponent}. */
  public static QuantizedRow coarsen(QuantizedRow row, int lowestExponent) {
    if (row.exponent() >= lowestExponent) {
      return row;
    }
    byte[] q = new byte[row.dimension()];
    int nonZero = 0;
    for (int j = 0; j < q.length; j++) {
      q[j] = (byte) Math.rint(Math.scalb((double) row.q()[j], row.exponent() - lowestExponent));
      nonZero |= q[j];
    }
    return new QuantizedRow(nonZero == 0 ? 0 : lowestExponent, q);
  }

  /**
   * The smallest e with {@code rint(largest / 2^e) <= 127}.
   *
   * @param largest positive and finite, also subnormal
   */
  public static int exponentOf(double largest) {
    if (!(largest > 0) || Double.isInfinite(largest)) {
      throw new IllegalArgumentException("Not a positive finite magnitude: " + largest);
    }
    int binade =
        largest < Double.MIN_NORMAL
            ? Math.getExponent(Math.scalb(largest, SUBNORMAL_LIFT)) - SUBNORMAL_LIFT
            : Math.getExponent(largest);
    // largest / 2^(binade - 6) lies in [64, 128); one finer would be 128 or more.
    int exponent = binade - 6;
    return Math.rint(Math.scalb(largest, -exponent)) <= LARGEST ? exponent : exponent + 1;
  }

  /**
   * The largest absolute value of a row, 0 for a row of zeros.
   *
   * @throws TributaryException INPUT_INCONSISTENT when an entry isn't finite
   */
  public static double largestMagnitude(double[] row) {
    double largest = 0;
    for (int j = 0; j < row.length; j++) {
      double magnitude = Math.abs(row[j]);
      if (!(magnitude <= Double.MAX_VALUE)) {
        throw TributaryException.of(
            ErrorCode.INPUT_INCONSISTENT,
            "Entry %d of a sketch of %d dimensions is %s: sketches hold finite numbers only.",
            j,
            row.length,
            row[j]);
      }
      largest = Math.max(largest, magnitude);
    }
    return largest;
  }
}
