package org.tributary.attribute.span;

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
import org.tributary.schemas.policy.SpanRule;
import org.tributary.span.CorpusScan;
import org.tributary.span.HolderScan;
import org.tributary.span.Holdings;
import org.tributary.span.QueryIndex;
import org.tributary.span.ScanResult;
import org.tributary.span.SeedRuns;
import org.tributary.span.SpanHolders;
import org.tributary.span.Spans;
import org.tributary.span.credit.Background;
import org.tributary.span.credit.Claim;
import org.tributary.span.credit.Credit;
import org.tributary.span.credit.CreditedSpan;
import org.tributary.span.credit.OutputCredit;
import org.tributary.span.credit.OutputShares;
import scala.Tuple2;

/**
 * A batch of outputs in the tokens of one tokenizer, against the documents of one model: the
 * outputs are indexed and sent to every task, the documents are read twice, once for the spans with
 * their counts and once for who holds them, and nothing of the index outlives the batch.
 */
final class SpanBatch {
  private final JavaSparkContext context;
  private final SpanRule rule;
  private final JavaRDD<CorpusDocument> documents;
  private final BackgroundDocuments background;
  private final SpanPhases phases;

  SpanBatch(
      JavaSparkContext context,
      SpanRule rule,
      JavaRDD<CorpusDocument> documents,
      BackgroundDocuments background,
      SpanPhases phases) {
    this.context = context;
    this.rule = rule;
    this.documents = documents;
    this.background = background;
    this.phases = phases;
  }

  /**
   * All that is known of a batch.
   *
   * @param firstSpan of every output the place of its first span among all; one more at the end
   * @param claims of every text, by priority
   * @param seedCounts how often each run of k tokens stands in the background
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared; read only
  record Findings(
      SpanRule rule,
      List<LoggedOutput> outputs,
      QueryIndex index,
      Spans spans,
      int[] firstSpan,
      List<List<Claim>> claims,
      SeedRuns seeds,
      long[] seedCounts,
      Background background)
      implements Serializable {
    /** The rows of an output. */
    SpanRows rows(int output, SpanRows.Heading heading) {
      LoggedOutput logged = outputs.get(output);
      int first = firstSpan[output];
      int count = firstSpan[output + 1] - first;
      List<CreditedSpan> found = new ArrayList<>(count);
      List<List<Claim>> claimed = new ArrayList<>(count);
      long[] occurrences = new long[count];
      for (int i = 0; i < count; i++) {
        int span = first + i;
        found.add(new CreditedSpan(spans.start(span), spans.length(span)));
        claimed.add(claims.get(spans.text(span)));
        occurrences[i] = spans.count(span);
      }
      Credit credit =
          new OutputCredit(background, rule.seedTokens(), rule.informationFloorBits())
              .of(
                  logged.tokens(),
                  BitSet.valueOf(logged.echo()),
                  found,
                  start -> seedCounts[seeds.run(index, output, start)]);
      OutputShares shares = OutputShares.of(credit, claimed, rule.earliestClaimPpm());
      return SpanRows.of(logged, heading, found, occurrences, shares);
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
      return new Findings(
          rule,
          outputs,
          index,
          spans,
          firstSpans(outputs.size(), spans),
          phases.time("holders", () -> claims(index, shared, spans)),
          seeds,
          phases.time("background", () -> seedCounts(index, seeds)),
          background.counts());
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

  private static int[] firstSpans(int outputs, Spans spans) {
    int[] first = new int[outputs + 1];
    for (int span = 0; span < spans.size(); span++) {
      first[spans.output(span) + 1]++;
    }
    for (int output = 0; output < outputs; output++) {
      first[output + 1] += first[output];
    }
    return first;
  }

  /** The claim of one contributor to one text. */
  private record ClaimKey(int text, String contributorId) implements Serializable {}

  private List<List<Claim>> claims(QueryIndex index, Broadcast<QueryIndex> shared, Spans spans) {
    List<List<Claim>> claims = new ArrayList<>();
    IntStream.range(0, spans.texts()).forEach(text -> claims.add(new ArrayList<>()));
    if (claims.isEmpty()) {
      return claims;
    }
    Broadcast<SpanHolders> holders = context.broadcast(SpanHolders.of(index, spans));
    PairFlatMapFunction<Iterator<CorpusDocument>, ClaimKey, Claim> claimed =
        some -> claims(some, new HolderScan(shared.value(), holders.value()));
    try {
      documents
          .mapPartitionsToPair(claimed)
          .reduceByKey(Claim::plus)
          .filter(each -> each._2().stands())
          .collect()
          .forEach(each -> claims.get(each._1().text()).add(each._2()));
    } finally {
      holders.destroy();
    }
    claims.forEach(each -> each.sort(Claim.PRIORITY));
    return claims;
  }

  /** One claim per text and contributor, however many documents and places there are. */
  private static Iterator<Tuple2<ClaimKey, Claim>> claims(
      Iterator<CorpusDocument> documents, HolderScan scan) {
    Map<ClaimKey, Claim> claims = new HashMap<>();
    while (documents.hasNext()) {
      CorpusDocument document = documents.next();
      if (document.claims()) {
        Holdings held = scan.accept(document.tokens());
        for (int i = 0; i < held.size(); i++) {
          claims.merge(
              new ClaimKey(held.text(i), document.claim().contributorId()),
              document.claim().at(held.first(i)),
              Claim::plus);
        }
      }
    }
    return claims.entrySet().stream()
        .map(each -> new Tuple2<>(each.getKey(), each.getValue()))
        .iterator();
  }

  private long[] seedCounts(QueryIndex index, SeedRuns seeds) {
    if (background.counts().tokens() == 0 || seeds.size() == 0) {
      return new long[seeds.size()];
    }
    QueryIndex runs = QueryIndex.of(seeds.runs(index), rule.seedTokens());
    return seeds.counts(runs, background.scan(context, runs));
  }
}
