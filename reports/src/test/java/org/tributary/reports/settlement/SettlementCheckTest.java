package org.tributary.reports.settlement;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SettlementCheckTest {
  private static final int CORRUPTIONS = 600;

  @TempDir Path temp;
  private Path before;
  private Path after;
  private List<SettlementLeaf> leavesBefore;

  @BeforeEach
  void twoNights() {
    before = temp.resolve("before");
    after = temp.resolve("after");
    leavesBefore = SettlementSamples.leaves(24);
    SettlementWriter.write(
        before, SettlementSamples.settlement(SettlementSamples.first(), leavesBefore));
    SettlementWriter.write(
        after, SettlementSamples.settlement(nextHeader(), SettlementSamples.later(leavesBefore)));
  }

  @Test
  void whatTheWriterWritesIsRight() {
    assertThat(SettlementCheck.check(before, Optional.empty())).isEmpty();
    assertThat(SettlementCheck.check(after, Optional.of(before))).isEmpty();
    assertThat(SettlementCheck.check(after, Optional.empty())).isEmpty();
  }

  /** One byte of one file is changed, removed or added: the check names that file. */
  @Test
  void everyCorruptionIsFoundAndTheFileNamed() throws IOException {
    Random random = new Random(20260330);
    List<Path> files = files(after);
    for (int i = 0; i < CORRUPTIONS; i++) {
      Path file = files.get(random.nextInt(files.size()));
      byte[] right = Files.readAllBytes(file);
      int at = random.nextInt(right.length);
      byte[] wrong = corrupt(right, at, random);
      Files.write(file, wrong);
      String path = after.relativize(file).toString();
      assertThat(SettlementCheck.check(after, Optional.of(before)))
          .as("corruption %s of %s at byte %s", i, path, at)
          .anySatisfy(finding -> assertThat(finding.sentence()).contains(path));
      Files.write(file, right);
    }
    assertThat(SettlementCheck.check(after, Optional.of(before))).isEmpty();
  }

  @Test
  void missingAndForeignFilesAreFound() throws IOException {
    Path shard =
        files(after).stream()
            .filter(f -> f.toString().contains("proofs"))
            .findFirst()
            .orElseThrow();
    Files.delete(shard);
    Files.writeString(after.resolve("notes.txt"), "pay me more");
    assertThat(sentences(after, Optional.of(before)))
        .contains(
            after.relativize(shard) + " is missing, though manifest.json lists it.",
            "notes.txt is not listed in manifest.json.");
    Files.delete(after.resolve("manifest.json"));
    assertThat(sentences(after, Optional.of(before)))
        .anySatisfy(text -> assertThat(text).startsWith("manifest.json is broken"));
  }

  /**
   * What a link leads to can change after the check, and what hides as a checksum is no checksum.
   */
  @Test
  void linksAndFilesThatHideAreFound() throws IOException {
    Path elsewhere = Files.createDirectory(temp.resolve("elsewhere"));
    Files.createSymbolicLink(after.resolve("more"), elsewhere);
    Files.createSymbolicLink(after.resolve("lost"), temp.resolve("nothing"));
    Files.move(after.resolve("leaves.csv"), elsewhere.resolve("leaves.csv"));
    Files.createSymbolicLink(after.resolve("leaves.csv"), elsewhere.resolve("leaves.csv"));
    Files.writeString(after.resolve(".extra.csv.crc"), "crc\0");
    Files.writeString(after.resolve(".leaves.csv.crc"), "pay me more");
    Files.writeString(after.resolve(".manifest.json.crc"), "crc\0\0\0\2\0aaaa");
    assertThat(sentences(after, Optional.of(before)))
        .containsExactlyInAnyOrder(
            "more is a link, not a file.",
            "lost is a link, not a file.",
            "leaves.csv is a link, not a file.",
            ".extra.csv.crc is not listed in manifest.json.",
            ".leaves.csv.crc is not listed in manifest.json.");
  }

  /** Somebody rewrites all files consistently, but pays less than what was published. */
  @Test
  void aDecreaseAgainstThePreviousFolderIsFound() {
    Leaf victim = leavesBefore.get(5).leaf();
    BigInteger less = victim.cumulative().subtract(BigInteger.ONE);
    List<SettlementLeaf> lowered = new ArrayList<>(SettlementSamples.later(leavesBefore));
    lowered.set(
        5,
        new SettlementLeaf(
            new Leaf(victim.account(), victim.token(), less), less, PayoutStatus.HELD));
    assertThat(check("lowered", lowered))
        .containsExactly(
            String.format(
                Locale.ROOT,
                "leaves.csv lowers %s in %s from the published %s to %s.",
                victim.account(),
                victim.token(),
                victim.cumulative(),
                less));
  }

  @Test
  void aVanishedLeafAndInventedHistoryAreFound() {
    List<SettlementLeaf> fewer = new ArrayList<>(SettlementSamples.later(leavesBefore));
    Leaf gone = fewer.remove(3).leaf();
    assertThat(check("fewer", fewer))
        .containsExactly(
            "leaves.csv lacks "
                + gone.account()
                + " in "
                + gone.token()
                + ", to whom "
                + leavesBefore.get(3).leaf().cumulative()
                + " was published.");

    List<SettlementLeaf> invented = new ArrayList<>(SettlementSamples.later(leavesBefore));
    SettlementLeaf row = invented.get(4);
    invented.set(
        4,
        new SettlementLeaf(
            new Leaf(
                row.leaf().account(),
                row.leaf().token(),
                row.leaf().cumulative().add(BigInteger.TEN)),
            row.previous().add(BigInteger.TEN),
            row.status()));
    assertThat(check("invented", invented))
        .singleElement()
        .asString()
        .startsWith("leaves.csv says that " + row.leaf().account() + " had ");
  }

  @Test
  void aFirstSettlementHasNoHistory() {
    Path folder = temp.resolve("first");
    SettlementWriter.write(
        folder,
        SettlementSamples.settlement(
            SettlementSamples.first(), SettlementSamples.later(leavesBefore)));
    assertThat(sentences(folder, Optional.empty()))
        .hasSize(24)
        .allSatisfy(text -> assertThat(text).contains("but nothing was published for it"));
  }

  @Test
  void aPaymentToSomebodyHeldIsFound() {
    List<SettlementLeaf> leaves = new ArrayList<>(SettlementSamples.later(leavesBefore));
    SettlementLeaf paid = leaves.get(0);
    leaves.set(0, new SettlementLeaf(paid.leaf(), paid.previous(), PayoutStatus.HELD));
    assertThat(check("held", leaves))
        .containsExactly(
            "leaves.csv line 2: " + paid.leaf().account() + " gets 1 more, but is HELD.");
  }

  @Test
  void theChainOfSettlementsMustFit() {
    Path other = temp.resolve("other");
    SettlementWriter.write(
        other, SettlementSamples.settlement(SettlementSamples.first(), leavesBefore.subList(0, 9)));
    assertThat(sentences(after, Optional.of(other)))
        .anySatisfy(text -> assertThat(text).contains("as the settlement before, but that has"));
    assertThat(sentences(before, Optional.of(after)))
        .anySatisfy(
            text -> assertThat(text).contains("closes on 2026-03-30, before the settlement"));
  }

  private List<String> check(String name, List<SettlementLeaf> leaves) {
    Path folder = temp.resolve(name);
    SettlementWriter.write(folder, SettlementSamples.settlement(nextHeader(), leaves));
    return sentences(folder, Optional.of(before));
  }

  private SettlementHeader nextHeader() {
    try {
      return SettlementSamples.header(
          LocalDate.of(2026, 3, 31), Optional.of(SettlementCheck.manifest(before).asPrevious()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<String> sentences(Path folder, Optional<Path> previous) {
    return SettlementCheck.check(folder, previous).stream().map(Finding::sentence).toList();
  }

  private static List<Path> files(Path folder) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      return all.filter(Files::isRegularFile).sorted().toList();
    }
  }

  private static byte[] corrupt(byte[] right, int at, Random random) {
    int kind = random.nextInt(4);
    if (kind == 0) {
      byte[] shorter = new byte[right.length - 1];
      System.arraycopy(right, 0, shorter, 0, at);
      System.arraycopy(right, at + 1, shorter, at, right.length - at - 1);
      return shorter;
    }
    if (kind == 1) {
      byte[] longer = new byte[right.length + 1];
      System.arraycopy(right, 0, longer, 0, at);
      longer[at] = (byte) random.nextInt(256);
      System.arraycopy(right, at, longer, at + 1, right.length - at);
      return longer;
    }
    byte[] wrong = right.clone();
    wrong[at] = (byte) (right[at] ^ (1 + random.nextInt(255)));
    return wrong;
  }
}
