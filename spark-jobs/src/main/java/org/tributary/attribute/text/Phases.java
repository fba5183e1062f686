package org.tributary.attribute.text;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;

/** Where the time of a stage goes; what is done side by side counts for each part. */
public final class Phases {
  private final Map<String, Double> seconds = Collections.synchronizedMap(new LinkedHashMap<>());

  /** Does a part of the work and notes how long it took. */
  public <T> T time(String phase, Supplier<T> work) {
    long start = System.nanoTime();
    try {
      return work.get();
    } finally {
      seconds.merge(phase, (System.nanoTime() - start) / 1e9, Double::sum);
    }
  }

  /** As {@link #time(String, Supplier)}. */
  public void run(String phase, Runnable work) {
    time(
        phase,
        () -> {
          work.run();
          return null;
        });
  }

  /** How long each took, in the order in which they began. */
  public Map<String, Double> seconds() {
    return Collections.unmodifiableMap(seconds);
  }
}
