package org.tributary.attribute;

/**
 * What {@link Attribute} did.
 *
 * @param computedPartitions (log date, model) partitions that were computed
 * @param reusedPartitions partitions whose inputs hadn't changed
 * @param removedPartitions partitions that the log no longer has
 * @param computedInferences inferences of the computed partitions
 * @param inferences all inferences up to the close date
 * @param kernel kernel that the driver selected; executors select their own
 */
public record AttributeResult(
    int computedPartitions,
    int reusedPartitions,
    int removedPartitions,
    long computedInferences,
    long inferences,
    String kernel) {}
