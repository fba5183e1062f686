package org.tributary.settle;

import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.tributary.session.SqlFile;

/** The stage's SQL, from {@code settle/NAME.sql} on the class path. */
final class SettleQueries {
  private SettleQueries() {}

  static Dataset<Row> run(SparkSession spark, String name) {
    return run(spark, name, Map.of());
  }

  /** As {@link #run(SparkSession, String)}, with SQL literals for <code>${name}</code>. */
  static Dataset<Row> run(SparkSession spark, String name, Map<String, String> literals) {
    String sql = SqlFile.read(SettleQueries.class, "/settle/" + name + ".sql");
    for (Map.Entry<String, String> literal : literals.entrySet()) {
      sql = sql.replace("${" + literal.getKey() + "}", literal.getValue());
    }
    return spark.sql(sql);
  }
}
