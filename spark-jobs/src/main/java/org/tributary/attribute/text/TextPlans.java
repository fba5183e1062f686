package org.tributary.attribute.text;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.tributary.attribute.Fingerprints;
import org.tributary.attribute.LoggedPartition;
import org.tributary.attribute.PartitionKey;
import org.tributary.schemas.EngineVersion;
import org.tributary.schemas.policy.AttributionRule;
import org.tributary.schemas.policy.Method;
import org.tributary.schemas.policy.TextRule;
import org.tributary.schemas.run.CanonicalJson;
import org.tributary.schemas.table.Tables;
import org.tributary.session.RunContext;
import org.tributary.session.SideBySide;

/**
 * Which (log date, model) partitions a method that looks at text must compute. One whose inputs
 * haven't changed since an earlier run is kept; a model without a training set has none.
 *
 * @param changed partitions to compute
 * @param removed partitions of the table that are no longer there
 * @param reused how many are kept
 */
public record TextPlans<R extends TextRule>(
    Map<PartitionKey, Plan<R>> changed, Set<PartitionKey> removed, int reused) {
  /** How a partition is computed, and the hash of all its inputs. */
  public record Plan<R extends TextRule>(LoggedPartition logged, R rule, String fingerprint) {
    PartitionKey key() {
      return logged.key();
    }
  }

  /** Partitions that are computed together. */
  public record Job<R extends TextRule>(String modelId, R rule) {}

  /**
   * What a method is to the plans.
   *
   * @param algorithm changes with every change of what is computed from the same inputs
   * @param rule the method's rule
   */
  public record Asked<R extends TextRule>(
      Method method, int algorithm, Function<AttributionRule, R> rule) {}

  /**
   * Compares hashes of the corpus and the log with those in table text_shares.
   *
   * @param evidenceTable the method's table of evidence
   * @param full whether all partitions are computed
   */
  public static <R extends TextRule> TextPlans<R> of(
      RunContext run,
      TextSources sources,
      Asked<R> asked,
      String evidenceTable,
      boolean full,
      Phases phases) {
    run.warehouse().createIfMissing(Tables.TEXT_SHARES);
    SideBySide<Map<PartitionKey, Plan<R>>, Map<PartitionKey, String>> both =
        SideBySide.of(
            () -> plans(run, sources, asked, phases),
            () ->
                phases.time(
                    "earlier shares",
                    () -> Fingerprints.of(run, Tables.TEXT_SHARES, asked.method().tableName())));
    Map<PartitionKey, Plan<R>> plans = both.first();
    Map<PartitionKey, String> known = both.second();
    Map<PartitionKey, Plan<R>> changed = new HashMap<>(plans);
    if (!full) {
      // A night that died between its two commits has left evidence of other inputs.
      Map<PartitionKey, String> evidence = Fingerprints.of(run, evidenceTable);
      changed
          .values()
          .removeIf(
              plan ->
                  plan.fingerprint().equals(known.get(plan.key()))
                      && plan.fingerprint()
                          .equals(evidence.getOrDefault(plan.key(), plan.fingerprint())));
    }
    Set<PartitionKey> removed = new HashSet<>(known.keySet());
    removed.removeAll(plans.keySet());
    return new TextPlans<>(changed, removed, plans.size() - changed.size());
  }

  private static <R extends TextRule> Map<PartitionKey, Plan<R>> plans(
      RunContext run, TextSources sources, Asked<R> asked, Phases phases) {
    List<LoggedPartition> partitions = sources.partitions(phases);
    TextCorpus corpus = sources.corpus();
    Map<PartitionKey, Plan<R>> plans = new HashMap<>();
    for (LoggedPartition logged : partitions) {
      PartitionKey key = logged.key();
      AttributionRule attribution =
          run.policies().inForceOn(LocalDate.parse(key.logDate())).attributionOf(key.modelId());
      if (attribution.uses(asked.method())) {
        R rule = asked.rule().apply(attribution);
        String fingerprint = fingerprint(run, corpus, asked, logged, rule);
        plans.put(key, new Plan<>(logged, rule, fingerprint));
      }
    }
    return plans;
  }

  private static String fingerprint(
      RunContext run, TextCorpus corpus, Asked<?> asked, LoggedPartition logged, TextRule rule) {
    Map<String, Object> content = new LinkedHashMap<>();
    content.put("method", asked.method().tableName());
    content.put("algorithm", asked.algorithm());
    content.put("engine", EngineVersion.ENGINE);
    content.put("log", logged.digest());
    List<Object> datanets = new ArrayList<>();
    corpus
        .trainingSet(logged.key().modelId())
        .forEach(
            (datanet, version) -> datanets.add(List.of(datanet, version, corpus.digest(datanet))));
    content.put("training_set", datanets);
    content.put("rule", rule.numbers());
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

  /** Whether there is nothing to do. */
  public boolean isDone() {
    return changed.isEmpty() && removed.isEmpty();
  }

  /** How many inferences the changed partitions have. */
  public long inferences() {
    return changed.values().stream().mapToLong(plan -> plan.logged().inferences()).sum();
  }

  /** Rows of which partitions are replaced. */
  public String predicate() {
    Set<PartitionKey> replaced = new HashSet<>(changed.keySet());
    replaced.addAll(removed);
    return PartitionKey.predicate(replaced);
  }

  /** The changed partitions by what they are computed with; values are their fingerprints. */
  public Map<Job<R>, Map<PartitionKey, String>> jobs() {
    return changed.values().stream()
        .collect(
            Collectors.groupingBy(
                plan -> new Job<>(plan.key().modelId(), plan.rule()),
                Collectors.toMap(Plan::key, Plan::fingerprint)));
  }
}
