package org.tributary.prepare;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.tributary.influence.InfluenceSetting;
import org.tributary.schemas.run.CanonicalJson;

/**
 * All checkpoints of one model, and the settings that policies ask for.
 *
 * @param checkpoints by ascending name, at least one
 * @param settings at least one
 */
record ModelSurvey(
    String modelId, List<CheckpointSurvey> checkpoints, Set<InfluenceSetting> settings) {
  /** Change it with every change of what prepare computes from the same rows. */
  private static final int ALGORITHM = 1;

  static List<ModelSurvey> of(
      List<CheckpointSurvey> rows, Map<String, Set<InfluenceSetting>> settings) {
    TreeMap<String, List<CheckpointSurvey>> byModel = new TreeMap<>();
    rows.forEach(row -> byModel.computeIfAbsent(row.modelId(), key -> new ArrayList<>()).add(row));
    List<ModelSurvey> surveys = new ArrayList<>();
    byModel.forEach(
        (model, checkpoints) ->
            surveys.add(new ModelSurvey(model, checkpoints, settings.get(model))));
    return surveys;
  }

  /** Hash of all that the model's prepared rows depend on, but for the settings, which are keys. */
  String fingerprint() {
    Map<String, Object> content = new LinkedHashMap<>();
    content.put("algorithm", ALGORITHM);
    Map<String, Object> digests = new LinkedHashMap<>();
    checkpoints.forEach(each -> digests.put(each.checkpoint(), each.digest()));
    content.put("checkpoints", digests);
    return CanonicalJson.sha256(CanonicalJson.write(content));
  }

  long trainingRows() {
    return checkpoints.stream().mapToLong(CheckpointSurvey::trainingRows).sum();
  }

  long missingSketches() {
    return checkpoints.stream().mapToLong(CheckpointSurvey::missing).sum();
  }
}
