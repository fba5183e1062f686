package org.tributary.prepare;

import static org.apache.spark.sql.functions.col;

import java.util.List;
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
    PreparedState.TABLES.forEach(table -> replace(table, none(table)));
  }

  /** No rows of a table. */
  Dataset<Row> none(String table) {
    return warehouse.spark().createDataFrame(List.of(), warehouse.columns(table));
  }

  private static String escaped(String text) {
    return text.replace("\\", "\\\\").replace("'", "\\'");
  }
}
