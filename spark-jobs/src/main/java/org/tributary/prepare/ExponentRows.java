package org.tributary.prepare;

import java.io.Serializable;
import org.apache.spark.api.java.JavaRDD;
import org.tributary.influence.ExponentRange;
import org.tributary.influence.QuantizedRow;

/** The exponents of quantized rows that lie in partitions, zero rows aside. */
final class ExponentRows {
  private ExponentRows() {}

  /** Smallest and largest so far; smallest above largest where there was none. */
  private record Span(int smallest, int largest) implements Serializable {
    Span and(Span other) {
      return new Span(Math.min(smallest, other.smallest), Math.max(largest, other.largest));
    }
  }

  private static final Span EMPTY = new Span(Integer.MAX_VALUE, Integer.MIN_VALUE);

  static ExponentRange range(JavaRDD<QuantizedRow> rows) {
    Span span =
        rows.map(row -> row.isZero() ? EMPTY : new Span(row.exponent(), row.exponent()))
            .fold(EMPTY, Span::and);
    return span.smallest() > span.largest()
        ? ExponentRange.NONE
        : ExponentRange.of(span.smallest(), span.largest());
  }
}
