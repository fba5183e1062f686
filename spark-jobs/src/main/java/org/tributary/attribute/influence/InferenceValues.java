package org.tributary.attribute.influence;

import java.util.List;

/**
 * Who shaped one inference.
 *
 * @param inferenceId inference
 * @param exponent all values and scores are integers in units of 2^exponent
 * @param values contributors whose value isn't 0, by datanet and contributor
 */
public record InferenceValues(String inferenceId, int exponent, List<ContributorValue> values) {}
