package org.tributary.influence;

import java.io.Serializable;
import java.util.Arrays;

/**
 * A row of int8 with one power-of-two scale: {@code value[j] = q[j] x 2^exponent}, every {@code
 * q[j]} in -127..127.
 *
 * <p>The array is taken over and handed out as it is, because millions of rows pass through here:
 * whoever makes a row doesn't touch its array afterwards, and whoever reads one doesn't write to
 * it.
 *
 * @param exponent power of two of the scale; 0 where all of {@code q} is 0
 * @param q one signed byte per dimension
 */
public record QuantizedRow(int exponent, byte[] q) implements Serializable {
  /** Number of dimensions. */
  public int dimension() {
    return q.length;
  }

  /** Whether the row says nothing: all zero. */
  public boolean isZero() {
    for (byte each : q) {
      if (each != 0) {
        return false;
      }
    }
    return true;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof QuantizedRow row && exponent == row.exponent && Arrays.equals(q, row.q);
  }

  @Override
  public int hashCode() {
    return 31 * exponent + Arrays.hashCode(q);
  }

  @Override
  public String toString() {
    return "QuantizedRow[exponent=" + exponent + ", q=" + Arrays.toString(q) + "]";
  }
}
