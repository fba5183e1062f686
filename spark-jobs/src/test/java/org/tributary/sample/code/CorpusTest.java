package org.tributary.sample.code;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tributary.schemas.ErrorCode;
import org.tributary.schemas.TributaryException;

class CorpusTest {
  @TempDir Path folder;

  private final Release csv =
      Corpus.pinned().stream()
          .filter(release -> release.datanetId().equals("java-commons-csv"))
          .findFirst()
          .orElseThrow();

  @Test
  void aMissingJarIsNamedWithTheWayToGetIt() {
    assertThatThrownBy(() -> Corpus.in(folder).files(csv, name -> true))
        .isInstanceOfSatisfying(
            TributaryException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.INPUT_MISSING))
        .hasMessageContaining(folder.resolve("commons-csv-1.11.0-sources.jar").toString())
        .hasMessageContaining("./mvnw package")
        .hasMessageContaining("org.apache.commons:commons-csv:1.11.0:sources")
        .hasMessageContaining("--corpus");
  }

  @Test
  void anotherJarThanThePinnedIsRefusedWithBothHashes() throws IOException {
    Files.writeString(folder.resolve(csv.file()), "not a jar", StandardCharsets.UTF_8);
    assertThatThrownBy(() -> Corpus.in(folder).files(csv, name -> true))
        .isInstanceOfSatisfying(
            TributaryException.class,
            e -> assertThat(e.code()).isEqualTo(ErrorCode.INPUT_INCONSISTENT))
        .hasMessageContaining(folder.resolve(csv.file()).toString())
        .hasMessageContaining("should be " + csv.sha256())
        .hasMessageContaining(
            "is 1f0f631427194028bfeca05414b146420645a4c0ede4b3692c1afc9633557b08");
  }

  @Test
  void thePinnedReleasesOfADatanetAreItsVersionsWithoutGaps() {
    List<Release> releases = Corpus.pinned();
    assertThat(releases).hasSize(7);
    for (Release release : releases) {
      int before =
          (int)
              releases.stream()
                  .filter(
                      r ->
                          r.datanetId().equals(release.datanetId())
                              && r.datanetVersion() < release.datanetVersion()
                              && !r.released().isAfter(release.released()))
                  .count();
      assertThat(release.datanetVersion()).as(release.file()).isEqualTo(before + 1);
    }
  }

  @Test
  void textIsCutIntoLettersDigitsAndSingleVisibleCharacters() {
    assertThat(SourcePieces.of("int x2 = a_b+0x1F;\t// f\u00fcr \ud83d\ude00\n"))
        .containsExactly(
            "int",
            "x",
            "2",
            "=",
            "a",
            "_",
            "b",
            "+",
            "0",
            "x",
            "1",
            "F",
            ";",
            "/",
            "/",
            "f",
            "\u00fc",
            "r",
            "\ud83d\ude00");
    assertThat(SourcePieces.of(" \n\u00a0\u0000")).isEmpty();
  }
}
