package org.tributary.prepare;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.tributary.schemas.table.Tables;
import org.tributary.session.Warehouse;

/**
 * What earlier runs left in the prepared tables.
 *
 * @param sketches fingerprint of the sketches by model
 * @param matrices fingerprint and settings of the preconditioners by model
 */
record PreparedState(Map<String, Set<String>> sketches, Map<String, Set<String>> matrices) {
  static PreparedState read(Warehouse warehouse) {
    Map<String, Set<String>> sketches = new HashMap<>();
    Map<String, Set<String>> matrices = new HashMap<>();
    Dataset<Row> rows =
        warehouse
            .read(Tables.PREPARED_SKETCHES)
            .selectExpr("'sketches' AS kind", "model_id", "fingerprint", "'' AS setting")
            .union(
                warehouse
                    .read(Tables.PREPARED_MODELS)
                    .selectExpr(
                        "'matrices' AS kind",
                        "model_id",
                        "fingerprint",
                        "concat(preconditioner_method, ' ', damping_rule) AS setting"));
    for (Row row : rows.distinct().collectAsList()) {
      Map<String, Set<String>> target = row.getString(0).equals("sketches") ? sketches : matrices;
      target
          .computeIfAbsent(row.getString(1), key -> new HashSet<>())
          .add(row.getString(2) + " " + row.getString(3));
    }
    return new PreparedState(sketches, matrices);
  }

  boolean hasSketches(ModelSurvey model) {
    return Set.of(model.fingerprint() + " ").equals(sketches.get(model.modelId()));
  }

  boolean hasMatrices(ModelSurvey model) {
    Set<String> wanted = new HashSet<>();
    model
        .settings()
        .forEach(
            setting ->
                wanted.add(
                    model.fingerprint() + " " + setting.method() + " " + setting.dampingRule()));
    return wanted.equals(matrices.get(model.modelId()));
  }
}
