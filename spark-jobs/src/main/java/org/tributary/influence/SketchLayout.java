package org.tributary.influence;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.tributary.reports.payout.CodePointOrder;

/**
 * Which dimensions of a model's rows stand for what. A row is the concatenation of parts: one per
 * checkpoint (by name) and layer block (by number). In part p stands {@code x_p = g_p x 2^-a_p},
 * the <em>working coordinates</em>; scaling by a power of two is exact, and it lets blocks of very
 * different size share one int8 scale. What a row lacks is zeros. So the score over all checkpoints
 * and blocks is one dot product of {@link #dimension} dimensions.
 *
 * @param modelId for messages
 * @param parts by checkpoint and block, without gaps, at least one
 * @param unitNorm whether a gradient is brought to unit norm first, over all blocks of a checkpoint
 *     (gradient-cosine)
 */
public record SketchLayout(String modelId, List<Part> parts, boolean unitNorm)
    implements Serializable {
  /** int8 products of that many dimensions fit 32 bits. */
  public static final int LARGEST_DIMENSION = 131_072;

  /**
   * One layer block of one checkpoint.
   *
   * @param checkpoint checkpoint
   * @param projectionId which projection its sketches come from; null where they don't say
   * @param block number of the block in its checkpoint: 0, 1, ...
   * @param blockName as the projection calls it; null where it has no name
   * @param offset first dimension in a row
   * @param dimension how many dimensions
   * @param scaleExponent a of the working coordinates
   */
  public record Part(
      String checkpoint,
      String projectionId,
      int block,
      String blockName,
      int offset,
      int dimension,
      int scaleExponent)
      implements Serializable {
    private static final Comparator<Part> ORDER =
        Comparator.comparing(Part::checkpoint, CodePointOrder.INSTANCE).thenComparing(Part::block);

    Part at(int newOffset) {
      return new Part(
          checkpoint, projectionId, block, blockName, newOffset, dimension, scaleExponent);
    }

    Part scaled(int exponent) {
      return new Part(checkpoint, projectionId, block, blockName, offset, dimension, exponent);
    }
  }

  public SketchLayout {
    parts = List.copyOf(parts);
    int next = 0;
    for (Part part : parts) {
      if (part.offset() != next || part.dimension() < 1) {
        throw new IllegalArgumentException("Part " + part + " should start at " + next);
      }
      next += part.dimension();
    }
    if (next < 1 || next > LARGEST_DIMENSION) {
      throw new IllegalArgumentException(
          "A row of " + next + " dimensions: 1 to " + LARGEST_DIMENSION + " are exact");
    }
  }

  /** Puts parts side by side, by checkpoint and block; their offsets don't matter. */
  public static SketchLayout of(String modelId, List<Part> unordered) {
    List<Part> parts = new ArrayList<>();
    int offset = 0;
    for (Part part : unordered.stream().sorted(Part.ORDER).toList()) {
      parts.add(part.at(offset));
      offset += part.dimension();
    }
    return new SketchLayout(modelId, parts, false);
  }

  /** K: dimensions of a row. */
  public int dimension() {
    Part last = parts.get(parts.size() - 1);
    return last.offset() + last.dimension();
  }

  /** Dimensions of the sketches, by checkpoint. */
  public SortedMap<String, Integer> dimensions() {
    TreeMap<String, Integer> dimensions = new TreeMap<>();
    parts.forEach(part -> dimensions.merge(part.checkpoint(), part.dimension(), Integer::sum));
    return dimensions;
  }

  /**
   * The row of a training example or an inference, as the nightly product takes it: working
   * coordinates times loss weights, in int8 with a scale of its own.
   *
   * @param sketches by checkpoint; those of {@link #problemOf} nothing
   */
  public QuantizedRow quantize(Map<String, CheckpointSketch> sketches) {
    return Quantizer.quantize(weighted(sketches));
  }

  /** Working coordinates times the loss weight of each checkpoint. */
  public double[] weighted(Map<String, CheckpointSketch> sketches) {
    double[] row = working(sketches);
    for (Part part : parts) {
      CheckpointSketch sketch = sketches.get(part.checkpoint());
      if (sketch != null && sketch.lossWeight() != 1) {
        for (int j = part.offset(); j < part.offset() + part.dimension(); j++) {
          row[j] *= sketch.lossWeight();
        }
      }
    }
    return row;
  }

  /** Working coordinates, without loss weights: what the curvature is made of. */
  public double[] working(Map<String, CheckpointSketch> sketches) {
    double[] row = new double[dimension()];
    String checkpoint = null;
    int next = 0;
    double norm = 1;
    for (Part part : parts) {
      CheckpointSketch sketch = sketches.get(part.checkpoint());
      if (!part.checkpoint().equals(checkpoint)) {
        checkpoint = part.checkpoint();
        next = 0;
        norm = unitNorm && sketch != null ? norm(sketch.gradient()) : 1;
      }
      for (int j = 0; sketch != null && j < part.dimension(); j++) {
        double entry = sketch.gradient()[next + j] / norm;
        row[part.offset() + j] = Math.scalb(entry, -part.scaleExponent());
      }
      next += part.dimension();
    }
    return row;
  }

  /** Root of the sum of squares, added in ascending order; 1 for a gradient of zeros. */
  private static double norm(float[] gradient) {
    double squares = 0;
    for (float entry : gradient) {
      squares += (double) entry * entry;
    }
    return squares == 0 ? 1 : Math.sqrt(squares);
  }

  /**
   * What keeps sketches from being rows of this model, if anything, as a sentence.
   *
   * @param whose who is spoken of at the start of the sentence, e.g. {@code Inference i7}
   */
  public Optional<String> problemOf(String whose, Map<String, CheckpointSketch> sketches) {
    SortedMap<String, Integer> dimensions = dimensions();
    for (Map.Entry<String, CheckpointSketch> each : new TreeMap<>(sketches).entrySet()) {
      Integer expected = dimensions.get(each.getKey());
      if (expected == null) {
        return sentence(
            "%s has a sketch of checkpoint '%s', but the training sketches of model %s have the"
                + " checkpoints %s.",
            whose, each.getKey(), modelId, dimensions.keySet());
      }
      if (expected != each.getValue().gradient().length) {
        return sentence(
            "%s has a sketch of %d dimensions for checkpoint '%s' of model %s, but its training"
                + " sketches have %d.",
            whose, each.getValue().gradient().length, each.getKey(), modelId, expected);
      }
      String projection = projectionOf(each.getKey());
      if (!Objects.equals(projection, each.getValue().projectionId())) {
        return sentence(
            "%s has a sketch of %s for checkpoint '%s' of model %s, but its training sketches are"
                + " of %s: their dimensions mean other things.",
            whose,
            named(each.getValue().projectionId()),
            each.getKey(),
            modelId,
            named(projection));
      }
      if (!isFinite(each.getValue())) {
        return sentence(
            "%s has a sketch or a loss weight for checkpoint '%s' of model %s that isn't finite.",
            whose, each.getKey(), modelId);
      }
    }
    return Optional.empty();
  }

  private String projectionOf(String checkpoint) {
    return parts.stream()
        .filter(part -> part.checkpoint().equals(checkpoint))
        .findFirst()
        .orElseThrow()
        .projectionId();
  }

  private static String named(String projectionId) {
    return projectionId == null ? "no named projection" : "projection " + projectionId;
  }

  private static boolean isFinite(CheckpointSketch sketch) {
    double largest = 0;
    for (float entry : sketch.gradient()) {
      largest = Math.max(largest, Math.abs(entry));
    }
    return Double.isFinite(largest) && Double.isFinite(largest * sketch.lossWeight());
  }

  private static Optional<String> sentence(String format, Object... arguments) {
    return Optional.of(String.format(Locale.ROOT, format, arguments));
  }
}
