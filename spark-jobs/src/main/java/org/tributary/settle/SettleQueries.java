package org.tributary.settle;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** The stage's SQL, from {@code settle/NAME.sql} on the class path. */
final class SettleQueries {
  private SettleQueries() {}

  static Dataset<Row> run(SparkSession spark, String name) {
    return run(spark, name, Map.of());
  }

  /** As {@link #run(SparkSession, String)}, with SQL literals for <code>${name}</code>. */
  static Dataset<Row> run(SparkSession spark, String name, Map<String, String> literals) {
    String resource = "/settle/" + name + ".sql";
    try (InputStream in = SettleQueries.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw new IllegalArgumentException("There is no query " + resource);
      }
      String sql = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      for (Map.Entry<String, String> literal : literals.entrySet()) {
        sql = sql.replace("${" + literal.getKey() + "}", literal.getValue());
      }
      return spark.sql(sql);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
