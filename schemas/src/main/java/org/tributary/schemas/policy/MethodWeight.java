package org.tributary.schemas.policy;

import java.io.Serializable;

/**
 * One method of a blend.
 *
 * @param method the method
 * @param weightPpm its weight in parts per million; the weights of a blend sum to 1,000,000
 */
public record MethodWeight(Method method, int weightPpm) implements Serializable {}
