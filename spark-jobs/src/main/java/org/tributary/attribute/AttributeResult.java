package org.tributary.attribute;

/**
 * What {@link Attribute} did.
 *
 * @param computedPartitions (log date, model) partitions whose shares were computed
 * @param reusedPartitions partitions whose inputs hadn't changed
 * @param removedPartitions partitions that the log no longer has
 * @param scoredPartitions partitions whose inferences were scored; shares also change where only a
 *     day of the window was scored anew
 * @param scoredInferences inferences of the scored partitions
 * @param searchedPartitions partitions whose outputs were searched for spans
 * @param searchedInferences inferences of the searched partitions
 * @param inferences all inferences up to the close date
 * @param kernel kernel that the driver selected; executors select their own
 */
public record AttributeResult(
    int computedPartitions,
    int reusedPartitions,
    int removedPartitions,
    int scoredPartitions,
    long scoredInferences,
    int searchedPartitions,
    long searchedInferences,
    long inferences,
    String kernel) {}
