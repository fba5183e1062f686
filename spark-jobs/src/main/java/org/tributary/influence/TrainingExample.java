package org.tributary.influence;

import java.io.Serializable;
import java.util.Map;
import java.util.TreeMap;

/**
 * A contribution of a model's training set that has a sketch.
 *
 * @param key contribution
 * @param contributorId who submitted it
 * @param earns whether it is accepted; what was rejected afterwards is part of the curvature
 * @param sketches by checkpoint, at least one
 */
public record TrainingExample(
    ContributionKey key,
    String contributorId,
    boolean earns,
    Map<String, CheckpointSketch> sketches)
    implements Serializable {
  public TrainingExample {
    sketches = new TreeMap<>(sketches);
  }

  /** Who earns by it. */
  public ContributorKey contributor() {
    return new ContributorKey(key.datanetId(), contributorId);
  }
}
