package org.tributary.attribute.span;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;

/** Where the time of {@link SpanScoring} goes. */
public final class SpanPhases {
  private final Map<String, Double> seconds = new LinkedHashMap<>();

  <T> T time(String phase, Supplier<T> work) {
    long start = System.nanoTime();
    try {
      return work.get();
    } finally {
      seconds.merge(phase, (System.nanoTime() - start) / 1e9, Double::sum);
    }
  }

  /** How long each took, in the order in which they began. */
  public Map<String, Double> seconds() {
    return Collections.unmodifiableMap(seconds);
  }
}
