package org.tributary.evaluate;

import java.math.BigDecimal;
import java.math.RoundingMode;

/** Numbers as the evaluation's files show them, the same in every locale. */
public final class Numbers {
  private Numbers() {}

  /** All digits and no exponent: {@code 0.001}, {@code 10}. */
  public static String plain(double value) {
    return BigDecimal.valueOf(value).stripTrailingZeros().toPlainString();
  }

  /** Rounded to {@code digits} after the point, half to even; never a negative zero. */
  public static String fixed(double value, int digits) {
    return BigDecimal.valueOf(value).setScale(digits, RoundingMode.HALF_EVEN).toPlainString();
  }
}
