package org.tributary.session;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.spark.sql.Row;

/**
 * Sums of amounts that may be negative, in SQL. A sum in {@code DECIMAL(38,0)} overflows where a
 * part of the rows does, whatever the rest takes away again, so that a result would depend on the
 * order of rows. In a query, {@code exact_sums(x)} stands for a sum of the upper and one of the
 * lower digits of {@code x}, and {@code exact(x)} in the query around it for what the two make: it
 * fails exactly where that has more than 38 digits.
 */
public final class ExactSum {
  private static final Pattern SUMS = Pattern.compile("\\bexact_sums\\((\\w+)\\)");
  private static final Pattern VALUE = Pattern.compile("\\bexact\\((\\w+)\\)");
  private static final String SUMS_SQL = SqlFile.text(ExactSum.class, "exact_sums.sql").strip();
  private static final String VALUE_SQL = SqlFile.text(ExactSum.class, "exact.sql").strip();
  private static final String HIGH_SQL = SqlFile.text(ExactSum.class, "exact_high.sql").strip();
  private static final BigInteger HIGH = BigInteger.TEN.pow(20);

  private ExactSum() {}

  /** The query with what stands for sums written out. */
  public static String expand(String query) {
    return expand(expand(query, SUMS, SUMS_SQL), VALUE, VALUE_SQL.replace("${high}", HIGH_SQL));
  }

  private static String expand(String query, Pattern call, String sql) {
    return call.matcher(query)
        .replaceAll(found -> Matcher.quoteReplacement(sql.replace("${amount}", found.group(1))));
  }

  /** What {@code exact_sums(column)} found; zero where there was nothing to sum. */
  public static BigInteger of(Row row, String column) {
    return digits(row, column + "_high").multiply(HIGH).add(digits(row, column + "_low"));
  }

  private static BigInteger digits(Row row, String column) {
    BigDecimal digits = row.getAs(column);
    return digits == null ? BigInteger.ZERO : digits.toBigIntegerExact();
  }
}
