package org.tributary.attribute.lexical;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.api.java.function.PairFlatMapFunction;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.storage.StorageLevel;
import org.tributary.attribute.text.Headings;
import org.tributary.attribute.text.LoggedOutput;
import org.tributary.attribute.text.ShareRows;
import org.tributary.attribute.text.TextBatch;
import org.tributary.attribute.text.TextRows;
import org.tributary.lexical.Bm25;
import org.tributary.lexical.Candidates;
import org.tributary.lexical.LexicalIndex;
import org.tributary.lexical.LexicalQuery;
import org.tributary.lexical.LexicalScan;
import org.tributary.lexical.LexicalShares;
import org.tributary.lexical.TermCounts;
import org.tributary.lexical.TermWeights;
import org.tributary.schemas.policy.LexicalRule;
import scala.Tuple2;

/**
 * Batches of outputs against the contributions of their models: the contributions are read once for
 * what of them is their own, which is kept for all batches of a model, and then twice a batch, for
 * how common the outputs' terms are and for who has them.
 */
final class LexicalSearch {
  /** What is kept for all batches with the same. */
  private record Kept(String modelId, String tokenizerId, LexicalRule rule) {}

  private final Map<Kept, JavaRDD<OwnTexts.Own>> texts = new HashMap<>();

  /** What is known of the outputs of a batch. */
  private record Asked(
      LexicalRule rule, List<LoggedOutput> outputs, List<LexicalQuery> queries, Headings headings)
      implements Serializable {
    TextRows rows(int output, Candidates candidates) {
      LexicalShares shares =
          LexicalShares.of(queries.get(output), candidates, rule.earliestWithinPpm());
      LoggedOutput logged = outputs.get(output);
      return new TextRows(
          ShareRows.of(logged, headings, shares.shares()),
          EvidenceRows.of(logged, headings, shares.evidence()));
    }
  }

  /** The rows of a batch's outputs. */
  JavaRDD<TextRows> rows(TextBatch<LexicalRule> batch) {
    JavaSparkContext context = batch.context();
    LexicalRule rule = batch.rule();
    JavaRDD<OwnTexts.Own> own =
        texts.computeIfAbsent(
            new Kept(batch.modelId(), batch.tokenizerId(), rule),
            any -> {
              JavaRDD<OwnTexts.Own> all =
                  OwnTexts.of(batch).persist(StorageLevel.MEMORY_AND_DISK());
              batch.phases().time("own texts", all::count);
              return all;
            });
    TermCounts counts = batch.phases().time("count terms", () -> counts(context, own, batch));
    Bm25 weights = new Bm25(rule.k1Ppm(), rule.bPpm(), counts.contributions(), counts.tokens());
    List<LexicalQuery> queries =
        batch.phases().time("queries", () -> queries(batch, new TermWeights(counts, weights)));
    // Not destroyed: a lost executor's rows are computed again from what the driver keeps on disk.
    Broadcast<LexicalIndex> index = context.broadcast(LexicalIndex.of(queries));
    Broadcast<Asked> asked =
        context.broadcast(new Asked(rule, batch.outputs(), queries, batch.headings()));
    PairFlatMapFunction<Iterator<OwnTexts.Own>, Integer, Candidates> scan =
        some -> {
          LexicalScan one = new LexicalScan(index.value(), weights, rule);
          some.forEachRemaining(each -> one.accept(each.source(), each.text()));
          return one.found().entrySet().stream()
              .map(each -> new Tuple2<>(each.getKey(), each.getValue()))
              .iterator();
        };
    // An output without a candidate has rows, too.
    return own.mapPartitionsToPair(scan)
        .union(
            context
                .parallelize(IntStream.range(0, queries.size()).boxed().toList())
                .mapToPair(output -> new Tuple2<>(output, new Candidates(rule.candidates()))))
        .reduceByKey(Candidates::plus)
        .map(each -> asked.value().rows(each._1(), each._2()));
  }

  private static TermCounts counts(
      JavaSparkContext context, JavaRDD<OwnTexts.Own> own, TextBatch<LexicalRule> batch) {
    int[] terms =
        batch.outputs().stream()
            .flatMapToInt(output -> IntStream.of(output.tokens()))
            .distinct()
            .sorted()
            .toArray();
    Broadcast<int[]> shared = context.broadcast(terms);
    FlatMapFunction<Iterator<OwnTexts.Own>, TermCounts> count =
        some -> {
          TermCounts one = new TermCounts(shared.value());
          some.forEachRemaining(each -> one.accept(each.text()));
          return List.of(one).iterator();
        };
    try {
      return own.mapPartitions(count).fold(new TermCounts(terms), TermCounts::plus);
    } finally {
      shared.destroy();
    }
  }

  private static List<LexicalQuery> queries(TextBatch<LexicalRule> batch, TermWeights weights) {
    List<LexicalQuery> queries = new ArrayList<>();
    for (LoggedOutput output : batch.outputs()) {
      queries.add(
          LexicalQuery.of(output.tokens(), BitSet.valueOf(output.echo()), batch.rule(), weights));
    }
    return queries;
  }

  /** Forgets what was kept. */
  void end() {
    texts.values().forEach(JavaRDD::unpersist);
    texts.clear();
  }
}
