package org.tributary.prepare;

import java.sql.Timestamp;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.apache.spark.sql.Row;
import org.tributary.influence.SketchBytes;
import org.tributary.session.ContentHash;

/** A row of {@code training_rows.sql}, as the survey reads it. */
final class TrainingSketch {
  private final Row row;
  private final float[] gradient;

  TrainingSketch(Row row) {
    this.row = row;
    this.gradient = SketchBytes.decode(row.<byte[]>getAs("gradient"));
  }

  String modelId() {
    return row.getAs("model_id");
  }

  String checkpoint() {
    return row.getAs("checkpoint");
  }

  /** Null where it wasn't said. */
  String projectionId() {
    return row.getAs("projection_id");
  }

  float[] gradient() {
    return gradient;
  }

  /** Whether the contribution is in the model's training set. */
  boolean isMember() {
    return row.getAs("contributor_id") != null;
  }

  /** Datanet and contribution, for people. */
  String name() {
    return row.getAs("datanet_id") + "/" + row.getAs("contribution_id");
  }

  /** Hash of all that prepared tables depend on. */
  String hash() {
    Double lossWeight = row.getAs("loss_weight");
    Instant accepted = row.<Timestamp>getAs("accepted_at").toInstant();
    return new ContentHash()
        .text(row.getAs("datanet_id"))
        .number(row.<Integer>getAs("datanet_version"))
        .text(row.getAs("contribution_id"))
        .text(row.getAs("contributor_id"))
        .number(row.<Boolean>getAs("earns") ? 1 : 0)
        .text(Long.toString(ChronoUnit.MICROS.between(Instant.EPOCH, accepted)))
        .text(row.getAs("content_sha256"))
        .text(projectionId())
        .text(Double.toString(lossWeight == null ? 1 : lossWeight))
        .floats(gradient)
        .hex();
  }
}
