package org.tributary.prepare;

import org.apache.spark.sql.Row;
import org.tributary.influence.SketchBytes;
import org.tributary.session.ContentHash;

/**
 * A row of {@code training_rows.sql}.
 *
 * @param contributorId null when the contribution isn't in the model's training set
 * @param earns whether the contribution is accepted
 */
@SuppressWarnings("ArrayRecordComponent") // never compared; read only
record TrainingSketch(
    String modelId,
    String checkpoint,
    String datanetId,
    String contributionId,
    String contributorId,
    boolean earns,
    float[] gradient) {
  static TrainingSketch of(Row row) {
    boolean member = !row.isNullAt(row.fieldIndex("contributor_id"));
    return new TrainingSketch(
        row.getAs("model_id"),
        row.getAs("checkpoint"),
        row.getAs("datanet_id"),
        row.getAs("contribution_id"),
        row.getAs("contributor_id"),
        member && row.<Boolean>getAs("earns"),
        SketchBytes.decode(row.<byte[]>getAs("gradient")));
  }

  boolean isMember() {
    return contributorId != null;
  }

  /** Hash of all that prepared tables depend on. */
  String hash() {
    return new ContentHash()
        .text(datanetId)
        .text(contributionId)
        .text(contributorId)
        .number(earns ? 1 : 0)
        .floats(gradient)
        .hex();
  }
}
