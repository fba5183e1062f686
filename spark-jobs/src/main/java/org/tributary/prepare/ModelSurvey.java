package org.tributary.prepare;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.tributary.influence.InfluenceSetting;
import org.tributary.influence.SketchLayout;
import org.tributary.schemas.ErrorCode;
import org.tributary.schemas.TributaryException;
import org.tributary.schemas.run.CanonicalJson;

/**
 * All checkpoints of one model, and the settings that policies ask for.
 *
 * @param checkpoints by ascending name; those without a sketch of the training set too
 * @param shape parts of its rows, not scaled yet; null where it has no sketch of its training set
 * @param settings at least one, in the order of their keys
 */
record ModelSurvey(
    String modelId,
    List<CheckpointSurvey> checkpoints,
    SketchLayout shape,
    List<InfluenceSetting> settings) {
  /** Change it with every change of what prepare computes from the same rows. */
  private static final int ALGORITHM = 2;

  /**
   * Sorts a survey by model.
   *
   * @param blocks of every projection
   * @throws TributaryException INPUT_INCONSISTENT when sketches of one checkpoint contradict each
   *     other
   */
  static List<ModelSurvey> of(
      List<CheckpointSurvey> rows,
      Map<String, List<CheckpointSurvey.Block>> blocks,
      Map<String, Set<InfluenceSetting>> settings) {
    TreeMap<String, List<CheckpointSurvey>> byModel = new TreeMap<>();
    settings.keySet().forEach(model -> byModel.put(model, new ArrayList<>()));
    rows.forEach(row -> byModel.get(row.modelId()).add(row));
    List<ModelSurvey> surveys = new ArrayList<>();
    byModel.forEach(
        (model, checkpoints) ->
            surveys.add(
                new ModelSurvey(
                    model,
                    checkpoints,
                    shape(model, checkpoints, blocks),
                    settings.get(model).stream()
                        .sorted((one, other) -> one.key().compareTo(other.key()))
                        .toList())));
    return surveys;
  }

  private static SketchLayout shape(
      String model,
      List<CheckpointSurvey> checkpoints,
      Map<String, List<CheckpointSurvey.Block>> blocks) {
    List<SketchLayout.Part> parts = new ArrayList<>();
    for (CheckpointSurvey checkpoint : checkpoints) {
      if (checkpoint.trainingRows() > 0) {
        parts.addAll(
            checkpoint.parts(blocks.getOrDefault(checkpoint.firstProjection(), List.of())));
      }
    }
    long dimension = parts.stream().mapToLong(SketchLayout.Part::dimension).sum();
    if (dimension > SketchLayout.LARGEST_DIMENSION) {
      throw TributaryException.of(
          ErrorCode.INPUT_INCONSISTENT,
          "Training sketches of model %s have %d dimensions over all checkpoints; scores are exact"
              + " up to %d. Export fewer checkpoints, or project to fewer dimensions.",
          model,
          dimension,
          SketchLayout.LARGEST_DIMENSION);
    }
    return parts.isEmpty() ? null : SketchLayout.of(model, parts);
  }

  /**
   * The checkpoints that settings give a weight and the model doesn't have.
   *
   * @throws TributaryException POLICY_INVALID when a setting names none that it has: all its values
   *     would be zero
   */
  SortedSet<String> unknownCheckpoints() {
    SortedSet<String> unknown = new TreeSet<>();
    if (!hasSketches()) {
      return unknown;
    }
    Set<String> known =
        shape.parts().stream().map(SketchLayout.Part::checkpoint).collect(Collectors.toSet());
    for (InfluenceSetting setting : settings) {
      Set<String> named = setting.checkpointWeightsPpm().keySet();
      if (!named.isEmpty() && Collections.disjoint(named, known)) {
        throw TributaryException.of(
            ErrorCode.POLICY_INVALID,
            "checkpoint-weights-ppm of model %s gives weight to %s, and its training sketches have"
                + " only %s: nobody could earn. Correct the names in the policy.",
            modelId,
            String.join(", ", new TreeSet<>(named)),
            String.join(", ", new TreeSet<>(known)));
      }
      unknown.addAll(named);
    }
    unknown.removeAll(known);
    return unknown;
  }

  /** Whether there is anything to prepare. */
  boolean hasSketches() {
    return shape != null;
  }

  /** Hash of all that the model's prepared rows depend on, but for the settings, which are keys. */
  String fingerprint() {
    Map<String, Object> content = new LinkedHashMap<>();
    content.put("algorithm", ALGORITHM);
    Map<String, Object> digests = new LinkedHashMap<>();
    checkpoints.forEach(each -> digests.put(each.checkpoint(), each.digest()));
    content.put("checkpoints", digests);
    List<Object> blocks = new ArrayList<>();
    for (SketchLayout.Part part : shape.parts()) {
      Map<String, Object> block = new LinkedHashMap<>();
      block.put("name", part.blockName());
      block.put("dimension", part.dimension());
      blocks.add(block);
    }
    content.put("blocks", blocks);
    return CanonicalJson.sha256(CanonicalJson.write(content));
  }

  long trainingRows() {
    return checkpoints.stream().mapToLong(CheckpointSurvey::trainingRows).sum();
  }

  long missingSketches() {
    return checkpoints.stream()
        .filter(each -> each.trainingRows() > 0)
        .mapToLong(CheckpointSurvey::missing)
        .sum();
  }

  long strangers() {
    return checkpoints.stream().mapToLong(CheckpointSurvey::strangers).sum();
  }

  /** An example of a sketch outside the training set. */
  String stranger() {
    return checkpoints.stream()
        .map(CheckpointSurvey::stranger)
        .filter(each -> each != null)
        .findFirst()
        .orElseThrow();
  }
}
