package org.tributary.attribute.influence;

import java.util.List;

/**
 * What {@link InfluenceScoring} did.
 *
 * @param computedPartitions (log date, model) partitions whose values were computed
 * @param reusedPartitions partitions whose inputs hadn't changed
 * @param removedPartitions partitions that the log or the policy no longer has
 * @param computedInferences inferences of the computed partitions
 * @param inferences inferences of all partitions that influence scores
 * @param kernel kernel that the driver selected; executors select their own
 * @param phases where the time went, in order
 */
public record InfluenceScoringResult(
    int computedPartitions,
    int reusedPartitions,
    int removedPartitions,
    long computedInferences,
    long inferences,
    String kernel,
    List<Phase> phases) {
  public InfluenceScoringResult {
    phases = List.copyOf(phases);
  }

  /**
   * A part of the work.
   *
   * @param name what was done
   * @param seconds how long it took
   */
  public record Phase(String name, double seconds) {}
}
