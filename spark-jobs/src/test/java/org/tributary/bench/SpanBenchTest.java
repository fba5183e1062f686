package org.tributary.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tributary.session.OutsideTools;
import org.tributary.session.SharedSpark;

/** That the benchmark measures what it says; how long it takes is nothing for a test. */
class SpanBenchTest {
  private static final Pattern CHECKSUM = Pattern.compile("checksum ([0-9a-f-]+)");

  @TempDir Path folder;

  @Test
  void theLastLineIsTheRatioAndTheChecksumKnowsNoBatch() throws IOException, InterruptedException {
    List<String> lines =
        run(OutsideTools.python("bench spans beside infini-gram").toString(), 10_000_000);
    assertThat(lines.get(lines.size() - 1)).matches("ratio \\d+\\.\\d{3}");
    assertThat(lines)
        .anyMatch(line -> line.contains("made up"))
        .anyMatch(line -> line.contains("hash the corpus"))
        .anyMatch(line -> line.contains("bytes a query token"))
        .anyMatch(line -> line.contains("same spans as infini-gram: yes"));
    List<String> alone = run(folder.resolve("none").toString(), 2_000);
    assertThat(alone).anyMatch(line -> line.startsWith("infini-gram: skipped, "));
    assertThat(alone.get(alone.size() - 1)).isEqualTo("ratio nan");
    assertThat(checksum(alone)).isEqualTo(checksum(lines));
  }

  private List<String> run(String python, int batchTokens)
      throws IOException, InterruptedException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    SpanBench.of(
            SharedSpark.session(), folder, new PrintStream(bytes, true, StandardCharsets.UTF_8))
        .corpus(List.of(), 200_000)
        .queries(5_000)
        .batchTokens(batchTokens)
        .runs(0, 1)
        .series(List.of())
        .infiniGram(python, 10, 10)
        .execute();
    return bytes.toString(StandardCharsets.UTF_8).lines().toList();
  }

  private static String checksum(List<String> lines) {
    return lines.stream()
        .map(CHECKSUM::matcher)
        .filter(Matcher::find)
        .findFirst()
        .orElseThrow()
        .group(1);
  }
}
