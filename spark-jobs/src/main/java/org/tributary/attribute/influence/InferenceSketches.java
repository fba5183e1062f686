package org.tributary.attribute.influence;

import java.util.Map;

/**
 * Gradients of one served output.
 *
 * @param inferenceId inference
 * @param gradients by checkpoint; a checkpoint that the log doesn't name adds nothing
 */
public record InferenceSketches(String inferenceId, Map<String, float[]> gradients) {}
