package org.tributary.reports.payout;

import java.math.BigDecimal;
import java.math.BigInteger;

/**
 * How base units of a token are written for people: exactly, without floating point, exponent or
 * locale.
 *
 * @param decimals digits after the point, 0 to 77 (what a uint256 can hold)
 */
public record Amounts(int decimals) {
  private static final int MOST_DECIMALS = 77;
  private static final int GROUP = 3;

  public Amounts {
    if (decimals < 0 || decimals > MOST_DECIMALS) {
      throw new IllegalArgumentException(
          "A token has 0 to " + MOST_DECIMALS + " decimals, not " + decimals);
    }
  }

  /** All decimals and nothing else, e.g. {@code 1234.500000}: for files that programs read. */
  public String plain(BigInteger baseUnits) {
    return new BigDecimal(baseUnits, decimals).toPlainString();
  }

  /** Digits in groups and no trailing zeros, e.g. {@code 1,234.5}: for people. Exact as well. */
  public String grouped(BigInteger baseUnits) {
    return whole(baseUnits) + fraction(baseUnits);
  }

  /** The part of {@link #grouped} before the point, with the sign. */
  public String whole(BigInteger baseUnits) {
    String plain = plain(baseUnits.abs());
    int point = plain.indexOf('.');
    String digits = point < 0 ? plain : plain.substring(0, point);
    StringBuilder out = new StringBuilder(baseUnits.signum() < 0 ? "-" : "");
    for (int i = 0; i < digits.length(); i++) {
      if (i > 0 && (digits.length() - i) % GROUP == 0) {
        out.append(',');
      }
      out.append(digits.charAt(i));
    }
    return out.toString();
  }

  /** The part of {@link #grouped} from the point on; empty when nothing follows it. */
  public String fraction(BigInteger baseUnits) {
    String plain = plain(baseUnits.abs());
    int point = plain.indexOf('.');
    if (point < 0) {
      return "";
    }
    int end = plain.length();
    while (plain.charAt(end - 1) == '0') {
      end--;
    }
    return end - 1 == point ? "" : plain.substring(point, end);
  }
}
