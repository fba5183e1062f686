package org.tributary.session;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.Supplier;

/**
 * Something that is read while something else is: most reads of small tables wait for Spark's
 * driver to plan, one step after the other, while the cores stand idle.
 *
 * @param <T> what is read
 */
public final class Background<T> {
  private final FutureTask<T> task;

  private Background(FutureTask<T> task) {
    this.task = task;
  }

  /** Starts reading in a thread of its own, which inherits the caller's Spark session. */
  public static <T> Background<T> start(String name, Supplier<T> read) {
    FutureTask<T> task = new FutureTask<>(read::get);
    Thread thread = new Thread(task, name);
    thread.setDaemon(true);
    thread.start();
    return new Background<>(task);
  }

  /** Waits for it; an error of the reading is thrown here as it was thrown there. */
  public T result() {
    try {
      return task.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException unchecked) {
        throw unchecked;
      }
      if (e.getCause() instanceof Error error) {
        throw error;
      }
      throw new IllegalStateException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted while reading in the background", e);
    }
  }
}
