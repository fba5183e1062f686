package org.tributary.attribute.span;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.api.java.function.Function2;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.storage.StorageLevel;
import org.tributary.attribute.PartitionKey;
import org.tributary.attribute.UnattributedReason;
import org.tributary.schemas.policy.SpanRule;
import org.tributary.session.RunContext;

/** The outputs of one model under one rule, batch by batch and tokenizer by tokenizer. */
final class SpanJob {
  private final RunContext run;
  private final SpanLog log;
  private final SpanCorpus corpus;
  private final int batchTokens;
  private final boolean seeds;
  private final String modelId;
  private final SpanRule rule;
  private final Set<PartitionKey> keys;
  private final SpanPhases phases;
  private final Map<Integer, String> fingerprints = new HashMap<>();
  private final Map<String, BackgroundDocuments> backgrounds = new HashMap<>();

  /**
   * A job.
   *
   * @param fingerprints of its partitions, all of the model
   */
  SpanJob(
      RunContext run,
      SpanLog log,
      SpanCorpus corpus,
      int batchTokens,
      boolean seeds,
      String modelId,
      SpanRule rule,
      Map<PartitionKey, String> fingerprints,
      SpanPhases phases) {
    this.run = run;
    this.log = log;
    this.corpus = corpus;
    this.batchTokens = batchTokens;
    this.seeds = seeds;
    this.modelId = modelId;
    this.rule = rule;
    fingerprints.forEach(
        (key, fingerprint) ->
            this.fingerprints.put(
                Math.toIntExact(LocalDate.parse(key.logDate()).toEpochDay()), fingerprint));
    this.keys = fingerprints.keySet();
    this.phases = phases;
  }

  /**
   * The rows of all outputs, computed and kept on disk: unpersist them when they are written. The
   * index of a batch is gone before that of the next is made.
   */
  List<JavaRDD<SpanRows>> rows() {
    Set<String> tokenizers = corpus.tokenizers(modelId);
    JavaRDD<LoggedOutput> outputs =
        log.outputs(keys, rule.echoTokens()).persist(StorageLevel.MEMORY_AND_DISK());
    List<JavaRDD<SpanRows>> rows = new ArrayList<>();
    try {
      Batches batches = phases.time("read outputs", () -> Batches.of(outputs, batchTokens));
      for (int i = 0; i < batches.count(); i++) {
        int batch = i;
        Map<String, List<LoggedOutput>> searched = new TreeMap<>();
        List<SpanRows> unsearched = new ArrayList<>();
        for (LoggedOutput output :
            phases.time("read outputs", () -> batches.collect(outputs, batch))) {
          if (output.tokens() == null) {
            unsearched.add(unattributed(output, UnattributedReason.NO_TOKENS));
          } else if (!tokenizers.contains(output.tokenizerId())) {
            unsearched.add(unattributed(output, UnattributedReason.TOKENIZER_MISMATCH));
          } else {
            searched.computeIfAbsent(output.tokenizerId(), id -> new ArrayList<>()).add(output);
          }
        }
        if (!unsearched.isEmpty()) {
          rows.add(context().parallelize(unsearched));
        }
        searched.forEach((tokenizer, each) -> rows.add(searched(tokenizer, each)));
      }
    } finally {
      outputs.unpersist();
    }
    return rows;
  }

  private SpanRows unattributed(LoggedOutput output, UnattributedReason reason) {
    return SpanRows.unattributed(
        output, new SpanRows.Heading(modelId, null, fingerprints.get(output.logDate())), reason);
  }

  private JavaRDD<SpanRows> searched(String tokenizerId, List<LoggedOutput> outputs) {
    BackgroundDocuments background =
        phases.time(
            "background",
            () ->
                backgrounds.computeIfAbsent(
                    tokenizerId, id -> BackgroundDocuments.of(run, rule, id)));
    SpanBatch.Findings findings =
        new SpanBatch(
                context(),
                rule,
                corpus.documents(modelId, tokenizerId, candidates(tokenizerId, outputs)),
                background,
                phases)
            .find(outputs);
    Broadcast<SpanBatch.Findings> shared = context().broadcast(findings);
    String model = modelId;
    String sha256 = background.sha256();
    Map<Integer, String> prints = new HashMap<>(fingerprints);
    int slices = Math.min(outputs.size(), 4 * context().defaultParallelism());
    JavaRDD<SpanRows> rows =
        context()
            .parallelize(IntStream.range(0, outputs.size()).boxed().toList(), slices)
            .map(
                output ->
                    shared
                        .value()
                        .rows(
                            output,
                            new SpanRows.Heading(
                                model,
                                sha256,
                                prints.get(shared.value().outputs().get(output).logDate()))))
            .persist(StorageLevel.DISK_ONLY());
    phases.time("credit", rows::count);
    // Not destroyed: a lost executor's rows are computed again from what the driver keeps on disk.
    shared.unpersist();
    return rows;
  }

  private Optional<Dataset<Row>> candidates(String tokenizerId, List<LoggedOutput> outputs) {
    if (!seeds) {
      return Optional.empty();
    }
    SeedTable table = new SeedTable(run, rule, tokenizerId);
    table.bringUpToDate(corpus.contributions(modelId, tokenizerId));
    return Optional.of(table.candidates(outputs));
  }

  private JavaSparkContext context() {
    return JavaSparkContext.fromSparkContext(run.spark().sparkContext());
  }

  /**
   * Cuts outputs into batches of so many tokens, counted through the partitions of a data set.
   *
   * @param firstToken of every partition the number of its first token
   * @param count of batches
   */
  private record Batches(List<Long> firstToken, int count, int tokens) {
    static Batches of(JavaRDD<LoggedOutput> outputs, int batchTokens) {
      FlatMapFunction<Iterator<LoggedOutput>, Long> lengths =
          some -> {
            long tokens = 0;
            while (some.hasNext()) {
              tokens += length(some.next());
            }
            return List.of(tokens).iterator();
          };
      List<Long> first = new ArrayList<>();
      long all = 0;
      for (long length : outputs.mapPartitions(lengths).collect()) {
        first.add(all);
        all += length;
      }
      return new Batches(first, Math.toIntExact(all / batchTokens) + 1, batchTokens);
    }

    private static int length(LoggedOutput output) {
      return output.tokens() == null ? 0 : output.tokens().length;
    }

    /** The outputs whose first token falls into a batch. */
    List<LoggedOutput> collect(JavaRDD<LoggedOutput> outputs, int batch) {
      List<Long> starts = firstToken;
      long size = tokens;
      Function2<Integer, Iterator<LoggedOutput>, Iterator<LoggedOutput>> some =
          (partition, all) -> {
            List<LoggedOutput> taken = new ArrayList<>();
            long at = starts.get(partition);
            while (all.hasNext()) {
              LoggedOutput output = all.next();
              if (at / size == batch) {
                taken.add(output);
              }
              at += length(output);
            }
            return taken.iterator();
          };
      return outputs.mapPartitionsWithIndex(some, true).collect();
    }
  }
}
