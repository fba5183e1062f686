package org.tributary.session;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.Supplier;

/**
 * Two parts of the driver's work that don't need each other. Spark plans a query while the tasks of
 * another run, so two small ones together take little more than the longer of them.
 */
public record SideBySide<A, B>(A first, B second) {
  /**
   * Does both and waits for both, also where one fails, so that nothing is left running.
   *
   * @param first done by this thread
   * @param second done by another one, with this one's Spark session and job properties
   * @throws RuntimeException what {@code first} threw, with what {@code second} threw suppressed in
   *     it; else what {@code second} threw
   */
  public static <A, B> SideBySide<A, B> of(Supplier<A> first, Supplier<B> second) {
    FutureTask<B> task = new FutureTask<>(second::get);
    // A thread of its own: Spark hands its session and properties to threads that are made.
    Thread thread = new Thread(task, Thread.currentThread().getName() + "-beside");
    thread.start();
    A mine;
    try {
      mine = first.get();
    } catch (RuntimeException | Error failure) {
      try {
        result(task);
      } catch (RuntimeException | Error other) {
        failure.addSuppressed(other);
      }
      throw failure;
    }
    return new SideBySide<>(mine, result(task));
  }

  private static <T> T result(FutureTask<T> task) {
    boolean interrupted = false;
    try {
      while (true) {
        try {
          return task.get();
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException unchecked) {
        throw unchecked;
      }
      if (e.getCause() instanceof Error error) {
        throw error;
      }
      throw new IllegalStateException("A Supplier throws nothing checked", e);
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
