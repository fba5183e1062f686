package org.tributary.attribute.lexical;

import static org.apache.spark.sql.functions.col;

import java.io.Serializable;
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
import org.tributary.attribute.text.TextBatch;
import org.tributary.lexical.FirstHolders;
import org.tributary.lexical.OwnText;
import org.tributary.lexical.Source;
import org.tributary.lexical.TextRuns;
import org.tributary.schemas.policy.LexicalRule;
import org.tributary.session.InternalRows;
import scala.Tuple2;

/**
 * What each contribution of a training set was first to say. All runs of all contributions are
 * sorted once, so that the holders of a run stand one behind the other; the background, and what
 * was removed before the model was trained, come first like whoever was first.
 */
final class OwnTexts {
  private static final StructType RUNS =
      StructType.fromDDL(
          "run BIGINT, accepted BIGINT, claimant BIGINT, document BIGINT, place INT");

  /** Who holds the background. */
  private static final long NOBODY = 0;

  private OwnTexts() {}

  /** A contribution with its own text. */
  record Own(Source source, OwnText text) implements Serializable {}

  /** Own texts of the contributions that are in the training set of a batch's model. */
  static JavaRDD<Own> of(TextBatch<LexicalRule> batch) {
    TextRuns runs =
        new TextRuns(batch.rule().seedTokens(), batch.corpus().hashKey(batch.modelId()));
    JavaRDD<LexicalDocument> documents =
        batch
            .corpus()
            .documents(batch.modelId(), batch.tokenizerId(), Optional.empty())
            .map(LexicalDocument::of);
    JavaPairRDD<Long, BitSet> taken = taken(batch, documents, runs);
    int length = runs.length();
    return documents
        .filter(LexicalDocument::stands)
        .mapToPair(each -> new Tuple2<>(each.name(), each))
        .leftOuterJoin(taken)
        .map(
            each -> {
              LexicalDocument document = each._2()._1();
              BitSet places = each._2()._2().orElse(new BitSet());
              return new Own(document.source(), OwnText.of(document.tokens(), places, length));
            });
  }

  /** Of each contribution where the runs start that somebody else had before. */
  private static JavaPairRDD<Long, BitSet> taken(
      TextBatch<LexicalRule> batch, JavaRDD<LexicalDocument> documents, TextRuns runs) {
    JavaRDD<InternalRow> all =
        documents
            .flatMap(
                each ->
                    rows(
                        runs.of(each.tokens()),
                        each.source().acceptedAt(),
                        each.claimant(),
                        each.name()))
            .union(
                batch
                    .background()
                    .tokens(batch.context())
                    .flatMap(tokens -> rows(runs.of(tokens), Long.MIN_VALUE, NOBODY, NOBODY)));
    Dataset<Row> sorted =
        InternalRows.dataset(batch.run().spark(), all.rdd(), RUNS)
            .repartition(col("run"))
            .sortWithinPartitions("run", "accepted");
    PairFlatMapFunction<Iterator<InternalRow>, Long, Integer> places = OwnTexts::places;
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
