package org.tributary.prepare;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.tributary.influence.InfluenceSetting;
import org.tributary.schemas.run.CanonicalJson;
import org.tributary.schemas.table.Tables;
import org.tributary.session.RunContext;
import org.tributary.session.RunFolder;

/**
 * {@code prepared.json} of a run, the second part of its manifest: which preconditioners the run
 * scores with, and the dampings among them that were found rather than said. Numbers that aren't
 * integers are texts, as Java writes a double: the shortest that reads back to the same bits.
 */
final class PreparedFile {
  private static final int FORMAT = 1;

  private PreparedFile() {}

  /** Writes the file from the prepared tables, for the models and settings of the run. */
  static void write(RunContext run, List<ModelSurvey> surveys) {
    Map<String, List<String>> wanted = new TreeMap<>();
    for (ModelSurvey survey : surveys) {
      if (survey.hasSketches()) {
        wanted.put(
            survey.modelId(), survey.settings().stream().map(InfluenceSetting::key).toList());
      }
    }
    List<Object> settings = new ArrayList<>();
    if (!wanted.isEmpty()) {
      Map<List<String>, List<Row>> parts =
          rows(run, Tables.PREPARED_MODELS, wanted)
              .select(
                  "model_id",
                  "setting",
                  "checkpoint",
                  "block",
                  "block_name",
                  "projection_id",
                  "dimension",
                  "training_rows",
                  "mean_eigenvalue",
                  "damping")
              .orderBy("model_id", "setting", "checkpoint", "block")
              .collectAsList()
              .stream()
              .collect(Collectors.groupingBy(PreparedFile::key));
      for (Row row :
          rows(run, Tables.PREPARED_SETTINGS, wanted)
              .orderBy("model_id", "setting")
              .collectAsList()) {
        settings.add(setting(row, parts.getOrDefault(key(row), List.of())));
      }
    }
    Map<String, Object> file = new LinkedHashMap<>();
    file.put("format", FORMAT);
    file.put("run_id", run.manifest().runId());
    file.put("settings", settings);
    run.folder().writeText(RunFolder.PREPARED, CanonicalJson.write(file) + "\n");
  }

  private static Dataset<Row> rows(RunContext run, String table, Map<String, List<String>> wanted) {
    return run.warehouse()
        .read(table)
        .filter(org.apache.spark.sql.functions.col("model_id").isin(wanted.keySet().toArray()));
  }

  private static List<String> key(Row row) {
    return List.of(row.getAs("model_id"), row.getAs("setting"));
  }

  private static Map<String, Object> setting(Row row, List<Row> parts) {
    Map<String, Object> setting = new LinkedHashMap<>();
    setting.put("model_id", row.getAs("model_id"));
    setting.put("setting", row.getAs("setting"));
    setting.put("fingerprint", row.getAs("fingerprint"));
    setting.put("contributors", row.getAs("contributors"));
    setting.put("scored_rows", row.getAs("scored_rows"));
    setting.put("parts", parts.stream().map(PreparedFile::part).toList());
    int sweep = row.fieldIndex("sweep");
    if (!row.isNullAt(sweep)) {
      setting.put("sweep", row.<Row>getList(sweep).stream().map(PreparedFile::point).toList());
    }
    return setting;
  }

  private static Map<String, Object> part(Row row) {
    Map<String, Object> part = new LinkedHashMap<>();
    part.put("checkpoint", row.getAs("checkpoint"));
    part.put("block", row.getAs("block"));
    part.put("block_name", row.getAs("block_name"));
    part.put("projection_id", row.getAs("projection_id"));
    part.put("dimension", row.getAs("dimension"));
    part.put("training_rows", row.getAs("training_rows"));
    part.put("mean_eigenvalue", Double.toString(row.<Double>getAs("mean_eigenvalue")));
    part.put("damping", Double.toString(row.<Double>getAs("damping")));
    return part;
  }

  private static Map<String, Object> point(Row row) {
    return Map.of(
        "ratio", Double.toString(row.getDouble(0)),
        "criterion", Double.toString(row.getDouble(1)));
  }
}
