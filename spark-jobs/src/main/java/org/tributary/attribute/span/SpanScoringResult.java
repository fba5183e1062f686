package org.tributary.attribute.span;

/**
 * What {@link SpanScoring} did.
 *
 * @param computedPartitions (log date, model) partitions that were searched
 * @param reusedPartitions partitions whose inputs hadn't changed
 * @param removedPartitions partitions that the log or the policy no longer has
 * @param computedInferences inferences of the partitions that were searched
 */
public record SpanScoringResult(
    int computedPartitions, int reusedPartitions, int removedPartitions, long computedInferences) {}
