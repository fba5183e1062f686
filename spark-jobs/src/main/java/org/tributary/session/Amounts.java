package org.tributary.session;

import java.math.BigDecimal;
import java.math.BigInteger;
import org.apache.spark.sql.Row;

/** Amounts in rows: integers in {@code DECIMAL(38,0)}. */
public final class Amounts {
  private Amounts() {}

  /**
   * The amount in a column.
   *
   * @throws ArithmeticException if it is no integer
   */
  public static BigInteger of(Row row, String column) {
    return row.<BigDecimal>getAs(column).toBigIntegerExact();
  }
}
