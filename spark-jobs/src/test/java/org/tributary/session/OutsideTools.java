package org.tributary.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;

/**
 * Programs that tests run beside the JVM. Where one is missing the test is skipped with a loud line
 * that names what was not tested; where the environment variable CI is {@code true}, that fails.
 */
public final class OutsideTools {
  private static final String PYTHON_ENVIRONMENT = ".venv/bin/python";

  private OutsideTools() {}

  /**
   * The Python that has {@code src/test/python/requirements.txt}: the system property {@code
   * tributary.python}, or the environment that {@code ./tributary test} makes.
   *
   * @param tested what isn't tested without it
   */
  public static Path python(String tested) {
    Path python = Path.of(System.getProperty("tributary.python", PYTHON_ENVIRONMENT));
    if (!Files.isExecutable(python)) {
      skip(tested, "there is no Python at " + python + ", see .ci/outside-tools");
    }
    return python.toAbsolutePath();
  }

  /** Skips the test, or fails it in CI. */
  public static void skip(String tested, String why) {
    String line = "NOT TESTED: " + tested + ": " + why;
    System.err.println(line);
    if ("true".equals(System.getenv("CI"))) {
      Assertions.fail(line);
    }
    Assumptions.abort(line);
  }

  /** Runs a program to its end, which must be a success; what it printed. */
  public static String run(List<String> command) throws IOException, InterruptedException {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as("%s%n%s", command, output).isZero();
    return output;
  }
}
