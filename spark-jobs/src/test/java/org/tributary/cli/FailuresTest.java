package org.tributary.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import org.apache.spark.SparkException;
import org.junit.jupiter.api.Test;
import org.tributary.schemas.ErrorCode;
import org.tributary.schemas.TributaryException;

class FailuresTest {
  private final StringWriter said = new StringWriter();

  private int code(Throwable failure) {
    return Failures.explain(failure, new PrintWriter(said, true));
  }

  @Test
  void whatAnExecutorRefusesIsToldWithoutSparksWrapping() {
    TributaryException refused =
        TributaryException.of(ErrorCode.INPUT_MISSING, "Table %s is missing", "ledger");
    assertThat(code(new SparkException("Job aborted", refused)))
        .isEqualTo(ErrorCode.INPUT_MISSING.exitCode());
    assertThat(said.toString()).isEqualTo("tributary: Table ledger is missing\n");
  }

  @Test
  void diskAndNetworkAndClusterAreWorthARetry() {
    assertThat(code(new UncheckedIOException(new IOException("no space left")))).isEqualTo(75);
    assertThat(code(new SparkException("Job aborted"))).isEqualTo(75);
    assertThat(code(new OutOfMemoryError("Java heap space"))).isEqualTo(75);
    assertThat(said.toString()).contains("A retry may help.").doesNotContain("defect");
  }

  /** As Spark 4.1.3 says it after "All masters are unresponsive! Giving up.". */
  @Test
  void aMasterThatDoesNotAnswerIsWorthARetry() {
    assertThat(
            code(
                new IllegalStateException(
                    "Cannot call methods on a stopped SparkContext.\nThis stopped SparkContext was"
                        + " created at:\n")))
        .isEqualTo(75);
  }

  @Test
  void anythingElseIsADefect() {
    assertThat(code(new IllegalStateException("Every JDK has SHA-256"))).isEqualTo(70);
    assertThat(code(new IllegalStateException((String) null))).isEqualTo(70);
    assertThat(said.toString()).contains("tributary: a defect in Tributary (above).");
  }
}
