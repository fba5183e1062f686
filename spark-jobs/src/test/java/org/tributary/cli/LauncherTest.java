package org.tributary.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The script {@code ./tributary}, with a Java that only says what it was asked. */
class LauncherTest {
  private static final String JAVA =
      """
      #!/bin/sh
      if [ "$1" = -XshowSettings:properties ]; then
        echo '    java.specification.version = 17'
      else
        printf '%s\\n' "$@"
      fi
      """;

  @TempDir Path home;

  @BeforeEach
  void build() throws IOException {
    Files.copy(Path.of("../tributary"), home.resolve("tributary"));
    write("pom.xml", "");
    Files.createDirectories(home.resolve("schemas"));
    write("reports/target/tributary-verify.jar", "");
    write("spark-jobs/target/tributary.jar", "");
    write("spark-jobs/target/embedded-spark.classpath", "spark.jar");
    Path java = write("jdk/bin/java", JAVA);
    Files.setPosixFilePermissions(java, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  private Path write(String name, String content) throws IOException {
    Path file = home.resolve(name);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, content);
  }

  private List<String> java(String... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("bash", home.resolve("tributary").toString()));
    command.addAll(Arrays.asList(arguments));
    ProcessBuilder process = new ProcessBuilder(command).redirectErrorStream(true);
    process.environment().put("JAVA_HOME", home.resolve("jdk").toString());
    process.environment().put("TRIBUTARY_NO_BUILD", "1");
    process.environment().keySet().removeAll(List.of("SPARK_HOME", "TRIBUTARY_MASTER"));
    Process started = process.start();
    String said = new String(started.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(started.waitFor()).as(said).isZero();
    return said.lines().toList();
  }

  @ParameterizedTest
  @CsvSource({
    "nightly --date 2026-06-30 --warehouse W",
    "verify --date 2026-06-30 --warehouse W",
    "verify --help",
    "verify",
    "export --warehouse W --date 2026-06-30 --to OUT",
    "confirm FOLDER --warehouse W",
    "report --date 2026-06-30",
  })
  void whatNeedsSparkGoesToTheEmbeddedOneAsItIs(String line) throws Exception {
    String[] arguments = line.split(" ");
    List<String> said = java(arguments);
    int main = said.indexOf("org.tributary.cli.Main");
    assertThat(main).isPositive();
    assertThat(said.subList(main + 1, said.size())).containsExactly(arguments);
    assertThat(said)
        .contains("-XX:+UseParallelGC", "-Xmx3g")
        .noneMatch(each -> each.contains("rapids"));
  }

  @ParameterizedTest
  @CsvSource({
    "verify FOLDER --policy P",
    "export FOLDER --to OUT",
    "confirm FOLDER",
    "approve FOLDER",
    "submitted FOLDER",
    "certificate FOLDER",
  })
  void whatNeedsNoSparkGoesToTheSmallJar(String line) throws Exception {
    String[] arguments = line.split(" ");
    List<String> said = java(arguments);
    int jar = said.indexOf(home.resolve("reports/target/tributary-verify.jar").toString());
    assertThat(jar).isPositive();
    assertThat(said.subList(jar + 1, said.size())).containsExactly(arguments);
  }

  @Test
  void argumentsKeepTheirSpaces() throws Exception {
    assertThat(java("report", "--warehouse", "a folder"))
        .endsWith("report", "--warehouse", "a folder");
  }
}
