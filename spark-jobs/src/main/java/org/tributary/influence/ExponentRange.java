package org.tributary.influence;

import java.io.Serializable;

/**
 * Exponents of the rows of a model and setting that belong together: they lie within {@link
 * Quantizer#WINDOW} of the highest, so that a product shifted to the common unit fits 64 bits.
 *
 * @param lowest no row is finer; an all-zero row has this exponent
 * @param highest no row is coarser
 */
public record ExponentRange(int lowest, int highest) implements Serializable {
  /** Where all rows are zero. */
  public static final ExponentRange NONE = new ExponentRange(0, 0);

  /** The range of rows whose own exponents, zero rows aside, lie between the two. */
  public static ExponentRange of(int smallest, int largest) {
    return new ExponentRange(Math.max(smallest, largest - Quantizer.WINDOW), largest);
  }

  /** The range of rows. */
  static ExponentRange of(Iterable<QuantizedRow> rows) {
    int smallest = Integer.MAX_VALUE;
    int largest = Integer.MIN_VALUE;
    for (QuantizedRow row : rows) {
      if (!row.isZero()) {
        smallest = Math.min(smallest, row.exponent());
        largest = Math.max(largest, row.exponent());
      }
    }
    return smallest > largest ? NONE : of(smallest, largest);
  }

  /** A row as it stands among the others. */
  public QuantizedRow fit(QuantizedRow row) {
    QuantizedRow coarse = row.isZero() ? row : Quantizer.coarsen(row, lowest);
    return coarse.isZero() ? new QuantizedRow(lowest, coarse.q()) : coarse;
  }
}
