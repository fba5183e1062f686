package org.tributary.sample.landing;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.tributary.schemas.run.CanonicalJson;

/**
 * A landing row as one line of JSON: canonical JSON, times and dates in ISO 8601, amounts as
 * strings, since a JSON number beyond 2^53 doesn't survive most readers.
 */
public final class JsonLine {
  private JsonLine() {}

  /** The line, without a line end. */
  public static String of(Map<String, Object> row) {
    return CanonicalJson.write(plain(row));
  }

  private static Object plain(Object value) {
    if (value instanceof Instant || value instanceof LocalDate) {
      return value.toString();
    } else if (value instanceof int[] numbers) {
      return Arrays.stream(numbers).boxed().toList();
    } else if (value instanceof List<?> list) {
      return list.stream().map(JsonLine::plain).toList();
    } else if (value instanceof Map<?, ?> map) {
      Map<String, Object> plain = new LinkedHashMap<>();
      map.forEach((key, field) -> plain.put((String) key, plain(field)));
      return plain;
    }
    return value;
  }
}
