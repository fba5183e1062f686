package org.tributary.attribute;

import java.io.Serializable;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import org.tributary.schemas.EngineVersion;
import org.tributary.schemas.policy.AttributionRule;
import org.tributary.schemas.policy.Method;
import org.tributary.schemas.policy.MethodWeight;
import org.tributary.schemas.policy.PayRule;
import org.tributary.schemas.run.CanonicalJson;

/**
 * How the inferences of one (log date, model) become rows of table attribution.
 *
 * @param fingerprint hash of all inputs of the partition
 * @param methods the blend
 * @param pay how values become shares
 * @param setting what the values were made with; null where no value was made
 * @param silent methods of the blend that have nothing to say about any inference, and why
 */
record SharePlan(
    String fingerprint,
    List<PlannedMethod> methods,
    PayRule pay,
    String setting,
    Map<String, UnattributedReason> silent)
    implements Serializable {
  /** Change it with every change of what attribute computes from the same inputs. */
  private static final int ALGORITHM = 4;

  static final String RETRIEVAL = Method.RETRIEVAL.tableName();
  static final String INFLUENCE = Method.INFLUENCE.tableName();

  /**
   * One method of the blend.
   *
   * @param name as in the table
   * @param weightPpm its weight
   */
  record PlannedMethod(String name, int weightPpm) implements Serializable {}

  /**
   * What influence has for a partition: the values of its inferences.
   *
   * @param setting what they were made with
   * @param fingerprint hash of what they were made of
   */
  record Values(String setting, String fingerprint) {}

  /**
   * Plans a partition without influence values; {@code reason} is null where influence isn't in.
   *
   * @param found fingerprint of what each other method has; none where it has nothing
   */
  static SharePlan without(
      LoggedPartition partition,
      AttributionRule rule,
      UnattributedReason reason,
      Map<Method, String> found) {
    Map<String, Object> content = content(partition, rule, found);
    if (reason != null) {
      content.put("no_values", reason.name());
    }
    return of(content, rule, null, silent(rule, reason, found));
  }

  /**
   * Plans a partition with influence values.
   *
   * @param window the values of the model, in the same setting, by log date of the window; the last
   *     are the partition's own
   * @param found fingerprint of what each other method has; none where it has nothing
   */
  static SharePlan with(
      LoggedPartition partition,
      AttributionRule rule,
      SortedMap<LocalDate, Values> window,
      Map<Method, String> found) {
    Map<String, Object> content = content(partition, rule, found);
    PayRule pay = rule.pay();
    content.put(
        "pay",
        Map.of(
            "value", pay.value().name(),
            "kappa_ppm", pay.kappaPpm(),
            "shrinkage_ppm", pay.shrinkagePpm(),
            "window_days", pay.windowDays(),
            "signal_to_noise_floor_ppm", pay.signalToNoiseFloorPpm()));
    List<Object> days = new ArrayList<>();
    window.forEach((date, values) -> days.add(List.of(date.toString(), values.fingerprint())));
    content.put("values", days);
    return of(content, rule, window.get(window.lastKey()).setting(), silent(rule, null, found));
  }

  private static Map<String, UnattributedReason> silent(
      AttributionRule rule, UnattributedReason noValues, Map<Method, String> found) {
    Map<String, UnattributedReason> silent = new HashMap<>();
    for (MethodWeight each : rule.methods()) {
      switch (each.method()) {
        case INFLUENCE -> silent.put(INFLUENCE, noValues);
        // Who is trained on nothing is searched for nothing.
        case SPAN, LEXICAL ->
            silent.put(
                each.method().tableName(),
                found.containsKey(each.method()) ? null : UnattributedReason.NO_TRAINING_SET);
        case RETRIEVAL ->
            silent.put(
                RETRIEVAL,
                found.containsKey(Method.RETRIEVAL) ? null : UnattributedReason.NO_RETRIEVAL);
        // Shares would be the same for every inference: they are divided where amounts are.
        case DECLARED -> silent.put(Method.DECLARED.tableName(), UnattributedReason.DECLARED);
      }
    }
    silent.values().removeIf(Objects::isNull);
    return silent;
  }

  private static Map<String, Object> content(
      LoggedPartition partition, AttributionRule rule, Map<Method, String> found) {
    Map<String, Object> content = new LinkedHashMap<>();
    content.put("algorithm", ALGORITHM);
    content.put("engine", EngineVersion.ENGINE);
    content.put("inferences", partition.digest());
    content.put(
        "methods",
        rule.methods().stream()
            .map(each -> List.<Object>of(each.method().tableName(), each.weightPpm()))
            .toList());
    found.forEach((method, print) -> content.put(method.tableName(), print));
    return content;
  }

  private static SharePlan of(
      Map<String, Object> content,
      AttributionRule rule,
      String setting,
      Map<String, UnattributedReason> silent) {
    return new SharePlan(
        CanonicalJson.sha256(CanonicalJson.write(content)),
        rule.methods().stream()
            .map(each -> new PlannedMethod(each.method().tableName(), each.weightPpm()))
            .toList(),
        rule.pay(),
        setting,
        silent);
  }

  /** Whether a method of the blend has nothing to say about any inference. */
  boolean hasUnscored() {
    return !silent.isEmpty();
  }

  /** The blend's method of a name, where it has something to say. */
  Optional<PlannedMethod> speaking(String method) {
    return methods.stream()
        .filter(each -> each.name().equals(method) && !silent.containsKey(method))
        .findFirst();
  }

  /** Whether a method that looks at text has something to say. */
  boolean hasText() {
    return Method.BY_TEXT.stream().anyMatch(method -> speaking(method.tableName()).isPresent());
  }

  /** Whether shares are made of influence values. */
  boolean hasValues() {
    return setting != null;
  }
}
