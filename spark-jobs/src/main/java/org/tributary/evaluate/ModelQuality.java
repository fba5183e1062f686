package org.tributary.evaluate;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * All methods on one model.
 *
 * @param l2 the penalty it was trained with
 * @param accuracy share of the queries that it gets right
 * @param methods one line per method and damping, in the order of the tables
 */
public record ModelQuality(double l2, double accuracy, List<MethodQuality> methods) {
  public ModelQuality {
    methods = List.copyOf(methods);
  }

  /** The line of {@code method} with this damping. */
  public MethodQuality method(String method, Optional<Double> dampingRatio) {
    return methods.stream()
        .filter(line -> line.method().equals(method) && line.dampingRatio().equals(dampingRatio))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "Not measured: " + method + " with damping " + dampingRatio));
  }

  /** The engine's line with the highest datamodeling score; the first one where two are equal. */
  public MethodQuality bestOfEngine() {
    return methods.stream()
        .filter(line -> line.inEngine().isPresent())
        .min(Comparator.comparingDouble(line -> -line.inEngine().get().datamodeling().mean()))
        .orElseThrow(() -> new IllegalArgumentException("No method of the engine was measured"));
  }
}
