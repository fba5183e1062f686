package org.tributary.session;

import java.util.concurrent.Callable;
import org.tributary.schemas.ErrorCode;
import org.tributary.schemas.TributaryException;

/** Finds what a person can act on inside what Spark wraps around the failure of a task. */
public final class SparkFailures {
  private SparkFailures() {}

  /**
   * Runs a Spark action.
   *
   * @param doing what the action does, for the message, e.g. {@code "allocate"}
   * @throws TributaryException the one that a task threw, or one with {@link ErrorCode#ARITHMETIC}
   *     where a sum or a cast left its type
   */
  public static <T> T explained(String doing, Callable<T> action) {
    try {
      return action.call();
    } catch (Exception e) {
      throw explanation(doing, e);
    }
  }

  private static RuntimeException explanation(String doing, Exception failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof TributaryException known) {
        return known == failure
            ? known
            : new TributaryException(known.code(), known.getMessage(), failure);
      }
      if (cause instanceof ArithmeticException) {
        return new TributaryException(
            ErrorCode.ARITHMETIC,
            "A number left its bounds while Tributary was running "
                + doing
                + " (an amount has at most 38 digits): "
                + cause.getMessage(),
            failure);
      }
    }
    return failure instanceof RuntimeException unchecked
        ? unchecked
        : new IllegalStateException("Spark failed in " + doing + ": " + failure, failure);
  }
}
