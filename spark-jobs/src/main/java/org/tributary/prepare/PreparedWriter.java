package org.tributary.prepare;

import static org.apache.spark.sql.functions.col;

import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.tributary.session.SparkFailures;
import org.tributary.session.Warehouse;

/** Replaces the rows of one model in prepared tables. */
record PreparedWriter(Warehouse warehouse, String modelId) {
  /** Puts {@code rows} in place of the model's. */
  void replace(String table, Dataset<Row> rows) {
    String predicate = "model_id = '" + escaped(modelId) + "'";
    SparkFailures.explained(
        "prepare",
        () -> {
          warehouse.replaceWhere(table, predicate, rows);
          return table;
        });
  }

  /** The model's rows. */
  Dataset<Row> read(String table) {
    return warehouse.read(table).filter(col("model_id").equalTo(modelId));
  }

  /** Takes the model out of all prepared tables. */
  void clear() {
    for (String table : PreparedState.TABLES) {
      replace(table, read(table).limit(0));
    }
  }

  private static String escaped(String text) {
    return text.replace("\\", "\\\\").replace("'", "\\'");
  }
}
