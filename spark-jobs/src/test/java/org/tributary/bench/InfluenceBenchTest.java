package org.tributary.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tributary.session.SharedSpark;

/** That the benchmark measures what it says; how long it takes is nothing for a test. */
class InfluenceBenchTest {
  private static final Pattern CHECKSUM = Pattern.compile("checksum ([0-9a-f-]+)");

  @TempDir Path folder;

  @Test
  void theLastLineIsTheRatioAndTheChecksumKnowsNoKernelAndNoShape() {
    List<String> lines = run("onednn", 256 << 20, false);
    assertThat(lines.get(lines.size() - 1)).matches("ratio \\d+\\.\\d{3}");
    assertThat(lines)
        .anyMatch(line -> line.contains("bare sgemm"))
        .anyMatch(line -> line.contains("score and commit values"))
        .anyMatch(line -> line.contains("tiles by openblas"))
        .anyMatch(line -> line.contains("EJML"))
        .anyMatch(line -> line.contains("PyTorch"));
    assertThat(checksum(lines)).isEqualTo(checksum(run("reference", 0, true)));
  }

  private List<String> run(String kernel, long trainingBudget, boolean scoringOnly) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    InfluenceBench.of(
            SharedSpark.session(), folder, new PrintStream(bytes, true, StandardCharsets.UTF_8))
        .training(5_000, 32, 3)
        .inferences(Optional.of(300))
        .warmUps(0)
        .runs(1)
        .kernel(kernel)
        .trainingBudget(trainingBudget)
        .scoringOnly(scoringOnly)
        .execute();
    return bytes.toString(StandardCharsets.UTF_8).lines().toList();
  }

  private static String checksum(List<String> lines) {
    return lines.stream()
        .map(CHECKSUM::matcher)
        .filter(java.util.regex.Matcher::find)
        .findFirst()
        .orElseThrow()
        .group(1);
  }
}
