package org.tributary.attribute;

import java.util.TreeMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.tributary.attribute.influence.InferenceSketches;
import org.tributary.influence.SketchBytes;
import org.tributary.schemas.ErrorCode;
import org.tributary.schemas.TributaryException;
import org.tributary.session.ContentHash;

/**
 * What attribution reads of an inference.
 *
 * @param logDate ISO date
 * @param modelId model
 * @param sketches gradients by checkpoint, and the inference's id
 */
record LoggedInference(String logDate, String modelId, InferenceSketches sketches) {
  /** The columns that {@link #of} reads. */
  static Dataset<Row> columns(Dataset<Row> log) {
    return log.selectExpr(
        "CAST(log_date AS STRING) AS log_date", "model_id", "inference_id", "sketches");
  }

  static LoggedInference of(Row row) {
    String inferenceId = row.getAs("inference_id");
    TreeMap<String, float[]> gradients = new TreeMap<>();
    int column = row.fieldIndex("sketches");
    if (!row.isNullAt(column)) {
      for (Row sketch : row.<Row>getList(column)) {
        String checkpoint = sketch.getString(0);
        if (gradients.put(checkpoint, SketchBytes.decode(sketch.<byte[]>getAs("gradient")))
            != null) {
          throw TributaryException.of(
              ErrorCode.INPUT_INCONSISTENT,
              "Inference %s has two sketches of checkpoint '%s': log one per checkpoint.",
              inferenceId,
              checkpoint);
        }
      }
    }
    return new LoggedInference(
        row.getAs("log_date"),
        row.getAs("model_id"),
        new InferenceSketches(inferenceId, gradients));
  }

  String inferenceId() {
    return sketches.inferenceId();
  }

  /** Hash of all that attribution depends on. */
  String hash() {
    ContentHash hash = new ContentHash().text(inferenceId()).number(sketches.gradients().size());
    sketches.gradients().forEach((checkpoint, each) -> hash.text(checkpoint).floats(each));
    return hash.hex();
  }
}
