package org.tributary.attribute.span;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tributary.attribute.Fingerprints;
import org.tributary.attribute.LoggedPartition;
import org.tributary.attribute.PartitionKey;
import org.tributary.schemas.EngineVersion;
import org.tributary.schemas.policy.AttributionRule;
import org.tributary.schemas.policy.SpanRule;
import org.tributary.schemas.run.CanonicalJson;
import org.tributary.schemas.table.Tables;
import org.tributary.session.RunContext;
import org.tributary.session.SparkFailures;

/**
 * Works out whose text shows in each output up to the close date, for the models that the policy of
 * the log date attributes by spans: tables {@code span_evidence} and {@code text_shares}.
 *
 * <p>A (log date, model) partition whose inputs haven't changed since an earlier run is kept; all
 * others are replaced in one commit per table. A model without a training set has no partition.
 */
public final class SpanScoring {
  /** Default of {@link #batchTokens}. */
  public static final int BATCH_TOKENS = 10_000_000;

  /** Change it with every change of what is computed from the same inputs. */
  private static final int ALGORITHM = 2;

  private static final Logger LOG = LoggerFactory.getLogger(SpanScoring.class);

  private final RunContext run;
  private final SpanLog log;
  private final SpanCorpus corpus;
  private boolean full;
  private int batchTokens = BATCH_TOKENS;
  private boolean seeds;
  private SpanPhases phases = new SpanPhases();

  private SpanScoring(RunContext run) {
    this.run = run;
    this.log = new SpanLog(run);
    this.corpus = new SpanCorpus(run);
  }

  public static SpanScoring of(RunContext run) {
    return new SpanScoring(run);
  }

  /** Whether partitions are computed even where their inputs haven't changed. */
  public SpanScoring full(boolean all) {
    this.full = all;
    return this;
  }

  /**
   * Output tokens that are indexed at a time, in memory on the driver and on every executor: some
   * 40 bytes each. It changes the time and the memory, never a number.
   */
  public SpanScoring batchTokens(int tokens) {
    this.batchTokens = tokens;
    return this;
  }

  /**
   * Whether contributions that can't hold a span are left out before they are read, by their seeds.
   * It changes the time, never a number: worth it where a model's training set is much larger than
   * what its outputs repeat.
   */
  public SpanScoring seeds(boolean use) {
    this.seeds = use;
    return this;
  }

  /** Where it is noted how long each part took. */
  public SpanScoring phases(SpanPhases noted) {
    this.phases = noted;
    return this;
  }

  /** How a partition is computed, and the hash of all its inputs. */
  private record Plan(LoggedPartition logged, SpanRule rule, String fingerprint) {
    PartitionKey key() {
      return logged.key();
    }
  }

  /** Partitions that are searched together. */
  private record JobKey(String modelId, SpanRule rule) {}

  /**
   * Brings both tables up to date.
   *
   * @throws org.tributary.schemas.TributaryException INPUT_MISSING or INPUT_INCONSISTENT when the
   *     background isn't there or isn't what the policy pins
   */
  public SpanScoringResult execute() {
    run.folder().voidVerification();
    run.warehouse().createIfMissing(Tables.SPAN_EVIDENCE);
    run.warehouse().createIfMissing(Tables.TEXT_SHARES);
    Map<PartitionKey, Plan> plans = plans();
    Map<PartitionKey, String> known = Fingerprints.of(run, Tables.TEXT_SHARES);
    Map<PartitionKey, Plan> changed = new HashMap<>(plans);
    if (!full) {
      changed.values().removeIf(plan -> plan.fingerprint().equals(known.get(plan.key())));
    }
    Set<PartitionKey> removed = new HashSet<>(known.keySet());
    removed.removeAll(plans.keySet());
    if (!changed.isEmpty() || !removed.isEmpty()) {
      SparkFailures.explained(
          "attribute",
          () -> {
            replace(changed, removed);
            return null;
          });
    }
    SpanScoringResult result =
        new SpanScoringResult(
            changed.size(),
            plans.size() - changed.size(),
            removed.size(),
            changed.values().stream().mapToLong(plan -> plan.logged().inferences()).sum());
    LOG.info(
        "Searched the outputs of {} inferences of {} (log date, model) partitions for spans; {}"
            + " partitions unchanged, {} removed",
        result.computedInferences(),
        result.computedPartitions(),
        result.reusedPartitions(),
        result.removedPartitions());
    return result;
  }

  private Map<PartitionKey, Plan> plans() {
    phases.time(
        "hash the corpus",
        () -> {
          corpus.read(this::usesSpans);
          return null;
        });
    Map<PartitionKey, Plan> plans = new HashMap<>();
    if (corpus.models().isEmpty()) {
      return plans;
    }
    for (LoggedPartition logged :
        phases.time("hash the log", () -> log.partitions(corpus.models()))) {
      PartitionKey key = logged.key();
      AttributionRule attribution =
          run.policies().inForceOn(LocalDate.parse(key.logDate())).attributionOf(key.modelId());
      if (attribution.usesSpans()) {
        String fingerprint = fingerprint(logged, attribution.span());
        plans.put(key, new Plan(logged, attribution.span(), fingerprint));
      }
    }
    return plans;
  }

  private boolean usesSpans(String model) {
    return run.policies().policies().stream()
        .anyMatch(policy -> policy.attributionOf(model).usesSpans());
  }

  private String fingerprint(LoggedPartition logged, SpanRule rule) {
    Map<String, Object> content = new LinkedHashMap<>();
    content.put("algorithm", ALGORITHM);
    content.put("engine", EngineVersion.ENGINE);
    content.put("log", logged.digest());
    List<Object> datanets = new ArrayList<>();
    corpus
        .trainingSet(logged.key().modelId())
        .forEach(
            (datanet, version) -> datanets.add(List.of(datanet, version, corpus.digest(datanet))));
    content.put("training_set", datanets);
    content.put(
        "rule",
        List.of(
            rule.minimumTokens(),
            rule.seedTokens(),
            rule.echoTokens(),
            rule.informationFloorBits(),
            rule.earliestClaimPpm()));
    // The version says more than the hash of the documents, and costs no reading.
    rule.background()
        .ifPresent(
            id ->
                content.put(
                    "background",
                    List.of(id, run.manifest().versionOf(Tables.BACKGROUND_DOCUMENTS))));
    rule.backgroundSha256().ifPresent(sha256 -> content.put("background_sha256", sha256));
    return CanonicalJson.sha256(CanonicalJson.write(content));
  }

  private void replace(Map<PartitionKey, Plan> changed, Set<PartitionKey> removed) {
    Set<PartitionKey> replaced = new HashSet<>(changed.keySet());
    replaced.addAll(removed);
    String predicate = PartitionKey.predicate(replaced);
    Map<JobKey, List<Plan>> jobs =
        changed.values().stream()
            .collect(Collectors.groupingBy(plan -> new JobKey(plan.key().modelId(), plan.rule())));
    List<JavaRDD<SpanRows>> kept = new ArrayList<>();
    try {
      for (Map.Entry<JobKey, List<Plan>> job : jobs.entrySet()) {
        kept.addAll(
            new SpanJob(
                    run,
                    log,
                    corpus,
                    batchTokens,
                    seeds,
                    job.getKey().modelId(),
                    job.getKey().rule(),
                    fingerprints(job.getValue()),
                    phases)
                .rows());
      }
      JavaRDD<SpanRows> all = union(kept);
      phases.time(
          "write",
          () -> {
            write(predicate, all);
            return null;
          });
    } finally {
      kept.forEach(JavaRDD::unpersist);
    }
  }

  private void write(String predicate, JavaRDD<SpanRows> all) {
    // Shares last: their fingerprints say that both tables are up to date.
    run.warehouse()
        .replaceWhere(
            Tables.SPAN_EVIDENCE,
            predicate,
            run.spark()
                .createDataFrame(
                    all.flatMap(rows -> rows.evidence().iterator()), SpanRows.EVIDENCE));
    run.warehouse()
        .replaceWhere(
            Tables.TEXT_SHARES,
            predicate,
            run.spark()
                .createDataFrame(all.flatMap(rows -> rows.shares().iterator()), SpanRows.SHARES));
  }

  private JavaRDD<SpanRows> union(List<JavaRDD<SpanRows>> parts) {
    // Slices are small so that tasks end together; files needn't be.
    return parts.isEmpty()
        ? context().emptyRDD()
        : context().union(parts.toArray(JavaRDD[]::new)).coalesce(context().defaultParallelism());
  }

  private static Map<PartitionKey, String> fingerprints(List<Plan> plans) {
    return plans.stream().collect(Collectors.toMap(Plan::key, Plan::fingerprint));
  }

  private JavaSparkContext context() {
    return JavaSparkContext.fromSparkContext(run.spark().sparkContext());
  }
}
