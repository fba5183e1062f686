package org.tributary.attribute.span;

import java.io.Serializable;
import java.util.BitSet;
import java.util.Iterator;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.HashPartitioner;
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
import org.tributary.span.credit.ClaimBlock;
import org.tributary.span.credit.ClaimScan;
import org.tributary.span.credit.ClaimTable;
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
    Spans texts = SeedRuns.texts(runs);
    Claim[] byText = new Claim[texts.texts()];
    Broadcast<QueryIndex> shared = context.broadcast(runs);
    try {
      for (ClaimBlock block :
          held(documents, runs, shared, texts).map(ClaimTable::earliest).collect()) {
        for (int i = 0; i < block.size(); i++) {
          byText[block.texts()[i]] = block.claim(i);
        }
      }
    } finally {
      shared.destroy();
    }
    Claim[] first = new Claim[runs.outputs()];
    for (int span = 0; span < texts.size(); span++) {
      first[texts.output(span)] = byText[texts.text(span)];
    }
    return first;
  }

  private List<List<Claim>> claims(QueryIndex index, Broadcast<QueryIndex> shared, Spans spans) {
    if (rule.earliestClaimPpm() == ALL) {
      return List.of();
    }
    return ClaimBlock.byText(
        held(independent, index, shared, spans).map(ClaimTable::standing).collect(), spans.texts());
  }

  /** Claims to the texts of spans; each table has all that there are to its texts. */
  private JavaRDD<ClaimTable> held(
      JavaRDD<CorpusDocument> claimants,
      QueryIndex index,
      Broadcast<QueryIndex> shared,
      Spans spans) {
    // Not destroyed here: it is looked at when the claims are.
    Broadcast<SpanHolders> holders = context.broadcast(SpanHolders.of(index, spans));
    int parts = claimants.getNumPartitions();
    PairFlatMapFunction<Iterator<CorpusDocument>, Integer, ClaimBlock> claimed =
        some -> {
          ClaimScan scan = new ClaimScan(shared.value(), holders.value());
          while (some.hasNext()) {
            CorpusDocument document = some.next();
            if (document.claims()) {
              scan.accept(document.tokens(), document.claim());
            }
          }
          List<ClaimBlock> blocks = scan.claims().blocks(parts);
          return IntStream.range(0, parts)
              .filter(part -> blocks.get(part).size() > 0)
              .mapToObj(part -> new Tuple2<>(part, blocks.get(part)))
              .iterator();
        };
    FlatMapFunction<Iterator<ClaimBlock>, ClaimTable> together =
        some -> {
          ClaimTable all = new ClaimTable();
          some.forEachRemaining(all::add);
          return List.of(all).iterator();
        };
    return claimants
        .mapPartitionsToPair(claimed)
        .partitionBy(new HashPartitioner(parts))
        .values()
        .mapPartitions(together);
  }

  private List<BitSet> publicText(QueryIndex index) {
    LongestMatches known = LongestMatches.of(index, background.scan(context, index));
    return IntStream.range(0, index.outputs()).mapToObj(known::covered).toList();
  }
}
