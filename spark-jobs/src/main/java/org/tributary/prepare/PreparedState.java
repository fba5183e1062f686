package org.tributary.prepare;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.tributary.schemas.table.Tables;
import org.tributary.session.Warehouse;

/**
 * What earlier runs left in the prepared tables.
 *
 * @param finished fingerprint and setting of the rows of {@code prepared_settings}, by model: they
 *     are written last
 * @param found fingerprint and setting of the rows of every table, by model
 */
record PreparedState(Map<String, Set<String>> finished, Map<String, Set<String>> found) {
  /** Tables that prepare writes for a model, in this order. */
  static final List<String> TABLES =
      List.of(
          Tables.PREPARED_SKETCHES,
          Tables.CONTRIBUTION_GROUPS,
          Tables.PREPARED_MODELS,
          Tables.PREPARED_CONTRIBUTORS,
          Tables.PREPARED_ROWS,
          Tables.PREPARED_SETTINGS);

  private static final String ANY = "";

  static PreparedState read(Warehouse warehouse) {
    Map<String, Set<String>> finished = new HashMap<>();
    Map<String, Set<String>> found = new HashMap<>();
    Dataset<Row> rows = null;
    for (String table : TABLES) {
      // Sketches are the same for all settings.
      String setting = table.equals(Tables.PREPARED_SKETCHES) ? "'" + ANY + "'" : "setting";
      Dataset<Row> more =
          warehouse
              .read(table)
              .selectExpr("'" + table + "'", "model_id", "fingerprint", setting)
              .distinct();
      rows = rows == null ? more : rows.union(more);
    }
    for (Row row : rows.collectAsList()) {
      String what = entry(row.getString(2), row.getString(3));
      found.computeIfAbsent(row.getString(1), key -> new HashSet<>()).add(what);
      if (row.getString(0).equals(Tables.PREPARED_SETTINGS)) {
        finished.computeIfAbsent(row.getString(1), key -> new HashSet<>()).add(what);
      }
    }
    return new PreparedState(finished, found);
  }

  /** Whether the model stands in the tables as it is now, and nothing else does. */
  boolean holds(ModelSurvey model) {
    Set<String> wanted = new HashSet<>();
    if (!model.hasSketches()) {
      return found.getOrDefault(model.modelId(), wanted).isEmpty();
    }
    model.settings().forEach(setting -> wanted.add(entry(model.fingerprint(), setting.key())));
    if (!wanted.equals(finished.get(model.modelId()))) {
      return false;
    }
    wanted.add(entry(model.fingerprint(), ANY));
    return wanted.equals(found.get(model.modelId()));
  }

  private static String entry(String fingerprint, String setting) {
    return fingerprint + " " + setting;
  }
}
