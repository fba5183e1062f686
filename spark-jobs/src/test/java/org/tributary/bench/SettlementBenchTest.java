package org.tributary.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** That the benchmark measures what it says; how long it takes is nothing for a test. */
class SettlementBenchTest {
  @TempDir Path folder;

  @Test
  void withoutNodeTheRatioIsNoNumberAndNothingIsLeft() throws IOException, InterruptedException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    SettlementBench.of(folder, new PrintStream(bytes, true, StandardCharsets.UTF_8))
        .leaves(10_000, 1_000)
        .runs(1)
        .openZeppelin(Optional.empty(), folder.resolve("none"))
        .execute();
    List<String> lines = bytes.toString(StandardCharsets.UTF_8).lines().toList();
    assertThat(lines)
        .anyMatch(line -> line.startsWith("tree of 10000 leaves: hashes, order, nodes"))
        .anyMatch(line -> line.startsWith("all files: leaves, dump, proofs, manifest"))
        .anyMatch(line -> line.startsWith("heap held meanwhile"));
    assertThat(lines.get(lines.size() - 1)).isEqualTo("ratio nan");
    try (Stream<Path> left = Files.list(folder)) {
      assertThat(left).isEmpty();
    }
  }
}
