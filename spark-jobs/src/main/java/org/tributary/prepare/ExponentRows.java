package org.tributary.prepare;

import java.io.Serializable;
import org.apache.spark.api.java.JavaRDD;
import org.tributary.influence.ExponentRange;
import org.tributary.influence.QuantizedRow;

/**
 * How many quantized rows there are, and their exponents, zero rows aside.
 *
 * @param smallest above {@code largest} where all are zero
 */
record ExponentRows(long count, int smallest, int largest) implements Serializable {
  private static final ExponentRows NONE =
      new ExponentRows(0, Integer.MAX_VALUE, Integer.MIN_VALUE);

  static ExponentRows of(JavaRDD<QuantizedRow> rows) {
    return rows.map(ExponentRows::of).fold(NONE, ExponentRows::and);
  }

  private static ExponentRows of(QuantizedRow row) {
    return row.isZero()
        ? new ExponentRows(1, NONE.smallest, NONE.largest)
        : new ExponentRows(1, row.exponent(), row.exponent());
  }

  private ExponentRows and(ExponentRows other) {
    return new ExponentRows(
        count + other.count, Math.min(smallest, other.smallest), Math.max(largest, other.largest));
  }

  ExponentRange range() {
    return smallest > largest ? ExponentRange.NONE : ExponentRange.of(smallest, largest);
  }
}
