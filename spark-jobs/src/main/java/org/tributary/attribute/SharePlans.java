package org.tributary.attribute;

import java.time.LocalDate;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.spark.sql.Encoders;
import org.tributary.influence.InfluenceSetting;
import org.tributary.schemas.ErrorCode;
import org.tributary.schemas.TributaryException;
import org.tributary.schemas.policy.AttributionRule;
import org.tributary.schemas.policy.Method;
import org.tributary.schemas.policy.PayRule;
import org.tributary.schemas.table.Tables;
import org.tributary.session.RunContext;

/** Plans every (log date, model) of the log by the policy that was in force on the log date. */
final class SharePlans {
  private final RunContext run;
  private final ValuesIndex values;
  private final Set<String> trained;
  private final Set<String> prepared;
  private final Map<Method, Map<PartitionKey, String>> found;

  private SharePlans(
      RunContext run,
      ValuesIndex values,
      Set<String> trained,
      Set<String> prepared,
      Map<Method, Map<PartitionKey, String>> found) {
    this.run = run;
    this.values = values;
    this.trained = trained;
    this.prepared = prepared;
    this.found = found;
  }

  /**
   * The plans of {@code partitions}.
   *
   * @param found fingerprints of table text_shares by method, and of what was retrieved
   * @throws TributaryException INPUT_MISSING when a model is prepared but values are missing
   */
  static Map<PartitionKey, SharePlan> of(
      RunContext run,
      ValuesIndex values,
      Map<Method, Map<PartitionKey, String>> found,
      List<LoggedPartition> partitions) {
    Set<String> trained =
        new HashSet<>(
            run.input(Tables.MODEL_TRAINING_SETS)
                .select("model_id")
                .distinct()
                .as(Encoders.STRING())
                .collectAsList());
    run.warehouse().createIfMissing(Tables.PREPARED_SETTINGS);
    Set<String> prepared = new HashSet<>();
    prepared.addAll(
        run.warehouse()
            .read(Tables.PREPARED_SETTINGS)
            .select("model_id")
            .distinct()
            .as(Encoders.STRING())
            .collectAsList());
    SharePlans plans = new SharePlans(run, values, trained, prepared, found);
    Map<PartitionKey, SharePlan> byKey = new HashMap<>();
    partitions.forEach(each -> byKey.put(each.key(), plans.plan(each)));
    return byKey;
  }

  private SharePlan plan(LoggedPartition partition) {
    PartitionKey key = partition.key();
    AttributionRule rule =
        run.policies().inForceOn(LocalDate.parse(key.logDate())).attributionOf(key.modelId());
    Map<Method, String> others = others(key, rule);
    if (!rule.usesInfluence()) {
      return SharePlan.without(partition, rule, null, others);
    }
    requireSupported(key, rule.pay());
    Optional<SharePlan.Values> made = values.of(key);
    String setting = InfluenceSetting.of(rule).key();
    if (made.isPresent() && made.get().setting().equals(setting)) {
      return SharePlan.with(partition, rule, values.window(key, rule.pay().windowDays()), others);
    }
    if (!trained.contains(key.modelId())) {
      return SharePlan.without(partition, rule, UnattributedReason.NO_TRAINING_SET, others);
    }
    if (prepared.contains(key.modelId())) {
      throw TributaryException.of(
          ErrorCode.INPUT_MISSING,
          "Table influence_values has nothing of model %s on %s for %s: run 'tributary prepare' and"
              + " 'tributary attribute' for this run first.",
          key.modelId(),
          key.logDate(),
          setting);
    }
    return SharePlan.without(partition, rule, UnattributedReason.NO_SKETCH, others);
  }

  /** Fingerprints of what the rule's methods other than influence have, in the methods' order. */
  private Map<Method, String> others(PartitionKey key, AttributionRule rule) {
    Map<Method, String> prints = new EnumMap<>(Method.class);
    for (Method method : Method.BY_TEXT) {
      String print = rule.uses(method) ? found.get(method).get(key) : null;
      if (print != null) {
        prints.put(method, print);
      } else if (rule.uses(method) && trained.contains(key.modelId())) {
        throw TributaryException.of(
            ErrorCode.INPUT_MISSING,
            "Table text_shares has nothing by method %s of model %s on %s: run 'tributary attribute'"
                + " for this run first.",
            method.tableName(),
            key.modelId(),
            key.logDate());
      }
    }
    String retrieved = rule.uses(Method.RETRIEVAL) ? found.get(Method.RETRIEVAL).get(key) : null;
    if (retrieved != null) {
      prints.put(Method.RETRIEVAL, retrieved);
    }
    return prints;
  }

  /** Sums over a window are kept of values alone, so rows can't have credibility. */
  private static void requireSupported(PartitionKey key, PayRule pay) {
    boolean counts = pay.kappaPpm() > 0 || pay.shrinkagePpm() > 0;
    if (pay.value() == PayRule.Value.POSITIVE_ROWS && counts) {
      throw TributaryException.of(
          ErrorCode.POLICY_INVALID,
          "The pay rule of model %s on %s pays positive rows and counts credibility, which isn't possible"
              + " together: set kappa-ppm and shrinkage-ppm to 0 or pay leave-group-out.",
          key.modelId(),
          key.logDate());
    }
  }
}
