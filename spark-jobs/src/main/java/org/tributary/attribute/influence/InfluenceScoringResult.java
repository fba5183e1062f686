package org.tributary.attribute.influence;

/**
 * What {@link InfluenceScoring} did.
 *
 * @param computedPartitions (log date, model) partitions whose values were computed
 * @param reusedPartitions partitions whose inputs hadn't changed
 * @param removedPartitions partitions that the log or the policy no longer has
 * @param computedInferences inferences of the computed partitions
 * @param inferences inferences of all partitions that influence scores
 * @param kernel kernel that the driver selected; executors select their own
 */
public record InfluenceScoringResult(
    int computedPartitions,
    int reusedPartitions,
    int removedPartitions,
    long computedInferences,
    long inferences,
    String kernel) {}
