package org.tributary.attribute;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.StructType;
import org.tributary.influence.SignedSums;

/**
 * Sums of shares and of their squares over the scored inferences that one task sees, one row per
 * partition and contributor. Sums of the tasks' sums are exact in any order.
 */
final class SpreadTask implements MapPartitionsFunction<Row, Row> {
  private static final long serialVersionUID = 1L;

  static final StructType ROW =
      StructType.fromDDL(
          "log_date STRING, model_id STRING, contributor INT, inferences BIGINT, share_sum BIGINT,"
              + " share_squares DECIMAL(38,0)");

  private final Broadcast<Map<PartitionKey, PartitionPay>> pays;

  SpreadTask(Broadcast<Map<PartitionKey, PartitionPay>> pays) {
    this.pays = pays;
  }

  /** What was seen of one partition. */
  private static final class Seen {
    private final long[] sums;
    private final SignedSums squares;
    private long inferences;

    Seen(int contributors) {
      sums = new long[contributors];
      squares = new SignedSums(contributors);
    }

    void add(long[] shares) {
      inferences++;
      for (int i = 0; i < shares.length; i++) {
        sums[i] += shares[i];
        // A share is at most 10^9, so its square is a long.
        squares.add(i, shares[i] * shares[i], 0);
      }
    }

    BigInteger squares(int contributor) {
      return squares.positive(contributor);
    }
  }

  @Override
  public Iterator<Row> call(Iterator<Row> values) {
    Map<PartitionKey, Seen> seen = new HashMap<>();
    while (values.hasNext()) {
      Row row = values.next();
      PartitionPay pay = pays.value().get(PartitionKey.of(row));
      if (pay != null) {
        ScoredInference inference = ScoredInference.of(row, pay.credibility().length);
        if (inference.isScored()) {
          seen.computeIfAbsent(inference.key(), key -> new Seen(pay.credibility().length))
              .add(pay.shares(inference.worth(pay)));
        }
      }
    }
    List<Row> rows = new ArrayList<>();
    seen.forEach(
        (key, each) -> {
          for (int i = 0; i < each.sums.length; i++) {
            rows.add(
                RowFactory.create(
                    key.logDate(),
                    key.modelId(),
                    i,
                    each.inferences,
                    each.sums[i],
                    new BigDecimal(each.squares(i))));
          }
        });
    return rows.iterator();
  }
}
