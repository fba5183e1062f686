package org.tributary.sample.code;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tributary.schemas.run.CanonicalJson;

class CodeDatanetsTest {
  @TempDir Path folder;

  @Test
  void aChangedFileIsANewContributionAndAnUnchangedOneStays() throws IOException {
    Release one = release(1, "1.0", Map.of("a/Kept.java", "k", "a/Changed.java", "1"));
    Release two =
        release(2, "1.1", Map.of("a/Kept.java", "k", "a/Changed.java", "2", "a/b/New.java", "n"));
    Release three = release(3, "2.0", Map.of("a/Kept.java", "k", "a/Changed.java", "1"));
    CodeDatanets datanets =
        CodeDatanets.of(new Corpus(folder, List.of(one, two, three), List.of()), name -> true);

    assertThat(datanets.contributions())
        .extracting(
            CodeContribution::contributionId,
            CodeContribution::contributorId,
            c -> c.addedIn().datanetVersion(),
            CodeContribution::removedInVersion)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple("a/Changed.java@1.0", "java:a", 1, 2),
            org.assertj.core.groups.Tuple.tuple("a/Changed.java@1.1", "java:a", 2, 3),
            org.assertj.core.groups.Tuple.tuple("a/Changed.java@2.0", "java:a", 3, null),
            org.assertj.core.groups.Tuple.tuple("a/Kept.java@1.0", "java:a", 1, null),
            org.assertj.core.groups.Tuple.tuple("a/b/New.java@1.1", "java:a.b", 2, 3));
    assertThat(datanets.in("net", 2))
        .extracting(CodeContribution::contributionId)
        .containsExactly("a/Changed.java@1.1", "a/Kept.java@1.0", "a/b/New.java@1.1");
  }

  @Test
  void aBackgroundIsInTheTokensOfTheDatanetsAndAddsNone() throws IOException {
    Release one = release(1, "1.0", Map.of("a/Kept.java", "k l"));
    Release other = release(2, "1.1", Map.of("b/Other.java", "l new k"));
    CodeDatanets datanets =
        CodeDatanets.of(new Corpus(folder, List.of(one), List.of(other)), name -> true);
    assertThat(datanets.vocabulary().pieces()).containsExactly("k", "l");
    assertThat(datanets.contributions()).hasSize(1);
    assertThat(datanets.background())
        .singleElement()
        .satisfies(
            file -> {
              assertThat(file.documentId()).isEqualTo("b/Other.java@1.1");
              assertThat(file.tokens()).as("what is unknown is id 3").containsExactly(2, 3, 1);
            });
  }

  @Test
  void eachVersionOfTheRealDatanetHoldsTheFilesOfItsRelease() {
    Corpus corpus = Corpus.in(Corpus.standardFolder());
    CodeDatanets datanets =
        CodeDatanets.of(corpus, name -> name.equals("org.apache.commons.lang3.time"));
    for (Release release : corpus.releases()) {
      Map<String, String> files =
          corpus.files(release, name -> name.equals("org.apache.commons.lang3.time")).stream()
              .collect(Collectors.toMap(SourceFile::path, SourceFile::sha256));
      Map<String, String> held = new TreeMap<>();
      datanets
          .in(release.datanetId(), release.datanetVersion())
          .forEach(c -> held.put(c.contributionId().replaceFirst("@.*", ""), c.sha256()));
      assertThat(held).as(release.file()).isEqualTo(files);
    }
  }

  @Test
  void tokensAreTheTextWithoutItsWhiteSpace() {
    Corpus corpus = Corpus.in(Corpus.standardFolder());
    Release csv = corpus.releases().get(5);
    CodeDatanets datanets = CodeDatanets.of(corpus, name -> name.equals("org.apache.commons.csv"));
    List<SourceFile> files = corpus.files(csv, name -> true);
    List<CodeContribution> contributions = datanets.in("java-commons-csv", 1);
    assertThat(contributions).hasSameSizeAs(files).hasSizeGreaterThan(5);
    for (int i = 0; i < files.size(); i++) {
      String decoded =
          Arrays.stream(contributions.get(i).tokens())
              .mapToObj(datanets.vocabulary()::piece)
              .collect(Collectors.joining());
      assertThat(decoded).isEqualTo(String.join("", files.get(i).pieces()));
    }
    assertThat(datanets.vocabulary().tokenizerId()).matches("java-pieces-1-[0-9a-f]{16}");
  }

  private Release release(int version, String name, Map<String, String> files) throws IOException {
    Path jar = folder.resolve("lib-" + name + "-sources.jar");
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(jar))) {
      for (Map.Entry<String, String> file : new TreeMap<>(files).entrySet()) {
        zip.putNextEntry(new ZipEntry(file.getKey()));
        zip.write(file.getValue().getBytes(StandardCharsets.UTF_8));
      }
    }
    String sha256 = CanonicalJson.sha256(Files.readAllBytes(jar));
    LocalDate released = LocalDate.of(2020, version, 1);
    return new Release("net", version, name, released, "group:lib", sha256, "A library");
  }
}
