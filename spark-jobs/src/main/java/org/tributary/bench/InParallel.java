package org.tributary.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntFunction;

/** Runs the same work on several threads. */
final class InParallel {
  private InParallel() {}

  /** Seconds until all of {@code threads} pieces of work are done. */
  static double seconds(int threads, IntFunction<Runnable> work) {
    List<Callable<Void>> tasks = new ArrayList<>();
    for (int thread = 0; thread < threads; thread++) {
      Runnable task = work.apply(thread);
      tasks.add(
          () -> {
            task.run();
            return null;
          });
    }
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    try {
      long start = System.nanoTime();
      for (Future<Void> done : pool.invokeAll(tasks)) {
        done.get();
      }
      return (System.nanoTime() - start) / 1e9;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted while measuring", e);
    } catch (ExecutionException e) {
      throw new IllegalStateException("A measurement failed", e);
    } finally {
      pool.shutdown();
    }
  }
}
