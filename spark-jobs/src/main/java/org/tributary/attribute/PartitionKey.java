package org.tributary.attribute;

import java.io.Serializable;

/**
 * The unit of reuse.
 *
 * @param logDate ISO date
 * @param modelId model
 */
record PartitionKey(String logDate, String modelId) implements Serializable {}
