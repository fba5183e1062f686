package org.tributary.attribute.influence;

import java.io.Serializable;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.tributary.schemas.ErrorCode;
import org.tributary.schemas.TributaryException;

/**
 * What the sketches of a model's inferences must look like: as its training sketches do.
 *
 * @param modelId model
 * @param dimensions by checkpoint
 */
public record SketchShape(String modelId, Map<String, Integer> dimensions) implements Serializable {
  public SketchShape {
    dimensions = new TreeMap<>(dimensions);
  }

  /** What doesn't fit, if anything, as a sentence that names the inference. */
  public Optional<String> problemOf(InferenceSketches inference) {
    for (Map.Entry<String, float[]> sketch : new TreeMap<>(inference.gradients()).entrySet()) {
      Integer expected = dimensions.get(sketch.getKey());
      if (expected == null) {
        return Optional.of(
            String.format(
                Locale.ROOT,
                "Inference %s has a sketch of checkpoint '%s', but the training sketches of model"
                    + " %s have the checkpoints %s.",
                inference.inferenceId(),
                sketch.getKey(),
                modelId,
                dimensions.keySet()));
      }
      if (expected != sketch.getValue().length) {
        return Optional.of(
            String.format(
                Locale.ROOT,
                "Inference %s has a sketch of %d dimensions for checkpoint '%s' of model %s, but"
                    + " its training sketches have %d.",
                inference.inferenceId(),
                sketch.getValue().length,
                sketch.getKey(),
                modelId,
                expected));
      }
    }
    return Optional.empty();
  }

  /** Throws INPUT_INCONSISTENT when the sketches don't fit. */
  void require(InferenceSketches inference) {
    Optional<String> problem = problemOf(inference);
    if (problem.isPresent()) {
      throw new TributaryException(ErrorCode.INPUT_INCONSISTENT, problem.get());
    }
  }
}
