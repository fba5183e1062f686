package org.tributary.influence;

import java.io.Serializable;
import java.util.List;
import java.util.TreeMap;

/**
 * A training example in working coordinates, as {@code prepared_sketches} keeps it.
 *
 * @param key contribution
 * @param contributorId who submitted it
 * @param earns whether it is accepted
 * @param checkpoints those that it has a sketch of, ascending
 * @param lossWeights of each of them
 * @param sketch all checkpoints side by side
 */
public record RawRow(
    ContributionKey key,
    String contributorId,
    boolean earns,
    List<String> checkpoints,
    List<Double> lossWeights,
    QuantizedRow sketch)
    implements Serializable {
  public RawRow {
    checkpoints = List.copyOf(checkpoints);
    lossWeights = List.copyOf(lossWeights);
  }

  /**
   * Quantizes an example.
   *
   * @param layout balanced
   * @param floor lowest exponent of the model's rows
   */
  public static RawRow of(SketchLayout layout, int floor, TrainingExample example) {
    TreeMap<String, CheckpointSketch> sketches = new TreeMap<>(example.sketches());
    return new RawRow(
        example.key(),
        example.contributorId(),
        example.earns(),
        List.copyOf(sketches.keySet()),
        sketches.values().stream().map(CheckpointSketch::lossWeight).toList(),
        Quantizer.quantize(layout.working(sketches), floor));
  }

  /** Who earns by it. */
  public ContributorKey contributor() {
    return new ContributorKey(key.datanetId(), contributorId);
  }

  boolean has(SketchLayout.Part part) {
    return checkpoints.contains(part.checkpoint());
  }

  /** The part's entries in double; exact. */
  double[] values(SketchLayout.Part part) {
    double[] values = new double[part.dimension()];
    double unit = Math.scalb(1.0, sketch.exponent());
    for (int j = 0; j < values.length; j++) {
      values[j] = sketch.q()[part.offset() + j] * unit;
    }
    return values;
  }
}
