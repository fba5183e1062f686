package org.tributary.attribute.text;

/**
 * What {@link TextScoring} did.
 *
 * @param computedPartitions (log date, model) partitions that were searched
 * @param reusedPartitions partitions whose inputs hadn't changed
 * @param removedPartitions partitions that the log or the policy no longer has
 * @param computedInferences inferences of the partitions that were searched
 */
public record TextScoringResult(
    int computedPartitions, int reusedPartitions, int removedPartitions, long computedInferences) {}
