package org.tributary.attribute;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import java.time.LocalDate;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.api.java.function.MapFunction;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.StructType;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tributary.attribute.influence.InfluenceModel;
import org.tributary.attribute.influence.PreparedInfluence;
import org.tributary.attribute.influence.SketchShape;
import org.tributary.gpu.Kernels;
import org.tributary.schemas.TributaryException;
import org.tributary.schemas.policy.AttributionRule;
import org.tributary.schemas.table.Tables;
import org.tributary.session.RunContext;
import org.tributary.session.SparkFailures;
import org.tributary.session.SqlFile;

/**
 * Works out who shaped each inference up to the close date, per (log date, model), by the methods
 * of the policy that was in force on the log date.
 *
 * <p>A partition whose inputs haven't changed since an earlier run is kept: it has the bytes that
 * computing it anew would give. All others are replaced in one commit, and partitions that the log
 * no longer has are removed with them. Partitions after the close date are left alone.
 */
public final class Attribute {
  private static final Logger LOG = LoggerFactory.getLogger(Attribute.class);

  private static final StructType HASHED =
      StructType.fromDDL("log_date STRING, model_id STRING, row_hash STRING, problem STRING");

  private final RunContext run;
  private String kernel = Kernels.AUTO;
  private boolean full;

  private Attribute(RunContext run) {
    this.run = run;
  }

  public static Attribute of(RunContext run) {
    return new Attribute(run);
  }

  /** Kernel preference of {@link Kernels#select}; it changes the time, never a number. */
  public Attribute kernel(String preference) {
    this.kernel = preference;
    return this;
  }

  /** Whether partitions are computed even where their inputs haven't changed. */
  public Attribute full(boolean all) {
    this.full = all;
    return this;
  }

  /**
   * Brings table {@code attribution} up to date.
   *
   * @throws TributaryException INPUT_MISSING when a model isn't prepared, ARITHMETIC when a value
   *     leaves DECIMAL(38,0), USAGE when the kernel can't be used
   */
  public AttributeResult execute() {
    run.folder().voidVerification();
    String selected = Kernels.select(kernel).name();
    PreparedInfluence prepared = PreparedInfluence.read(run.warehouse());
    Dataset<Row> log =
        run.input(Tables.INFERENCE_LOG)
            .filter(col("log_date").leq(lit(run.manifest().closeDate())));
    List<LogPartition> partitions = survey(log, prepared.shapes());
    Map<PartitionKey, PartitionPlan> plans = plans(partitions, prepared);
    Map<PartitionKey, String> known = knownFingerprints();
    Map<PartitionKey, PartitionPlan> changed = new HashMap<>();
    plans.forEach(
        (key, plan) -> {
          if (full || !plan.fingerprint().equals(known.get(key))) {
            changed.put(key, plan);
          }
        });
    Set<PartitionKey> removed = new HashSet<>(known.keySet());
    removed.removeAll(plans.keySet());
    replace(log, changed, removed, prepared);
    AttributeResult result =
        new AttributeResult(
            changed.size(),
            plans.size() - changed.size(),
            removed.size(),
            inferences(partitions, changed.keySet()),
            inferences(partitions, plans.keySet()),
            selected);
    LOG.info(
        "Attributed {} inferences of {} (log date, model) partitions with kernel {}; {} partitions"
            + " unchanged, {} removed",
        result.computedInferences(),
        result.computedPartitions(),
        selected,
        result.reusedPartitions(),
        result.removedPartitions());
    return result;
  }

  private List<LogPartition> survey(Dataset<Row> log, Map<String, SketchShape> shapes) {
    LoggedInference.columns(log)
        .map((MapFunction<Row, Row>) row -> hashed(row, shapes), Encoders.row(HASHED))
        .createOrReplaceTempView("attribute_hashed_rows");
    List<Row> rows =
        SparkFailures.explained(
            "attribute",
            () -> run.spark().sql(SqlFile.read(Attribute.class, "survey.sql")).collectAsList());
    return rows.stream().map(LogPartition::of).toList();
  }

  private static Row hashed(Row row, Map<String, SketchShape> shapes) {
    LoggedInference inference = LoggedInference.of(row);
    SketchShape shape = shapes.get(inference.modelId());
    String problem = shape == null ? null : shape.problemOf(inference.sketches()).orElse(null);
    return RowFactory.create(inference.logDate(), inference.modelId(), inference.hash(), problem);
  }

  private Map<PartitionKey, PartitionPlan> plans(
      List<LogPartition> partitions, PreparedInfluence prepared) {
    Set<String> trained =
        run
            .input(Tables.MODEL_TRAINING_SETS)
            .select("model_id")
            .as(Encoders.STRING())
            .collectAsList()
            .stream()
            .collect(Collectors.toSet());
    Map<PartitionKey, PartitionPlan> plans = new HashMap<>();
    for (LogPartition partition : partitions) {
      String model = partition.key().modelId();
      AttributionRule rule =
          run.policies().inForceOn(LocalDate.parse(partition.key().logDate())).attributionOf(model);
      boolean hasTrainingSet = trained.contains(model);
      if (PartitionPlan.usesInfluence(rule) && hasTrainingSet && partition.problem() != null) {
        LOG.warn("{} Its share stays unattributed, with SKETCH_MISFIT.", partition.problem());
      }
      Optional<String> fingerprint =
          PartitionPlan.usesInfluence(rule) && hasTrainingSet
              ? prepared.fingerprint(model, rule)
              : Optional.empty();
      plans.put(
          partition.key(), PartitionPlan.of(partition.digest(), rule, hasTrainingSet, fingerprint));
    }
    return plans;
  }

  /** Fingerprints of the partitions that are there, up to the close date. */
  private Map<PartitionKey, String> knownFingerprints() {
    Map<PartitionKey, String> known = new HashMap<>();
    if (run.warehouse().exists(Tables.ATTRIBUTION)) {
      run.warehouse()
          .read(Tables.ATTRIBUTION)
          .filter(col("log_date").leq(lit(run.manifest().closeDate())))
          .selectExpr("CAST(log_date AS STRING) AS log_date", "model_id", "fingerprint")
          .distinct()
          .collectAsList()
          .forEach(
              row ->
                  known.put(
                      new PartitionKey(row.getString(0), row.getString(1)), row.getString(2)));
    }
    return known;
  }

  private void replace(
      Dataset<Row> log,
      Map<PartitionKey, PartitionPlan> changed,
      Set<PartitionKey> removed,
      PreparedInfluence prepared) {
    run.warehouse().createIfMissing(Tables.ATTRIBUTION);
    if (changed.isEmpty() && removed.isEmpty()) {
      return;
    }
    Map<String, Map<String, InfluenceModel>> models = prepared.load(settings(changed));
    Broadcast<Attributor.Work> work =
        JavaSparkContext.fromSparkContext(run.spark().sparkContext())
            .broadcast(new Attributor.Work(changed, models));
    Set<PartitionKey> replaced = new HashSet<>(changed.keySet());
    replaced.addAll(removed);
    try {
      Dataset<Row> rows = rows(log, changed.keySet(), work);
      SparkFailures.explained(
          "attribute",
          () -> {
            run.warehouse()
                .replaceWhere(Tables.ATTRIBUTION, PartitionKey.predicate(replaced), rows);
            return replaced;
          });
    } finally {
      work.destroy();
    }
  }

  private Dataset<Row> rows(
      Dataset<Row> log, Set<PartitionKey> keys, Broadcast<Attributor.Work> work) {
    Object[] dates =
        keys.stream().map(PartitionKey::logDate).distinct().map(LocalDate::parse).toArray();
    Object[] models = keys.stream().map(PartitionKey::modelId).distinct().toArray();
    Dataset<Row> changedLog =
        log.filter(col("log_date").isin(dates).and(col("model_id").isin(models)));
    return LoggedInference.columns(changedLog)
        .mapPartitions(new Attributor(work, kernel), Encoders.row(AttributedShare.ROW))
        .withColumn("log_date", col("log_date").cast("date"));
  }

  private static Map<String, Set<String>> settings(Map<PartitionKey, PartitionPlan> plans) {
    Map<String, Set<String>> settings = new HashMap<>();
    plans.forEach(
        (key, plan) -> {
          if (plan.scores()) {
            settings
                .computeIfAbsent(key.modelId(), model -> new HashSet<>())
                .add(plan.influenceSetting());
          }
        });
    return settings;
  }

  private static long inferences(List<LogPartition> partitions, Set<PartitionKey> keys) {
    return partitions.stream()
        .filter(partition -> keys.contains(partition.key()))
        .mapToLong(LogPartition::inferences)
        .sum();
  }
}
