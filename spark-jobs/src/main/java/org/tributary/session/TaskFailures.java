package org.tributary.session;

import org.tributary.schemas.TributaryException;

/** What Spark wraps around an error of a task is of no use to a person. */
public final class TaskFailures {
  private TaskFailures() {}

  /**
   * Runs a Spark action.
   *
   * @throws TributaryException the one that a task threw, in place of what Spark made of it
   */
  public static void unwrapped(Runnable action) {
    try {
      action.run();
    } catch (RuntimeException e) {
      for (Throwable cause = e; cause != null; cause = cause.getCause()) {
        if (cause instanceof TributaryException failure) {
          throw failure;
        }
      }
      throw e;
    }
  }
}
