package org.tributary.attribute.influence;

import org.tributary.influence.QuantizedRow;

/**
 * A quantized training sketch and who earns by it.
 *
 * @param checkpoint checkpoint
 * @param contributor who submitted the example, and to which datanet
 * @param contributionId the example, unique in its datanet
 * @param sketch quantized gradient
 */
public record TrainingRow(
    String checkpoint, ContributorKey contributor, String contributionId, QuantizedRow sketch) {}
