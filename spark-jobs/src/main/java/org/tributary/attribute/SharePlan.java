package org.tributary.attribute;

import java.io.Serializable;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import org.tributary.schemas.EngineVersion;
import org.tributary.schemas.policy.AttributionRule;
import org.tributary.schemas.policy.Method;
import org.tributary.schemas.policy.PayRule;
import org.tributary.schemas.run.CanonicalJson;

/**
 * How the inferences of one (log date, model) become rows of table attribution.
 *
 * @param fingerprint hash of all inputs of the partition
 * @param methods the blend
 * @param pay how values become shares
 * @param setting what the values were made with; null where no value was made
 * @param noValues why influence has no values for the partition; null where it has, or isn't in the
 *     blend
 */
record SharePlan(
    String fingerprint,
    List<PlannedMethod> methods,
    PayRule pay,
    String setting,
    UnattributedReason noValues)
    implements Serializable {
  /** Change it with every change of what attribute computes from the same inputs. */
  private static final int ALGORITHM = 2;

  static final String INFLUENCE = name(Method.INFLUENCE);

  /**
   * One method of the blend.
   *
   * @param name as in the table
   * @param weightPpm its weight
   */
  record PlannedMethod(String name, int weightPpm) implements Serializable {
    boolean isInfluence() {
      return name.equals(INFLUENCE);
    }
  }

  /**
   * What influence has for a partition: the values of its inferences.
   *
   * @param setting what they were made with
   * @param fingerprint hash of what they were made of
   */
  record Values(String setting, String fingerprint) {}

  /**
   * Plans a partition without influence values; {@code reason} is null where influence isn't in.
   */
  static SharePlan without(
      LoggedPartition partition, AttributionRule rule, UnattributedReason reason) {
    Map<String, Object> content = content(partition, rule);
    if (reason != null) {
      content.put("no_values", reason.name());
    }
    return of(content, rule, null, reason);
  }

  /**
   * Plans a partition with influence values.
   *
   * @param window the values of the model, in the same setting, by log date of the window; the last
   *     are the partition's own
   */
  static SharePlan with(
      LoggedPartition partition, AttributionRule rule, SortedMap<LocalDate, Values> window) {
    Map<String, Object> content = content(partition, rule);
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
    return of(content, rule, window.get(window.lastKey()).setting(), null);
  }

  private static Map<String, Object> content(LoggedPartition partition, AttributionRule rule) {
    Map<String, Object> content = new LinkedHashMap<>();
    content.put("algorithm", ALGORITHM);
    content.put("engine", EngineVersion.ENGINE);
    content.put("inferences", partition.digest());
    content.put(
        "methods",
        rule.methods().stream()
            .map(each -> List.<Object>of(name(each.method()), each.weightPpm()))
            .toList());
    return content;
  }

  private static SharePlan of(
      Map<String, Object> content,
      AttributionRule rule,
      String setting,
      UnattributedReason noValues) {
    return new SharePlan(
        CanonicalJson.sha256(CanonicalJson.write(content)),
        rule.methods().stream()
            .map(each -> new PlannedMethod(name(each.method()), each.weightPpm()))
            .toList(),
        rule.pay(),
        setting,
        noValues);
  }

  private static String name(Method method) {
    return method.name().toLowerCase(Locale.ROOT);
  }

  /** Whether a method of the blend has nothing to say about any inference. */
  boolean hasUnscored() {
    return noValues != null || methods.stream().anyMatch(method -> !method.isInfluence());
  }

  /** Whether shares are made of influence values. */
  boolean hasValues() {
    return setting != null;
  }
}
