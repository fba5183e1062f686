package org.tributary.attribute.text;

import static org.apache.spark.sql.functions.col;

import java.util.BitSet;
import java.util.Iterator;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.function.PairFlatMapFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.types.StructType;
import org.tributary.session.InternalRows;
import org.tributary.text.FirstHolders;
import org.tributary.text.TextRuns;
import scala.Tuple2;

/**
 * Which runs of k tokens of contributions somebody else had before. All runs of all contributions
 * of a training set are sorted once, so that the holders of a run stand one behind the other; the
 * background comes first, and what was removed before the model was trained counts like whatever
 * else was there.
 */
public final class TakenRuns {
  private static final StructType RUNS =
      StructType.fromDDL(
          "run BIGINT, accepted BIGINT, claimant BIGINT, document BIGINT, place INT");

  /** Who holds the background. */
  private static final long NOBODY = 0;

  private TakenRuns() {}

  /** The name of the contribution in a row of {@code corpus.sql}: a hash of its ids. */
  public static long name(InternalRow row) {
    return TextHash.first64(row.getUTF8String(0), row.getUTF8String(1));
  }

  /** The places at which taken runs start, by name, for contributions that have any. */
  public static JavaPairRDD<Long, BitSet> of(TextBatch<?> batch) {
    TextRuns runs =
        new TextRuns(batch.rule().seedTokens(), batch.corpus().hashKey(batch.modelId()));
    JavaRDD<InternalRow> all =
        batch
            .corpus()
            .documents(batch.modelId(), batch.tokenizerId(), Optional.empty())
            .flatMap(
                row ->
                    rows(
                        runs.of(row.getArray(7).toIntArray()),
                        row.getLong(4),
                        TextHash.first64(row.getUTF8String(2)),
                        name(row)))
            .union(
                batch
                    .background()
                    .tokens(batch.context())
                    .flatMap(tokens -> rows(runs.of(tokens), Long.MIN_VALUE, NOBODY, NOBODY)));
    Dataset<Row> sorted =
        InternalRows.dataset(batch.run().spark(), all.rdd(), RUNS)
            .repartition(col("run"))
            .sortWithinPartitions("run", "accepted");
    PairFlatMapFunction<Iterator<InternalRow>, Long, Integer> places = TakenRuns::places;
    return InternalRows.of(sorted)
        .toJavaRDD()
        .mapPartitionsToPair(places)
        .aggregateByKey(
            new BitSet(),
            (some, place) -> {
              some.set(place);
              return some;
            },
            (some, others) -> {
              some.or(others);
              return some;
            });
  }

  private static Iterator<InternalRow> rows(
      long[] runs, long acceptedAt, long claimant, long document) {
    return IntStream.range(0, runs.length)
        .<InternalRow>mapToObj(
            place ->
                new GenericInternalRow(
                    new Object[] {runs[place], acceptedAt, claimant, document, place}))
        .iterator();
  }

  private static Iterator<Tuple2<Long, Integer>> places(Iterator<InternalRow> rows) {
    FirstHolders first = new FirstHolders();
    return new Iterator<>() {
      private Tuple2<Long, Integer> next = advance();

      private Tuple2<Long, Integer> advance() {
        while (rows.hasNext()) {
          InternalRow row = rows.next();
          if (first.taken(row.getLong(0), row.getLong(2), row.getLong(1))) {
            return new Tuple2<>(row.getLong(3), row.getInt(4));
          }
        }
        return null;
      }

      @Override
      public boolean hasNext() {
        return next != null;
      }

      @Override
      public Tuple2<Long, Integer> next() {
        Tuple2<Long, Integer> one = next;
        next = advance();
        return one;
      }
    };
  }
}
