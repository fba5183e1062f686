package org.tributary.attribute;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.tributary.influence.ContributorKey;
import org.tributary.influence.Shares;
import org.tributary.ledger.LargestRemainder;

/**
 * From what was retrieved for an inference to its rows of table attribution for method retrieval:
 * contributors share by the weights that the retriever gave their contributions, by largest
 * remainder, ties by datanet and contributor. What isn't an accepted contribution is nobody's.
 */
final class RetrievalTask implements FlatMapFunction<Row, Row> {
  private static final long serialVersionUID = 1L;

  private final Broadcast<Map<PartitionKey, SharePlan>> plans;

  RetrievalTask(Broadcast<Map<PartitionKey, SharePlan>> plans) {
    this.plans = plans;
  }

  /** A contribution that was retrieved. */
  private record Retrieved(String contributionId, long weight) {}

  @Override
  public Iterator<Row> call(Row row) {
    PartitionKey key = PartitionKey.of(row);
    SharePlan plan = plans.value().get(key);
    Optional<SharePlan.PlannedMethod> method =
        plan == null ? Optional.empty() : plan.speaking(SharePlan.RETRIEVAL);
    if (method.isEmpty()) {
      return List.<Row>of().iterator();
    }
    String inferenceId = row.getAs("inference_id");
    if (row.isNullAt(row.fieldIndex("retrieved"))) {
      return List.of(
              AttributionRow.unattributed(
                  key,
                  inferenceId,
                  method.get(),
                  UnattributedReason.NO_RETRIEVAL.name(),
                  plan.fingerprint()))
          .iterator();
    }
    return rows(
            key,
            inferenceId,
            method.get(),
            plan.fingerprint(),
            row.getList(row.fieldIndex("retrieved")))
        .iterator();
  }

  private static List<Row> rows(
      PartitionKey key,
      String inferenceId,
      SharePlan.PlannedMethod method,
      String fingerprint,
      List<Row> retrieved) {
    Map<ContributorKey, List<Retrieved>> owned = new TreeMap<>();
    long unknown = 0;
    for (Row each : retrieved) {
      Retrieved one = new Retrieved(each.getAs("contribution_id"), each.<Long>getAs("weight"));
      if (each.isNullAt(each.fieldIndex("contributor_id"))) {
        unknown += one.weight();
      } else {
        owned
            .computeIfAbsent(
                new ContributorKey(each.getAs("datanet_id"), each.getAs("contributor_id")),
                any -> new ArrayList<>())
            .add(one);
      }
    }
    List<Long> weights = new ArrayList<>();
    owned.values().forEach(some -> weights.add(some.stream().mapToLong(Retrieved::weight).sum()));
    weights.add(unknown);
    List<BigInteger> shares =
        LargestRemainder.splitByLongs(BigInteger.valueOf(Shares.WHOLE), weights);
    List<Row> rows = new ArrayList<>();
    for (Map.Entry<ContributorKey, List<Retrieved>> each : owned.entrySet()) {
      int at = rows.size();
      rows.add(
          AttributionRow.retrieved(
              key,
              inferenceId,
              method,
              each.getKey(),
              shares.get(at).longValueExact(),
              weights.get(at),
              evidence(each.getValue()),
              fingerprint));
    }
    if (unknown > 0) {
      rows.add(
          AttributionRow.unattributed(
              key,
              inferenceId,
              method,
              shares.get(rows.size()).longValueExact(),
              UnattributedReason.UNKNOWN_CONTRIBUTION.name(),
              fingerprint));
    }
    return rows;
  }

  private static Object[] evidence(List<Retrieved> some) {
    return some.stream()
        .sorted(
            Comparator.comparingLong(Retrieved::weight)
                .reversed()
                .thenComparing(Retrieved::contributionId))
        .map(each -> RowFactory.create(each.contributionId(), BigDecimal.valueOf(each.weight())))
        .toArray();
  }
}
