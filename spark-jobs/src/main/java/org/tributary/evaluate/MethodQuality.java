package org.tributary.evaluate;

import java.util.Optional;

/**
 * One method on one model.
 *
 * @param method {@code exact-influence}, {@code gradient-dot} or {@code gauss-newton}
 * @param dampingRatio lambda over the mean eigenvalue; empty for methods without damping
 * @param inDouble with gradients and products in double
 * @param inEngine with the engine's int8 arithmetic; empty for methods that the engine hasn't
 */
public record MethodQuality(
    String method, Optional<Double> dampingRatio, Quality inDouble, Optional<Quality> inEngine) {
  static final String EXACT_INFLUENCE = "exact-influence";
  static final String GRADIENT_DOT = "gradient-dot";
  static final String GAUSS_NEWTON = "gauss-newton";
}
