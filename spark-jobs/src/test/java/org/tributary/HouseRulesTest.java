package org.tributary;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Rules of style that no tool of the build holds. */
class HouseRulesTest {
  private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
  private static final List<String> MODULES = List.of("schemas", "gpu", "reports", "spark-jobs");
  private static final int MOST_LINES = 450;
  private static final List<String> MONEY_PACKAGES =
      List.of(
          "/allocate/",
          "/ledger/",
          "/settle/",
          "/reports/settlement/",
          "/reports/safe/",
          "/reports/payout/",
          "/reports/approval/",
          "/reports/export/",
          "/reports/confirm/");

  @Test
  void noFileIsTwoThings() throws IOException {
    for (Path file : javaFiles()) {
      assertThat(Files.readAllLines(file))
          .as(ROOT.relativize(file).toString())
          .hasSizeLessThanOrEqualTo(MOST_LINES);
    }
  }

  @Test
  void typesAreSpelledOut() throws IOException {
    assertNowhere(Pattern.compile("(^|[\\s(])var\\s+\\w+\\s*(=|:)"), javaFiles());
  }

  @Test
  void noFloatingPointNearMoney() throws IOException {
    List<Path> money =
        javaFiles().stream()
            .filter(file -> !file.toString().contains("/src/test/"))
            .filter(file -> MONEY_PACKAGES.stream().anyMatch(file.toString()::contains))
            .toList();
    assertThat(money).isNotEmpty();
    assertNowhere(Pattern.compile("\\b(double|float|Double|Float)\\b"), money);
  }

  @Test
  void nothingIsPromised() throws IOException {
    assertNowhere(
        Pattern.compile("\\b(TO" + "DO|FIX" + "ME|XX" + "X)\\b|@Dis" + "abled"), javaFiles());
  }

  private static void assertNowhere(Pattern pattern, List<Path> files) throws IOException {
    for (Path file : files) {
      List<String> lines = Files.readAllLines(file, StandardCharsets.UTF_8);
      for (int i = 0; i < lines.size(); i++) {
        String code = lines.get(i).replaceAll("//.*|^\\s*\\*.*|\"(\\\\.|[^\"])*\"", "");
        assertThat(pattern.matcher(code).find())
            .as("%s:%d has %s", ROOT.relativize(file), i + 1, pattern)
            .isFalse();
      }
    }
  }

  private static List<Path> javaFiles() throws IOException {
    List<Path> files = new java.util.ArrayList<>();
    for (String module : MODULES) {
      try (Stream<Path> tree = Files.walk(ROOT.resolve(module).resolve("src"))) {
        tree.filter(file -> file.toString().endsWith(".java")).sorted().forEach(files::add);
      }
    }
    return files;
  }
}
