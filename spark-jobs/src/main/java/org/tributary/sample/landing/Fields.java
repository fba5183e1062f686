package org.tributary.sample.landing;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A landing row: values by column. Values are strings, {@code Integer}, {@code Long}, {@code
 * BigInteger} (a decimal without digits after the point), {@code Instant}, {@code LocalDate},
 * {@code int[]}, {@code float[]}, and lists of such maps. A null is left out.
 */
public final class Fields {
  private final Map<String, Object> values = new LinkedHashMap<>();

  private Fields() {}

  /** A row whose first column is {@code column}. */
  public static Fields of(String column, Object value) {
    return new Fields().and(column, value);
  }

  /** Adds a column; null leaves it out. */
  public Fields and(String column, Object value) {
    if (value != null) {
      values.put(column, value);
    }
    return this;
  }

  /** The row. */
  public Map<String, Object> row() {
    return values;
  }
}
