package org.tributary.prepare;

import java.util.HashMap;
import java.util.Map;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.StructType;
import org.tributary.influence.CheckpointSketch;
import org.tributary.influence.ContributionKey;
import org.tributary.influence.QuantizedRow;
import org.tributary.influence.RawRow;
import org.tributary.influence.SketchBytes;
import org.tributary.influence.TrainingExample;

/** Rows of {@code examples.sql} and {@code prepared_sketches} as records, and back. */
final class ExampleRows {
  /** {@code prepared_sketches}. */
  static final StructType SKETCHES =
      StructType.fromDDL(
          "model_id STRING, fingerprint STRING, datanet_id STRING, contribution_id STRING,"
              + " contributor_id STRING, earns BOOLEAN, accepted_at TIMESTAMP,"
              + " content_sha256 STRING, checkpoints ARRAY<STRING>, loss_weights ARRAY<DOUBLE>,"
              + " scale_exponent INT, q BINARY");

  private ExampleRows() {}

  static TrainingExample example(Row row) {
    Map<String, CheckpointSketch> sketches = new HashMap<>();
    for (Row each : row.<Row>getList(row.fieldIndex("sketches"))) {
      sketches.put(
          each.getAs("checkpoint"),
          new CheckpointSketch(
              SketchBytes.decode(each.<byte[]>getAs("gradient")),
              each.<Double>getAs("loss_weight"),
              each.getAs("projection_id")));
    }
    return new TrainingExample(
        key(row), row.getAs("contributor_id"), row.<Boolean>getAs("earns"), sketches);
  }

  /** A row of {@code prepared_sketches}. */
  static Row sketch(Row example, String fingerprint, RawRow raw) {
    return RowFactory.create(
        example.getAs("model_id"),
        fingerprint,
        raw.key().datanetId(),
        raw.key().contributionId(),
        raw.contributorId(),
        raw.earns(),
        example.getAs("accepted_at"),
        example.getAs("content_sha256"),
        raw.checkpoints().toArray(),
        raw.lossWeights().toArray(),
        raw.sketch().exponent(),
        raw.sketch().q());
  }

  static RawRow raw(Row row) {
    return new RawRow(
        key(row),
        row.getAs("contributor_id"),
        row.<Boolean>getAs("earns"),
        row.getList(row.fieldIndex("checkpoints")),
        row.getList(row.fieldIndex("loss_weights")),
        new QuantizedRow(row.<Integer>getAs("scale_exponent"), row.getAs("q")));
  }

  private static ContributionKey key(Row row) {
    return new ContributionKey(row.getAs("datanet_id"), row.getAs("contribution_id"));
  }
}
