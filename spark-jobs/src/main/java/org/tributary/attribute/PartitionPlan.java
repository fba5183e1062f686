package org.tributary.attribute;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.tributary.attribute.influence.PreparedInfluence;
import org.tributary.schemas.EngineVersion;
import org.tributary.schemas.policy.AttributionRule;
import org.tributary.schemas.policy.Method;
import org.tributary.schemas.run.CanonicalJson;

/**
 * How the inferences of one (log date, model) are attributed.
 *
 * @param fingerprint hash of all inputs of the partition
 * @param methods the blend
 * @param evidenceRows contributions that a row names
 * @param influenceSetting preconditioner of the influence method
 * @param noInfluence why no inference of the partition can be attributed by influence; null where
 *     it can
 */
record PartitionPlan(
    String fingerprint,
    List<PlannedMethod> methods,
    int evidenceRows,
    String influenceSetting,
    UnattributedReason noInfluence)
    implements Serializable {
  /** Change it with every change of what attribute computes from the same inputs. */
  private static final int ALGORITHM = 1;

  /**
   * One method of the blend.
   *
   * @param name as in the table
   * @param weightPpm its weight
   * @param influence whether it is the influence method
   */
  record PlannedMethod(String name, int weightPpm, boolean influence) implements Serializable {}

  /**
   * Plans a partition.
   *
   * @param digest hash of its log rows
   * @param rule of the policy in force on its date
   * @param hasTrainingSet whether the model has one
   * @param prepared hash of the model's prepared sketches, if it has any
   */
  static PartitionPlan of(
      String digest, AttributionRule rule, boolean hasTrainingSet, Optional<String> prepared) {
    List<PlannedMethod> methods = new ArrayList<>();
    List<Object> blend = new ArrayList<>();
    rule.methods()
        .forEach(
            each -> {
              String name = each.method().name().toLowerCase(Locale.ROOT);
              boolean influence = each.method() == Method.INFLUENCE;
              methods.add(new PlannedMethod(name, each.weightPpm(), influence));
              blend.add(List.of(name, each.weightPpm()));
            });
    UnattributedReason noInfluence = null;
    if (!hasTrainingSet) {
      noInfluence = UnattributedReason.NO_TRAINING_SET;
    } else if (prepared.isEmpty()) {
      noInfluence = UnattributedReason.NO_SKETCH;
    }
    Map<String, Object> content = new LinkedHashMap<>();
    content.put("algorithm", ALGORITHM);
    content.put("engine", EngineVersion.ENGINE);
    content.put("log", digest);
    content.put("methods", blend);
    if (usesInfluence(rule)) {
      content.put("evidence_rows", rule.influence().evidenceRows());
      content.put("setting", PreparedInfluence.settingKey(rule));
      content.put("prepared", noInfluence == null ? prepared.orElseThrow() : noInfluence.name());
    }
    return new PartitionPlan(
        CanonicalJson.sha256(CanonicalJson.write(content)),
        methods,
        rule.influence().evidenceRows(),
        PreparedInfluence.settingKey(rule),
        noInfluence);
  }

  static boolean usesInfluence(AttributionRule rule) {
    return rule.methods().stream().anyMatch(each -> each.method() == Method.INFLUENCE);
  }

  /** Whether scoring needs the model's matrices. */
  boolean scores() {
    return noInfluence == null && methods.stream().anyMatch(PlannedMethod::influence);
  }
}
