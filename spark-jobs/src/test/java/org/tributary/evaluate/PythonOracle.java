package org.tributary.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;

/**
 * Runs a script of {@code src/test/python} with the Python that has its requirements: the system
 * property {@code tributary.python}, or the environment that {@code ./tributary test} makes.
 * Without either the test is skipped with a loud line, and fails where {@code CI=true}.
 */
final class PythonOracle {
  private static final Path SCRIPTS = Path.of("src/test/python");
  private static final Path ENVIRONMENT = Path.of(".venv/bin/python");

  private PythonOracle() {}

  static void run(String what, String script, String... arguments)
      throws IOException, InterruptedException {
    String given = System.getProperty("tributary.python", ENVIRONMENT.toString());
    if (!Files.isExecutable(Path.of(given))) {
      skip("NOT TESTED: " + what + ": there is no Python at " + given + ", see .ci/outside-tools");
    }
    List<String> command = new ArrayList<>(List.of(Path.of(given).toAbsolutePath().toString()));
    command.add(SCRIPTS.resolve(script).toString());
    command.addAll(List.of(arguments));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(output).isZero();
  }

  private static void skip(String line) {
    System.err.println(line);
    if ("true".equals(System.getenv("CI"))) {
      Assertions.fail(line);
    }
    Assumptions.abort(line);
  }
}
