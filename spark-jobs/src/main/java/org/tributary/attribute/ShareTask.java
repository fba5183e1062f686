package org.tributary.attribute;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.tributary.influence.ContributorKey;

/**
 * From a row of influence_values to the rows of table attribution for method influence: one per
 * contributor whose value or share isn't 0, and one without a contributor where nobody gets any.
 */
final class ShareTask implements FlatMapFunction<Row, Row> {
  private static final long serialVersionUID = 1L;

  /** Reason of a share that a flat share took the place of. */
  static final String FLAT_SHARE = "FLAT_SHARE";

  private final Broadcast<Map<PartitionKey, PartitionPay>> pays;

  ShareTask(Broadcast<Map<PartitionKey, PartitionPay>> pays) {
    this.pays = pays;
  }

  @Override
  public Iterator<Row> call(Row row) {
    PartitionPay pay = pays.value().get(PartitionKey.of(row));
    if (pay == null) {
      return List.<Row>of().iterator();
    }
    int contributors = pay.credibility().length;
    ScoredInference inference = ScoredInference.of(row, contributors);
    int weight = weight(pay);
    List<Row> rows = new ArrayList<>();
    if (!inference.isScored()) {
      rows.add(unattributed(inference, pay, weight, inference.reason()));
      return rows.iterator();
    }
    long[] worth = inference.worth(pay);
    long[] shares = pay.shares(worth);
    List<List<Row>> evidence = ScoredInference.evidence(row, contributors);
    boolean attributed = false;
    for (int i = 0; i < contributors; i++) {
      attributed |= shares[i] > 0;
      if (worth[i] != 0 || shares[i] != 0) {
        rows.add(attributed(row, inference, pay, weight, i, shares[i], evidence.get(i)));
      }
    }
    if (!attributed) {
      rows.add(unattributed(inference, pay, weight, PartitionPay.reason(worth).name()));
    }
    return rows.iterator();
  }

  private static Row attributed(
      Row row,
      ScoredInference inference,
      PartitionPay pay,
      int weight,
      int contributor,
      long share,
      List<Row> evidence) {
    ContributorKey key = pay.earners().keys().get(contributor);
    Integer sumExponent = row.getAs("sum_exponent");
    return RowFactory.create(
        inference.key().logDate(),
        inference.key().modelId(),
        inference.inferenceId(),
        SharePlan.INFLUENCE,
        weight,
        key.datanetId(),
        key.contributorId(),
        share,
        BigDecimal.valueOf(inference.worth(pay)[contributor]),
        pay.paysRows() ? sumExponent : row.<Integer>getAs("value_exponent"),
        evidence.stream()
            .map(
                each ->
                    RowFactory.create(
                        each.getAs("contribution_id"),
                        BigDecimal.valueOf(each.<Long>getAs("score"))))
            .toArray(),
        row.<Integer>getAs("score_exponent"),
        BigDecimal.valueOf(inference.rowPositive()[contributor]),
        BigDecimal.valueOf(inference.rowNegative()[contributor]),
        sumExponent,
        pay.standardErrors()[contributor] < 0 ? null : pay.standardErrors()[contributor],
        pay.flat()[contributor] ? FLAT_SHARE : null,
        pay.plan().fingerprint());
  }

  private static Row unattributed(
      ScoredInference inference, PartitionPay pay, int weight, String reason) {
    return AttributionRow.unattributed(
        inference.key(),
        inference.inferenceId(),
        new SharePlan.PlannedMethod(SharePlan.INFLUENCE, weight),
        reason,
        pay.plan().fingerprint());
  }

  private static int weight(PartitionPay pay) {
    return pay.plan().speaking(SharePlan.INFLUENCE).orElseThrow().weightPpm();
  }
}
