package org.tributary.attribute;

import java.math.BigDecimal;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.StructType;
import org.tributary.influence.ContributorKey;
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

  /** Power of two of weights by text. */
  private static final int TEXT_EXPONENT = -16;

  private AttributionRow() {}

  /** All of an inference, for one method, without a contributor. */
  static Row unattributed(
      PartitionKey key,
      String inferenceId,
      SharePlan.PlannedMethod method,
      String reason,
      String fingerprint) {
    return unattributed(key, inferenceId, method, Shares.WHOLE, reason, fingerprint);
  }

  /** A share of an inference, for one method, without a contributor. */
  static Row unattributed(
      PartitionKey key,
      String inferenceId,
      SharePlan.PlannedMethod method,
      long share,
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
        share,
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

  /**
   * A share by what was retrieved; its value is the sum of the retriever's weights, in parts per
   * million.
   *
   * @param evidence contributions with their weights
   */
  static Row retrieved(
      PartitionKey key,
      String inferenceId,
      SharePlan.PlannedMethod method,
      ContributorKey contributor,
      long share,
      long weight,
      Object[] evidence,
      String fingerprint) {
    return RowFactory.create(
        key.logDate(),
        key.modelId(),
        inferenceId,
        method.name(),
        method.weightPpm(),
        contributor.datanetId(),
        contributor.contributorId(),
        share,
        BigDecimal.valueOf(weight),
        0,
        evidence,
        0,
        null,
        null,
        null,
        null,
        null,
        fingerprint);
  }

  /**
   * A share by text; its value is its weight, in units of 2^-16 bits.
   *
   * @param row of {@code text_shares}, with the log date as text
   */
  static Row ofText(Row row, SharePlan.PlannedMethod method, String fingerprint) {
    boolean attributed = !row.isNullAt(row.fieldIndex("contributor_id"));
    return RowFactory.create(
        row.getAs("log_date"),
        row.getAs("model_id"),
        row.getAs("inference_id"),
        method.name(),
        method.weightPpm(),
        row.getAs("datanet_id"),
        row.getAs("contributor_id"),
        row.<Long>getAs("share"),
        attributed ? BigDecimal.valueOf(row.<Long>getAs("weight")) : null,
        attributed ? TEXT_EXPONENT : null,
        null,
        null,
        null,
        null,
        null,
        null,
        row.getAs("reason_code"),
        fingerprint);
  }
}
