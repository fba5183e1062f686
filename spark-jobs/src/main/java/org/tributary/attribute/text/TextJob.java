package org.tributary.attribute.text;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.storage.StorageLevel;
import org.tributary.attribute.PartitionKey;
import org.tributary.attribute.UnattributedReason;
import org.tributary.schemas.policy.TextRule;
import org.tributary.session.RunContext;

/** The outputs of one model under one rule, batch by batch and tokenizer by tokenizer. */
final class TextJob<R extends TextRule> {
  private final RunContext run;
  private final TextLog log;
  private final TextCorpus corpus;
  private final int batchTokens;
  private final String method;
  private final TextPlans.Job<R> job;
  private final Set<PartitionKey> keys;
  private final Phases phases;
  private final Map<Integer, String> fingerprints = new HashMap<>();
  private final Map<String, BackgroundDocuments> backgrounds = new HashMap<>();

  /**
   * A job.
   *
   * @param batchTokens output tokens that are searched at a time
   * @param fingerprints of its partitions, all of the model
   */
  TextJob(
      RunContext run,
      TextSources sources,
      int batchTokens,
      String method,
      TextPlans.Job<R> job,
      Map<PartitionKey, String> fingerprints,
      Phases phases) {
    this.run = run;
    this.log = sources.log();
    this.corpus = sources.corpus();
    this.batchTokens = batchTokens;
    this.method = method;
    this.job = job;
    fingerprints.forEach(
        (key, fingerprint) ->
            this.fingerprints.put(
                Math.toIntExact(LocalDate.parse(key.logDate()).toEpochDay()), fingerprint));
    this.keys = fingerprints.keySet();
    this.phases = phases;
  }

  /**
   * The rows of all outputs, computed and kept: unpersist them when they are written. What a batch
   * keeps in memory is gone before the next begins.
   */
  List<JavaRDD<TextRows>> rows(Function<TextBatch<R>, JavaRDD<TextRows>> search) {
    Set<String> tokenizers = corpus.tokenizers(job.modelId());
    JavaRDD<LoggedOutput> outputs =
        log.outputs(keys, job.rule().echoTokens()).persist(StorageLevel.MEMORY_AND_DISK());
    List<JavaRDD<TextRows>> rows = new ArrayList<>();
    try {
      OutputBatches batches =
          phases.time("read outputs", () -> OutputBatches.of(outputs, batchTokens));
      for (int i = 0; i < batches.count(); i++) {
        int batch = i;
        Map<String, List<LoggedOutput>> searched = new TreeMap<>();
        List<TextRows> unsearched = new ArrayList<>();
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
          rows.add(
              JavaSparkContext.fromSparkContext(run.spark().sparkContext())
                  .parallelize(unsearched));
        }
        searched.forEach(
            (tokenizer, each) -> {
              JavaRDD<TextRows> found = search.apply(batch(tokenizer, each));
              found.persist(StorageLevel.DISK_ONLY());
              phases.time("credit", found::count);
              rows.add(found);
            });
      }
    } finally {
      outputs.unpersist();
    }
    return rows;
  }

  private TextRows unattributed(LoggedOutput output, UnattributedReason reason) {
    return new TextRows(ShareRows.unattributed(output, headings(null), reason), List.of());
  }

  private TextBatch<R> batch(String tokenizerId, List<LoggedOutput> outputs) {
    BackgroundDocuments background =
        phases.time(
            "background",
            () ->
                backgrounds.computeIfAbsent(
                    tokenizerId, id -> BackgroundDocuments.of(run, job.rule(), id)));
    return new TextBatch<>(
        run,
        corpus,
        job.modelId(),
        tokenizerId,
        job.rule(),
        background,
        outputs,
        headings(background.sha256()),
        phases);
  }

  private Headings headings(String backgroundSha256) {
    return new Headings(method, job.modelId(), backgroundSha256, new HashMap<>(fingerprints));
  }
}
