package org.tributary.attribute;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.StructType;
import org.tributary.attribute.influence.ContributorKey;
import org.tributary.attribute.influence.ContributorValue;
import org.tributary.attribute.influence.InferenceValues;
import org.tributary.influence.Shares;

/**
 * A row of table {@code attribution}, but for what the partition adds.
 *
 * @param inferenceId inference
 * @param contributor null on the unattributed row
 * @param share parts per {@link Shares#WHOLE}
 * @param value exact signed value; null on the unattributed row
 * @param valueExponent its unit; null on the unattributed row
 * @param evidence strongest contributions; null on the unattributed row
 * @param reason why there is no contributor; null where there is one
 */
record AttributedShare(
    String inferenceId,
    ContributorKey contributor,
    long share,
    BigInteger value,
    Integer valueExponent,
    List<ContributorValue.Evidence> evidence,
    UnattributedReason reason) {
  static final StructType ROW =
      StructType.fromDDL(
          "log_date STRING, model_id STRING, inference_id STRING, method STRING,"
              + " method_weight_ppm INT, datanet_id STRING, contributor_id STRING, share BIGINT,"
              + " value DECIMAL(38,0), value_exponent INT,"
              + " evidence ARRAY<STRUCT<contribution_id: STRING, score: DECIMAL(38,0)>>,"
              + " reason_code STRING, fingerprint STRING");

  /** All of an inference without a contributor. */
  static AttributedShare unattributed(String inferenceId, UnattributedReason reason) {
    return new AttributedShare(inferenceId, null, Shares.WHOLE, null, null, null, reason);
  }

  /** Shares of an inference; they sum to the whole. Harmful contributors are kept with share 0. */
  static List<AttributedShare> of(InferenceValues inference) {
    long[] shares = Shares.of(inference.values().stream().map(ContributorValue::value).toList());
    List<AttributedShare> rows = new ArrayList<>();
    boolean anyPositive = false;
    for (int i = 0; i < shares.length; i++) {
      ContributorValue value = inference.values().get(i);
      anyPositive |= value.value().signum() > 0;
      rows.add(
          new AttributedShare(
              inference.inferenceId(),
              value.contributor(),
              shares[i],
              value.value(),
              inference.exponent(),
              value.evidence(),
              null));
    }
    if (!anyPositive) {
      rows.add(unattributed(inference.inferenceId(), UnattributedReason.NO_POSITIVE_VALUE));
    }
    return rows;
  }

  Row row(LoggedInference inference, PartitionPlan plan, PartitionPlan.PlannedMethod method) {
    return RowFactory.create(
        inference.logDate(),
        inference.modelId(),
        inferenceId,
        method.name(),
        method.weightPpm(),
        contributor == null ? null : contributor.datanetId(),
        contributor == null ? null : contributor.contributorId(),
        share,
        value == null ? null : new BigDecimal(value),
        valueExponent,
        evidence == null
            ? null
            : evidence.stream()
                .map(each -> RowFactory.create(each.contributionId(), new BigDecimal(each.score())))
                .toArray(),
        reason == null ? null : reason.name(),
        plan.fingerprint());
  }
}
