package org.tributary.attribute;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.sum;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.tributary.attribute.PartitionPay.Earners;
import org.tributary.influence.ContributorKey;
import org.tributary.influence.ShareSpread;
import org.tributary.schemas.TributaryException;
import org.tributary.schemas.policy.Method;
import org.tributary.schemas.table.Tables;
import org.tributary.session.RunContext;
import org.tributary.session.SparkFailures;
import org.tributary.session.SqlFile;

/**
 * Second half of stage attribute: values of contributors become shares, and what no method can
 * attribute gets its reason. Reads {@code influence_values} and {@code influence_sums} of the same
 * run, writes {@code credibility} and {@code attribution}.
 *
 * <p>Values are read twice: the first pass adds up shares for their standard errors, which the
 * second pass writes beside every share.
 */
final class AttributionShares {
  private final RunContext run;
  private final boolean full;

  AttributionShares(RunContext run, boolean full) {
    this.run = run;
    this.full = full;
  }

  /**
   * What was done.
   *
   * @param computed partitions that were replaced
   * @param reused partitions whose inputs hadn't changed
   * @param removed partitions that the log no longer has
   * @param inferences all inferences up to the close date, by partition
   */
  record Result(
      Set<PartitionKey> computed, int reused, int removed, Map<PartitionKey, Long> inferences) {
    long allInferences() {
      return inferences.values().stream().mapToLong(Long::longValue).sum();
    }
  }

  /**
   * Brings both tables up to date.
   *
   * @throws TributaryException INPUT_MISSING or INPUT_INCONSISTENT where values are missing or
   *     don't fit what was prepared
   */
  Result execute() {
    return SparkFailures.explained("attribute", this::replaceChanged);
  }

  private Result replaceChanged() {
    run.warehouse().createIfMissing(Tables.TEXT_SHARES);
    run.warehouse().createIfMissing(Tables.CREDIBILITY);
    run.warehouse().createIfMissing(Tables.ATTRIBUTION);
    List<LoggedPartition> partitions = partitions();
    Map<PartitionKey, SharePlan> plans =
        SharePlans.of(run, ValuesIndex.read(run), otherFingerprints(), partitions);
    Map<PartitionKey, String> known = Fingerprints.of(run, Tables.ATTRIBUTION);
    Map<PartitionKey, SharePlan> changed = new HashMap<>();
    plans.forEach(
        (key, plan) -> {
          if (full || !plan.fingerprint().equals(known.get(key))) {
            changed.put(key, plan);
          }
        });
    Set<PartitionKey> removed = new HashSet<>(known.keySet());
    removed.removeAll(plans.keySet());
    if (!changed.isEmpty() || !removed.isEmpty()) {
      replace(changed, removed);
    }
    return new Result(
        Set.copyOf(changed.keySet()),
        plans.size() - changed.size(),
        removed.size(),
        partitions.stream()
            .collect(Collectors.toMap(LoggedPartition::key, LoggedPartition::inferences)));
  }

  private Map<Method, Map<PartitionKey, String>> otherFingerprints() {
    Map<Method, Map<PartitionKey, String>> prints = new EnumMap<>(Method.class);
    for (Method method : Method.BY_TEXT) {
      prints.put(method, Fingerprints.of(run, Tables.TEXT_SHARES, method.tableName()));
    }
    prints.put(
        Method.RETRIEVAL,
        run.policies().policies().stream().anyMatch(policy -> policy.uses(Method.RETRIEVAL))
            ? new Retrievals(run).fingerprints()
            : Map.of());
    return prints;
  }

  private Dataset<Row> log() {
    return ValuesIndex.upToClose(run, run.input(Tables.INFERENCE_LOG));
  }

  private List<LoggedPartition> partitions() {
    log().createOrReplaceTempView("attribute_log");
    return run
        .spark()
        .sql(SqlFile.read(AttributionShares.class, "logged_partitions.sql"))
        .collectAsList()
        .stream()
        .map(LoggedPartition::of)
        .toList();
  }

  private void replace(Map<PartitionKey, SharePlan> changed, Set<PartitionKey> removed) {
    Set<PartitionKey> replaced = new HashSet<>(changed.keySet());
    replaced.addAll(removed);
    String predicate = PartitionKey.predicate(replaced);
    Map<PartitionKey, SharePlan> valued = new HashMap<>(changed);
    valued.values().removeIf(plan -> !plan.hasValues());
    Credibilities credibilities = Credibilities.of(run, valued);
    Map<PartitionKey, PartitionPay> pays = pays(valued, credibilities);
    Map<PartitionKey, List<ShareSpread>> spreads = spreads(pays);
    List<Row> credibility = new ArrayList<>();
    Map<PartitionKey, PartitionPay> sure = new HashMap<>();
    TreeMap<PartitionKey, PartitionPay> inOrder = new TreeMap<>(PartitionKey.ORDER);
    inOrder.putAll(pays);
    inOrder.forEach(
        (key, pay) -> {
          List<ShareSpread> each = spreads.getOrDefault(key, List.of());
          sure.put(key, pay.with(each));
          credibility.addAll(credibilities.rows(key, sure.get(key), each));
        });
    // Attribution last: its fingerprints say that both tables are up to date.
    run.warehouse()
        .replaceWhere(
            Tables.CREDIBILITY,
            predicate,
            run.spark().createDataFrame(credibility, run.warehouse().columns(Tables.CREDIBILITY)));
    withBroadcast(
        changed,
        plans ->
            withBroadcast(
                sure,
                broadcast -> {
                  Dataset<Row> rows =
                      scored(sure.keySet(), broadcast)
                          .unionByName(unscored(plans))
                          .unionByName(texts(plans))
                          .unionByName(retrieved(plans));
                  run.warehouse()
                      .replaceWhere(
                          Tables.ATTRIBUTION,
                          predicate,
                          rows.withColumn("log_date", col("log_date").cast("date"))
                              .hint("rebalance", col("log_date"), col("model_id")));
                  return null;
                }));
  }

  private Map<PartitionKey, PartitionPay> pays(
      Map<PartitionKey, SharePlan> plans, Credibilities credibilities) {
    Map<String, Map<String, Earners>> earners = earners(plans.keySet());
    Map<PartitionKey, PartitionPay> pays = new HashMap<>();
    plans.forEach(
        (key, plan) -> {
          Earners each =
              earners
                  .getOrDefault(key.modelId(), Map.of())
                  .getOrDefault(plan.setting(), new Earners(List.of(), new long[0]));
          pays.put(key, PartitionPay.of(plan, each, credibilities.of(key, plan, each)));
        });
    return pays;
  }

  /** Who can earn, by setting by model. */
  private Map<String, Map<String, Earners>> earners(Collection<PartitionKey> keys) {
    Object[] models = keys.stream().map(PartitionKey::modelId).distinct().toArray();
    Map<String, Map<String, List<Row>>> rows = new HashMap<>();
    run.warehouse()
        .read(Tables.PREPARED_CONTRIBUTORS)
        .filter(col("model_id").isin(models))
        .select("model_id", "setting", "ordinal", "datanet_id", "contributor_id", "leaders")
        .orderBy("ordinal")
        .collectAsList()
        .forEach(
            row ->
                rows.computeIfAbsent(row.getAs("model_id"), model -> new HashMap<>())
                    .computeIfAbsent(row.getAs("setting"), setting -> new ArrayList<>())
                    .add(row));
    Map<String, Map<String, Earners>> earners = new HashMap<>();
    rows.forEach(
        (model, settings) -> {
          Map<String, Earners> bySetting = new HashMap<>();
          settings.forEach((setting, each) -> bySetting.put(setting, earners(each)));
          earners.put(model, bySetting);
        });
    return earners;
  }

  private static Earners earners(List<Row> rows) {
    return new Earners(
        rows.stream()
            .map(row -> new ContributorKey(row.getAs("datanet_id"), row.getAs("contributor_id")))
            .toList(),
        rows.stream().mapToLong(row -> row.<Long>getAs("leaders")).toArray());
  }

  /** First pass: how the shares of every contributor spread, by ordinal. */
  private Map<PartitionKey, List<ShareSpread>> spreads(Map<PartitionKey, PartitionPay> pays) {
    List<Row> rows =
        withBroadcast(
            pays,
            broadcast ->
                values(pays.keySet())
                    .selectExpr(ScoredInference.COLUMNS)
                    .mapPartitions(new SpreadTask(broadcast), Encoders.row(SpreadTask.ROW))
                    .groupBy("log_date", "model_id", "contributor")
                    .agg(
                        sum("inferences").as("inferences"),
                        sum("share_sum").as("share_sum"),
                        sum("share_squares").as("share_squares"))
                    .orderBy("contributor")
                    .collectAsList());
    Map<PartitionKey, List<ShareSpread>> spreads = new HashMap<>();
    for (Row row : rows) {
      spreads
          .computeIfAbsent(PartitionKey.of(row), key -> new ArrayList<>())
          .add(
              new ShareSpread(
                  row.<Long>getAs("inferences"),
                  BigInteger.valueOf(row.<Long>getAs("share_sum")),
                  row.<BigDecimal>getAs("share_squares").toBigIntegerExact()));
    }
    return spreads;
  }

  private Dataset<Row> values(Set<PartitionKey> keys) {
    return partitionsOf(run.warehouse().read(Tables.INFLUENCE_VALUES), keys);
  }

  /** Second pass: rows of method influence where there are values. */
  private Dataset<Row> scored(
      Set<PartitionKey> keys, Broadcast<Map<PartitionKey, PartitionPay>> pays) {
    return values(keys)
        .withColumn("log_date", col("log_date").cast("string"))
        .flatMap(new ShareTask(pays), Encoders.row(AttributionRow.TYPE));
  }

  /** Rows of every method that has nothing to say. */
  private Dataset<Row> unscored(Broadcast<Map<PartitionKey, SharePlan>> plans) {
    return partitionsOf(log(), keys(plans, SharePlan::hasUnscored))
        .selectExpr("CAST(log_date AS STRING) AS log_date", "model_id", "inference_id")
        .flatMap(new UnscoredTask(plans), Encoders.row(AttributionRow.TYPE));
  }

  /** Rows of the methods that look at text. */
  private Dataset<Row> texts(Broadcast<Map<PartitionKey, SharePlan>> plans) {
    Set<PartitionKey> keys = keys(plans, SharePlan::hasText);
    return partitionsOf(run.warehouse().read(Tables.TEXT_SHARES), keys)
        .withColumn("log_date", col("log_date").cast("string"))
        .flatMap(new TextShareTask(plans), Encoders.row(AttributionRow.TYPE));
  }

  /** Rows of method retrieval. */
  private Dataset<Row> retrieved(Broadcast<Map<PartitionKey, SharePlan>> plans) {
    Set<PartitionKey> keys = keys(plans, plan -> plan.speaking(SharePlan.RETRIEVAL).isPresent());
    if (keys.isEmpty()) {
      return run.spark().createDataFrame(List.of(), AttributionRow.TYPE);
    }
    return new Retrievals(run)
        .of(partitionsOf(log(), keys).select("log_date", "model_id", "inference_id"))
        .withColumn("log_date", col("log_date").cast("string"))
        .flatMap(new RetrievalTask(plans), Encoders.row(AttributionRow.TYPE));
  }

  private static Set<PartitionKey> keys(
      Broadcast<Map<PartitionKey, SharePlan>> plans, Predicate<SharePlan> wanted) {
    return plans.value().entrySet().stream()
        .filter(each -> wanted.test(each.getValue()))
        .map(Map.Entry::getKey)
        .collect(Collectors.toSet());
  }

  /** Rows of the partitions' dates and models: some more than needed, which the tasks skip. */
  private static Dataset<Row> partitionsOf(Dataset<Row> rows, Set<PartitionKey> keys) {
    Object[] dates =
        keys.stream().map(PartitionKey::logDate).distinct().map(java.sql.Date::valueOf).toArray();
    Object[] models = keys.stream().map(PartitionKey::modelId).distinct().toArray();
    return rows.filter(col("log_date").isin(dates).and(col("model_id").isin(models)));
  }

  private <K, V, T> T withBroadcast(Map<K, V> map, Function<Broadcast<Map<K, V>>, T> action) {
    Broadcast<Map<K, V>> broadcast =
        JavaSparkContext.fromSparkContext(run.spark().sparkContext()).broadcast(map);
    try {
      return action.apply(broadcast);
    } finally {
      broadcast.destroy();
    }
  }
}
