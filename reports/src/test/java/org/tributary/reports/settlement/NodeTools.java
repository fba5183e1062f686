package org.tributary.reports.settlement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Node.js and the packages that tests need of it. Where it is missing, that is said loudly. */
final class NodeTools {
  private static final List<String> PACKAGE_FILES =
      List.of("package.json", "package-lock.json", ".npmrc");

  private NodeTools() {}

  record Outcome(int exit, String output) {}

  /**
   * The packages of {@code folder}'s lock: given, beside it, or installed for this test run.
   *
   * @param what isn't tested without them
   */
  static Path modules(Path folder, String what) throws IOException, InterruptedException {
    if (!isInstalled("node")) {
      return skip(what, "Node.js isn't there");
    }
    String given = System.getProperty("tributary.node_modules." + folder.getFileName());
    if (given != null) {
      return Path.of(given).toAbsolutePath();
    }
    if (Files.isDirectory(folder.resolve("node_modules"))) {
      return folder.resolve("node_modules");
    }
    if (!isInstalled("npm")) {
      return skip(what, "npm isn't there");
    }
    Path target = Path.of("target").toAbsolutePath().resolve(folder.getFileName());
    Files.createDirectories(target);
    for (String file : PACKAGE_FILES) {
      if (Files.exists(folder.resolve(file))) {
        Files.write(target.resolve(file), Files.readAllBytes(folder.resolve(file)));
      }
    }
    Outcome outcome = run(target, "npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund");
    if (outcome.exit() != 0) {
      return skip(what, "npm ci failed: " + outcome.output());
    }
    return target.resolve("node_modules");
  }

  static Path skip(String what, String why) {
    String line = "NOT TESTED: " + what + " (" + why + ")";
    System.err.println(line);
    assertThat(System.getenv("CI")).as(line).isNotEqualTo("true");
    abort(line);
    throw new IllegalStateException("abort always throws");
  }

  private static boolean isInstalled(String program) throws InterruptedException {
    try {
      return run(Path.of("."), program, "--version").exit() == 0;
    } catch (IOException e) {
      return false;
    }
  }

  static Outcome run(Path folder, String... command) throws IOException, InterruptedException {
    Path output = Files.createTempFile("command", ".out");
    List<String> arguments = new ArrayList<>(List.of(command));
    Process process =
        new ProcessBuilder(arguments)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    if (!process.waitFor(10, TimeUnit.MINUTES)) {
      process.destroy();
      return new Outcome(-1, arguments + " didn't end within ten minutes");
    }
    String text = Files.readString(output, StandardCharsets.UTF_8);
    Files.delete(output);
    return new Outcome(process.exitValue(), text);
  }
}
