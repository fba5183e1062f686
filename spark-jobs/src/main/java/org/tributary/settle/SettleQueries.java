package org.tributary.settle;

import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.tributary.session.SqlFile;

/** The stage's SQL, which stands beside this class as {@code NAME.sql}. */
final class SettleQueries {
  private SettleQueries() {}

  static Dataset<Row> run(SparkSession spark, String name) {
    return run(spark, name, Map.of());
  }

  /** As {@link #run(SparkSession, String)}, with SQL literals for <code>${name}</code>. */
  static Dataset<Row> run(SparkSession spark, String name, Map<String, String> literals) {
    String sql = SqlFile.read(SettleQueries.class, name + ".sql");
    for (Map.Entry<String, String> literal : literals.entrySet()) {
      sql = sql.replace("${" + literal.getKey() + "}", literal.getValue());
    }
    return spark.sql(sql);
  }
}
