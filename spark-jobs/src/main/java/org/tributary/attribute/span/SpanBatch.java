package org.tributary.attribute.span;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.api.java.function.PairFlatMapFunction;
import org.apache.spark.broadcast.Broadcast;
import org.tributary.attribute.text.BackgroundDocuments;
import org.tributary.attribute.text.Headings;
import org.tributary.attribute.text.LoggedOutput;
import org.tributary.attribute.text.Phases;
import org.tributary.attribute.text.ShareRows;
import org.tributary.attribute.text.TextRows;
import org.tributary.schemas.policy.SpanRule;
import org.tributary.span.CorpusScan;
import org.tributary.span.LongestMatches;
import org.tributary.span.QueryIndex;
import org.tributary.span.ScanResult;
import org.tributary.span.SeedRuns;
import org.tributary.span.SpanHolders;
import org.tributary.span.Spans;
import org.tributary.span.credit.Claim;
import org.tributary.span.credit.ClaimScan;
import org.tributary.span.credit.SpanFindings;
import scala.Tuple2;

/**
 * A batch of outputs in the tokens of one tokenizer, against the documents of one model: the
 * outputs are indexed and sent to every task, the documents are read twice, once for the spans with
 * their counts and once for who holds them, and nothing of the index outlives the batch.
 */
final class SpanBatch {
  private static final int ALL = 1_000_000;

  private final JavaSparkContext context;
  private final SpanRule rule;
  private final JavaRDD<CorpusDocument> documents;
  private final JavaRDD<CorpusDocument> independent;
  private final BackgroundDocuments background;
  private final Phases phases;

  /**
   * A batch.
   *
   * @param documents of the model
   * @param independent the same, where near-duplicates have no claims; not read where the earliest
   *     claim gets all
   */
  SpanBatch(
      JavaSparkContext context,
      SpanRule rule,
      JavaRDD<CorpusDocument> documents,
      JavaRDD<CorpusDocument> independent,
      BackgroundDocuments background,
      Phases phases) {
    this.context = context;
    this.rule = rule;
    this.documents = documents;
    this.independent = independent;
    this.background = background;
    this.phases = phases;
  }

  /** What is known of the outputs of a batch. */
  record Findings(List<LoggedOutput> outputs, SpanFindings found) implements Serializable {
    /** The rows of an output. */
    TextRows rows(int output, Headings headings) {
      LoggedOutput logged = outputs.get(output);
      SpanFindings.Divided divided =
          found.divided(output, logged.tokens(), BitSet.valueOf(logged.echo()));
      return new TextRows(
          ShareRows.of(logged, headings, divided.shares().shares()),
          EvidenceRows.of(logged, headings, divided));
    }
  }

  /** Finds the spans of outputs, all with tokens, and whose they are. */
  Findings find(List<LoggedOutput> outputs) {
    QueryIndex index =
        phases.time(
            "index",
            () ->
                QueryIndex.of(
                    outputs.stream().map(LoggedOutput::tokens).toList(), rule.minimumTokens()));
    Broadcast<QueryIndex> shared = phases.time("index", () -> context.broadcast(index));
    try {
      ScanResult found = phases.time("scan", () -> scan(index, shared));
      Spans spans = phases.time("spans", () -> Spans.of(index, found));
      SeedRuns seeds = SeedRuns.of(index, spans, rule.seedTokens());
      QueryIndex runs = seeds.index(index);
      return new Findings(
          outputs,
          new SpanFindings(
              rule,
              index,
              spans,
              seeds,
              phases.time("claims", () -> first(runs)),
              phases.time("claims", () -> claims(index, shared, spans)),
              background.counts(),
              phases.time("background", () -> seeds.counts(runs, background.scan(context, runs))),
              phases.time("background", () -> publicText(index))));
    } finally {
      shared.destroy();
    }
  }

  private ScanResult scan(QueryIndex index, Broadcast<QueryIndex> shared) {
    FlatMapFunction<Iterator<CorpusDocument>, ScanResult> scan =
        some -> {
          CorpusScan one = new CorpusScan(shared.value());
          while (some.hasNext()) {
            CorpusDocument document = some.next();
            if (document.stands()) {
              one.accept(document.tokens());
            }
          }
          return List.of(one.result()).iterator();
        };
    return documents.mapPartitions(scan).fold(new CorpusScan(index).result(), ScanResult::plus);
  }

  /** The earliest claim to each run of an index that has a run for each output. */
  private Claim[] first(QueryIndex runs) {
    Claim[] first = new Claim[runs.outputs()];
    Spans texts = SeedRuns.texts(runs);
    Broadcast<QueryIndex> shared = context.broadcast(runs);
    try {
      Map<Integer, Claim> earliest =
          held(documents, runs, shared, texts)
              .mapToPair(each -> new Tuple2<>(each._1().text(), each._2()))
              .reduceByKey((one, other) -> Claim.PRIORITY.compare(one, other) <= 0 ? one : other)
              .collectAsMap();
      for (int span = 0; span < texts.size(); span++) {
        first[texts.output(span)] = earliest.get(texts.text(span));
      }
    } finally {
      shared.destroy();
    }
    return first;
  }

  private List<List<Claim>> claims(QueryIndex index, Broadcast<QueryIndex> shared, Spans spans) {
    List<List<Claim>> claims = new ArrayList<>();
    if (rule.earliestClaimPpm() == ALL) {
      return claims;
    }
    IntStream.range(0, spans.texts()).forEach(text -> claims.add(new ArrayList<>()));
    held(independent, index, shared, spans)
        .collect()
        .forEach(each -> claims.get(each._1().text()).add(each._2()));
    claims.forEach(each -> each.sort(Claim.PRIORITY));
    return claims;
  }

  /** Claims to the texts of spans of contributors who have them in the training set. */
  private JavaPairRDD<ClaimScan.Key, Claim> held(
      JavaRDD<CorpusDocument> claimants,
      QueryIndex index,
      Broadcast<QueryIndex> shared,
      Spans spans) {
    // Not destroyed here: it is looked at when the claims are.
    Broadcast<SpanHolders> holders = context.broadcast(SpanHolders.of(index, spans));
    PairFlatMapFunction<Iterator<CorpusDocument>, ClaimScan.Key, Claim> claimed =
        some -> {
          ClaimScan scan = new ClaimScan(shared.value(), holders.value());
          while (some.hasNext()) {
            CorpusDocument document = some.next();
            if (document.claims()) {
              scan.accept(document.tokens(), document.claim());
            }
          }
          return scan.claims().entrySet().stream()
              .map(each -> new Tuple2<>(each.getKey(), each.getValue()))
              .iterator();
        };
    return claimants
        .mapPartitionsToPair(claimed)
        .reduceByKey(Claim::plus)
        .filter(each -> each._2().stands());
  }

  private List<BitSet> publicText(QueryIndex index) {
    LongestMatches known = LongestMatches.of(index, background.scan(context, index));
    return IntStream.range(0, index.outputs()).mapToObj(known::covered).toList();
  }
}
