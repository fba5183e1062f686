package org.tributary.attribute;

import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.StructType;
import org.tributary.influence.Shares;

/** Rows of table attribution, with the log date as text. */
final class AttributionRow {
  static final StructType TYPE =
      StructType.fromDDL(
          "log_date STRING, model_id STRING, inference_id STRING, method STRING,"
              + " method_weight_ppm INT, datanet_id STRING, contributor_id STRING, share BIGINT,"
              + " value DECIMAL(38,0), value_exponent INT,"
              + " evidence ARRAY<STRUCT<contribution_id: STRING, score: DECIMAL(38,0)>>,"
              + " score_exponent INT, row_positive DECIMAL(38,0), row_negative DECIMAL(38,0),"
              + " sum_exponent INT, share_standard_error BIGINT, reason_code STRING,"
              + " fingerprint STRING");

  private AttributionRow() {}

  /** All of an inference, for one method, without a contributor. */
  static Row unattributed(
      PartitionKey key,
      String inferenceId,
      SharePlan.PlannedMethod method,
      String reason,
      String fingerprint) {
    return RowFactory.create(
        key.logDate(),
        key.modelId(),
        inferenceId,
        method.name(),
        method.weightPpm(),
        null,
        null,
        Shares.WHOLE,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        reason,
        fingerprint);
  }
}
