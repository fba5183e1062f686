package org.tributary.ingest;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.to_json;

import java.util.Map;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.types.StructType;

/** Columns as the line of a JSON Lines landing file that says the same. */
final class LandingJson {
  /** Microseconds in full: two rows that differ in one have different texts. */
  private static final Map<String, String> OPTIONS =
      Map.of(
          "timestampFormat", "yyyy-MM-dd'T'HH:mm:ss.SSSSSSXXX",
          "dateFormat", "yyyy-MM-dd",
          "timeZone", "UTC",
          "ignoreNullFields", "true");

  private LandingJson() {}

  /** The JSON object of {@code columns}; nulls are left out. */
  static Column of(StructType columns) {
    return to_json(
        struct(
            Stream.of(columns.fieldNames())
                .map(name -> col("`" + name + "`"))
                .toArray(Column[]::new)),
        OPTIONS);
  }
}
