package org.tributary.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.spark.SparkException;
import org.tributary.schemas.ErrorCode;
import org.tributary.schemas.TributaryException;

/** Turns a failure into words for a person and an exit code for a scheduler. */
final class Failures {
  /** A defect of ours: the stack trace is what its mender needs. */
  static final int DEFECT = 70;

  private Failures() {}

  static int explain(Throwable failure, PrintWriter err) {
    // An executor's exception arrives wrapped in Spark's.
    Optional<TributaryException> known =
        causes(failure)
            .filter(TributaryException.class::isInstance)
            .map(TributaryException.class::cast)
            .findFirst();
    if (known.isPresent()) {
      err.println("tributary: " + known.get().getMessage());
      return known.get().code().exitCode();
    }
    failure.printStackTrace(err);
    if (isInfrastructure(root(failure))) {
      err.println("tributary: disk, network or cluster failed (above). A retry may help.");
      return ErrorCode.INFRASTRUCTURE.exitCode();
    }
    err.println("tributary: a defect in Tributary (above). Please report it.");
    return DEFECT;
  }

  /** A task's own exception arrives as the cause of Spark's "job aborted". */
  private static Throwable root(Throwable failure) {
    return causes(failure).reduce(failure, (outer, inner) -> inner);
  }

  private static boolean isInfrastructure(Throwable cause) {
    return cause instanceof IOException
        || cause instanceof UncheckedIOException
        || cause instanceof OutOfMemoryError
        || cause instanceof SparkException
        || isLostCluster(cause);
  }

  /** Spark stops by itself when it can't reach its master; what is asked of it then says so. */
  private static boolean isLostCluster(Throwable cause) {
    return cause instanceof IllegalStateException
        && cause.getMessage() != null
        && (cause.getMessage().startsWith("Cannot call methods on a stopped SparkContext")
            || cause.getMessage().startsWith("SparkContext has been shutdown"));
  }

  private static Stream<Throwable> causes(Throwable failure) {
    return Stream.iterate(failure, cause -> cause != null, Throwable::getCause).limit(50);
  }
}
