package org.tributary.attribute.influence;

import static org.apache.spark.sql.functions.col;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.unsafe.types.UTF8String;
import org.apache.spark.util.CollectionAccumulator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tributary.attribute.Fingerprints;
import org.tributary.attribute.LoggedPartition;
import org.tributary.attribute.PartitionKey;
import org.tributary.gpu.Kernels;
import org.tributary.influence.InfluenceSetting;
import org.tributary.influence.ReferenceUnit;
import org.tributary.schemas.TributaryException;
import org.tributary.schemas.policy.AttributionRule;
import org.tributary.schemas.table.Tables;
import org.tributary.session.Background;
import org.tributary.session.InternalRows;
import org.tributary.session.RunContext;
import org.tributary.session.SparkFailures;

/**
 * Works out what every contributor was worth to each inference up to the close date, for the models
 * that the policy of the log date attributes by influence: tables {@code influence_values} and
 * {@code influence_sums}.
 *
 * <p>A (log date, model) partition whose inputs haven't changed since an earlier run is kept; all
 * others are replaced in one commit per table, and partitions that the log or the policy no longer
 * has are removed with them. Partitions after the close date are left alone. A model without
 * prepared training rows has no partition.
 */
public final class InfluenceScoring {
  /** Default of {@link #trainingBudget}. */
  public static final long TRAINING_BUDGET = 256L << 20;

  private static final Logger LOG = LoggerFactory.getLogger(InfluenceScoring.class);

  /** Sentences about what doesn't fit that are logged. */
  private static final int MOST_SENTENCES = 5;

  private final RunContext run;
  private final LogSurvey survey;
  private String kernel = Kernels.AUTO;
  private boolean full;
  private long trainingBudget = TRAINING_BUDGET;
  private final List<InfluenceScoringResult.Phase> phases = new ArrayList<>();
  private long phaseStart;

  private InfluenceScoring(RunContext run) {
    this.run = run;
    this.survey = new LogSurvey(run);
  }

  public static InfluenceScoring of(RunContext run) {
    return new InfluenceScoring(run);
  }

  /** Kernel preference of {@link Kernels#select}; it changes the time, never a number. */
  public InfluenceScoring kernel(String preference) {
    this.kernel = preference;
    return this;
  }

  /** Whether partitions are computed even where their inputs haven't changed. */
  public InfluenceScoring full(boolean all) {
    this.full = all;
    return this;
  }

  /**
   * Bytes of a model's training rows up to which every executor holds all of them; beyond, they are
   * fetched block by block. It changes the time and the memory, never a number.
   */
  public InfluenceScoring trainingBudget(long bytes) {
    this.trainingBudget = bytes;
    return this;
  }

  /** How a partition is scored, and the hash of all its inputs. */
  private record Plan(
      LoggedPartition logged,
      AttributionRule rule,
      PreparedIndex.Prepared prepared,
      String fingerprint) {
    String setting() {
      return prepared.setting();
    }
  }

  /** Partitions of one job: what they have in common. */
  private record JobKey(String modelId, String setting, int evidenceRows) {}

  /**
   * Brings both tables up to date.
   *
   * @throws TributaryException INPUT_MISSING when a model is prepared, but not for the setting that
   *     a policy asks for; USAGE when the kernel can't be used
   */
  public InfluenceScoringResult execute() {
    run.folder().voidVerification();
    phases.clear();
    phaseStart = System.nanoTime();
    String selected = Kernels.select(kernel).name();
    Background<Map<PartitionKey, String>> knownValues = known(Tables.INFLUENCE_VALUES);
    Background<Map<PartitionKey, String>> knownSums = known(Tables.INFLUENCE_SUMS);
    PreparedIndex prepared = PreparedIndex.read(run.warehouse());
    Map<PartitionKey, Plan> plans = plans(prepared);
    Map<PartitionKey, String> values = knownValues.result();
    Map<PartitionKey, Plan> changed = changed(plans, values);
    Set<PartitionKey> removed = new HashSet<>(values.keySet());
    removed.removeAll(plans.keySet());
    endPhase("plan and hash the log");
    writeValues(prepared, changed, removed);
    endPhase("score and commit values");
    writeSums(prepared, plans, changed.keySet(), knownSums.result());
    endPhase("add up and commit sums");
    InfluenceScoringResult result =
        new InfluenceScoringResult(
            changed.size(),
            plans.size() - changed.size(),
            removed.size(),
            inferences(changed),
            inferences(plans),
            selected,
            phases);
    LOG.info(
        "Scored {} inferences of {} (log date, model) partitions with kernel {}; {} partitions"
            + " unchanged, {} removed",
        result.computedInferences(),
        result.computedPartitions(),
        selected,
        result.reusedPartitions(),
        result.removedPartitions());
    return result;
  }

  private void endPhase(String name) {
    long now = System.nanoTime();
    phases.add(new InfluenceScoringResult.Phase(name, (now - phaseStart) / 1e9));
    phaseStart = now;
  }

  private Map<PartitionKey, Plan> plans(PreparedIndex prepared) {
    Set<String> models = prepared.models();
    models.retainAll(
        run.input(Tables.MODEL_TRAINING_SETS)
            .select("model_id")
            .as(Encoders.STRING())
            .collectAsList());
    Map<PartitionKey, Plan> plans = new HashMap<>();
    if (models.isEmpty()) {
      return plans;
    }
    for (LoggedPartition logged : survey.partitions(models)) {
      AttributionRule rule =
          run.policies()
              .inForceOn(LocalDate.parse(logged.key().logDate()))
              .attributionOf(logged.key().modelId());
      if (rule.usesInfluence()) {
        PreparedIndex.Prepared found =
            prepared.require(logged.key().modelId(), InfluenceSetting.of(rule).key());
        plans.put(
            logged.key(),
            new Plan(logged, rule, found, ScoringFingerprint.of(logged, rule, found)));
      }
    }
    return plans;
  }

  /** Fingerprints of the partitions that a table has, up to the close date. */
  private Background<Map<PartitionKey, String>> known(String table) {
    run.warehouse().createIfMissing(table);
    return Background.start("fingerprints of " + table, () -> Fingerprints.of(run, table));
  }

  private Map<PartitionKey, Plan> changed(
      Map<PartitionKey, Plan> plans, Map<PartitionKey, String> known) {
    Map<PartitionKey, Plan> changed = new HashMap<>();
    plans.forEach(
        (key, plan) -> {
          if (full || !plan.fingerprint().equals(known.get(key))) {
            changed.put(key, plan);
          }
        });
    return changed;
  }

  private void writeValues(
      PreparedIndex prepared, Map<PartitionKey, Plan> changed, Set<PartitionKey> removed) {
    Set<PartitionKey> replaced = new HashSet<>(changed.keySet());
    replaced.addAll(removed);
    if (replaced.isEmpty()) {
      return;
    }
    CollectionAccumulator<String> misfits =
        run.spark().sparkContext().collectionAccumulator("influence misfits");
    List<Broadcast<ScoringJob>> broadcasts = new ArrayList<>();
    try {
      Dataset<Row> rows = values(prepared, changed, broadcasts, misfits);
      endPhase("load and send training rows");
      replace(Tables.INFLUENCE_VALUES, replaced, rows);
    } finally {
      broadcasts.forEach(Broadcast::destroy);
    }
    List<String> sentences = misfits.value().stream().sorted().distinct().toList();
    sentences.stream()
        .limit(MOST_SENTENCES)
        .forEach(each -> LOG.warn("{} Its share stays unattributed, with SKETCH_MISFIT.", each));
    if (sentences.size() > MOST_SENTENCES) {
      LOG.warn(
          "{} more inferences don't fit: see reason_code SKETCH_MISFIT in table influence_values.",
          sentences.size() - MOST_SENTENCES);
    }
  }

  /** Rows of influence_values for the given partitions. */
  private Dataset<Row> values(
      PreparedIndex prepared,
      Map<PartitionKey, Plan> changed,
      List<Broadcast<ScoringJob>> broadcasts,
      CollectionAccumulator<String> misfits) {
    Map<JobKey, List<Plan>> jobs =
        changed.values().stream()
            .collect(
                Collectors.groupingBy(
                    plan ->
                        new JobKey(
                            plan.logged().key().modelId(),
                            plan.setting(),
                            plan.rule().influence().evidenceRows())));
    JavaSparkContext context = context();
    JavaRDD<InternalRow> rows = context.emptyRDD();
    for (List<Plan> plans : jobs.values()) {
      PreparedIndex.Prepared common = plans.get(0).prepared();
      boolean atHand = common.scoredRows() == 0 || common.bytes() <= trainingBudget;
      Broadcast<ScoringJob> job = context.broadcast(job(prepared, plans, atHand));
      broadcasts.add(job);
      JobRows tasks = new JobRows(job, kernel, context.defaultParallelism(), misfits);
      JavaRDD<InternalRow> log = log(plans);
      long inferences = plans.stream().mapToLong(each -> each.logged().inferences()).sum();
      JavaRDD<InternalRow> found =
          atHand
              ? tasks.atHand(log, inferences)
              : tasks.joined(log, inferences, prepared.blockRows(common).toJavaRDD());
      rows = jobs.size() == 1 ? found : rows.union(found);
    }
    return InternalRows.dataset(run.spark(), rows.rdd(), ValueRows.COLUMNS);
  }

  private ScoringJob job(PreparedIndex prepared, List<Plan> plans, boolean atHand) {
    Plan first = plans.get(0);
    PreparedIndex.Prepared common = first.prepared();
    Background<List<TrainingBlock>> blocks =
        Background.start(
            "training rows of " + common.modelId(), () -> atHand ? prepared.blocks(common) : null);
    Map<Integer, UTF8String> fingerprints = new TreeMap<>();
    plans.forEach(
        plan ->
            fingerprints.put(days(plan.logged().key()), UTF8String.fromString(plan.fingerprint())));
    return new ScoringJob(
        UTF8String.fromString(common.modelId()),
        UTF8String.fromString(common.setting()),
        first.rule().influence().evidenceRows(),
        prepared.layout(common, first.rule().influence().preconditioner()),
        common.rowLowest(),
        common.contributorLowest(),
        common.reference(),
        common.sumShift(),
        fingerprints,
        prepared.contributors(common),
        blocks.result());
  }

  private JavaRDD<InternalRow> log(List<Plan> plans) {
    String model = plans.get(0).logged().key().modelId();
    Object[] dates =
        plans.stream().map(plan -> LocalDate.parse(plan.logged().key().logDate())).toArray();
    Dataset<Row> log =
        run.input(Tables.INFERENCE_LOG)
            .filter(col("log_date").isin(dates).and(col("model_id").equalTo(model)));
    return InternalRows.of(survey.sketches(log, model)).toJavaRDD();
  }

  private void writeSums(
      PreparedIndex prepared,
      Map<PartitionKey, Plan> plans,
      Set<PartitionKey> recomputed,
      Map<PartitionKey, String> known) {
    Map<PartitionKey, Plan> changed = changed(plans, known);
    recomputed.forEach(key -> changed.put(key, plans.get(key)));
    // A model of which nobody earns has values without entries, and no sums.
    changed.values().removeIf(plan -> plan.prepared().contributors() == 0);
    Set<PartitionKey> replaced = new HashSet<>(known.keySet());
    replaced.removeAll(plans.keySet());
    replaced.addAll(changed.keySet());
    if (replaced.isEmpty()) {
      return;
    }
    Broadcast<Map<DailySums.Day, DailySums.Terms>> terms =
        context().broadcast(terms(prepared, changed));
    try {
      JavaPairRDD<DailySums.Day, DailySums.DaySums> sums =
          InternalRows.of(
                  run.warehouse()
                      .read(Tables.INFLUENCE_VALUES)
                      .filter(
                          changed.isEmpty() ? "false" : PartitionKey.predicate(changed.keySet()))
                      .selectExpr(DailySums.READ))
              .toJavaRDD()
              .mapPartitions(new DailySums.Summing(terms))
              .mapToPair(each -> each)
              .reduceByKey(
                  DailySums.DaySums::plus,
                  Math.min(context().defaultParallelism(), replaced.size()));
      JavaRDD<InternalRow> rows =
          sums.flatMap(each -> DailySums.rows(each._1(), each._2(), terms.value().get(each._1())));
      replace(
          Tables.INFLUENCE_SUMS,
          replaced,
          InternalRows.dataset(run.spark(), rows.rdd(), DailySums.COLUMNS));
    } finally {
      terms.destroy();
    }
  }

  private Map<DailySums.Day, DailySums.Terms> terms(
      PreparedIndex prepared, Map<PartitionKey, Plan> changed) {
    Map<PreparedIndex.Prepared, List<UTF8String[]>> names = new HashMap<>();
    Map<DailySums.Day, DailySums.Terms> terms = new HashMap<>();
    changed.forEach(
        (key, plan) -> {
          PreparedIndex.Prepared common = plan.prepared();
          terms.put(
              new DailySums.Day(days(key), UTF8String.fromString(key.modelId())),
              new DailySums.Terms(
                  UTF8String.fromString(common.setting()),
                  UTF8String.fromString(plan.fingerprint()),
                  common.reference(),
                  ReferenceUnit.exponent(common.reference(), common.contributorLowest()),
                  names.computeIfAbsent(common, prepared::names)));
        });
    return terms;
  }

  private void replace(String table, Set<PartitionKey> keys, Dataset<Row> rows) {
    SparkFailures.explained(
        "attribute",
        () -> {
          run.warehouse().replaceWhere(table, PartitionKey.predicate(keys), rows);
          return table;
        });
  }

  private JavaSparkContext context() {
    return JavaSparkContext.fromSparkContext(run.spark().sparkContext());
  }

  private static int days(PartitionKey key) {
    return Math.toIntExact(LocalDate.parse(key.logDate()).toEpochDay());
  }

  private static long inferences(Map<PartitionKey, Plan> plans) {
    return plans.values().stream().mapToLong(plan -> plan.logged().inferences()).sum();
  }
}
