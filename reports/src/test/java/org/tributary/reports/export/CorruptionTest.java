package org.tributary.reports.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tributary.reports.approval.Treasury;
import org.tributary.reports.settlement.Finding;
import org.tributary.reports.settlement.SettlementLeaf;
import org.tributary.schemas.policy.DistributorKind;
import org.tributary.schemas.policy.DistributorRule;

/**
 * A thousand times something happens to a file that left the house: a byte is changed, taken out or
 * put in, the file is cut, swapped with another, dropped, or a foreign one added. Verifying finds
 * each, and names the file.
 */
class CorruptionTest {
  private static final int CORRUPTIONS = 1_000;

  @TempDir Path temp;
  private final Random random = new Random(20260331);
  private Path distributor;
  private Path before;
  private Path exported;

  /** What was done, and the files one of which must be named. */
  private record Harm(String what, List<String> files) {}

  @BeforeEach
  void ofAContractThatIsKnownByItsAddressAlone() throws IOException {
    twoExportsAndCertificates(DistributorRule.plain(Treasury.DISTRIBUTOR));
  }

  private void twoExportsAndCertificates(DistributorRule rule) throws IOException {
    List<SettlementLeaf> leaves = Treasury.leaves(12);
    Night first =
        night(LocalDate.of(2026, 3, 30), rule, Optional.empty(), leaves).approve("ada", "bob");
    Night second =
        night(LocalDate.of(2026, 3, 31), rule, Optional.of(first), Treasury.grown(leaves, 9))
            .approve("ada", "bob", "cyd");
    before = first.export(temp.resolve("outbox")).folder();
    exported = second.export(temp.resolve("outbox")).folder();
    ExportedFolder.open(exported)
        .submitted("0x" + "ab".repeat(32), Optional.empty(), Clock.systemUTC());
    distributor = exported.getParent();
    Path certificates = Files.createDirectories(distributor.resolve("certificates"));
    boolean standard = second.manifest().hasStandardTree();
    for (SettlementLeaf leaf : leaves.subList(0, standard ? 3 : 0)) {
      Files.writeString(
          certificates.resolve(leaf.leaf().account() + ".json"),
          Certificate.of(exported, leaf.leaf().account(), Optional.empty()));
    }
  }

  private Night night(
      LocalDate date, DistributorRule rule, Optional<Night> before, List<SettlementLeaf> leaves)
      throws IOException {
    return Night.write(temp, date, "", before, leaves, rule, List.of(Treasury.COIN));
  }

  @Test
  void everyOneOfAThousandIsFoundAndTheFileNamed() throws IOException {
    everyOneIsFound(CORRUPTIONS);
  }

  /** With what the Safe is given among the files, and other trees. */
  @ParameterizedTest
  @CsvSource({
    "URD,SAFE,TRANSACTION_BUILDER,safe/claims-00002.json",
    "MERKL,SAFE,TRANSACTION_BUILDER,safe/root.json",
    "UNISWAP,PAYEES,TRANSACTION_BUILDER,uniswap.json",
    "TRANSFERS,PAYEES,TRANSACTION_BUILDER,safe/transfers-00003.json",
    "TRANSFERS,PAYEES,CSV_AIRDROP,safe/airdrop-00001.csv"
  })
  void filesOfEveryKindAreGuarded(
      DistributorKind kind,
      DistributorRule.Claims claims,
      DistributorRule.Format format,
      String among)
      throws IOException {
    Folders.delete(temp.resolve("outbox"));
    Folders.delete(temp.resolve("runs"));
    boolean safe = claims == DistributorRule.Claims.SAFE;
    twoExportsAndCertificates(
        new DistributorRule(
            kind,
            Treasury.DISTRIBUTOR,
            kind == DistributorKind.URD ? 3600 : 0,
            safe ? Treasury.address("safe") : "",
            5,
            claims,
            format));
    assertThat(exported.resolve("settlement").resolve(among)).isRegularFile();
    everyOneIsFound(CORRUPTIONS / 4);
  }

  private void everyOneIsFound(int corruptions) throws IOException {
    assertThat(findings()).isEmpty();
    List<String> files =
        Folders.files(distributor).stream()
            .filter(path -> !distributor.resolve(path).startsWith(before))
            // Nothing is in it: it is only locked.
            .filter(path -> !path.equals(Journal.LOCK_PATH))
            .toList();
    assertThat(files).hasSizeGreaterThan(10);
    Set<String> kinds = new TreeSet<>();
    for (int i = 0; i < corruptions; i++) {
      String path = files.get(random.nextInt(files.size()));
      String other = files.get(random.nextInt(files.size()));
      byte[] right = Files.readAllBytes(distributor.resolve(path));
      byte[] rightOther = Files.readAllBytes(distributor.resolve(other));
      Harm harm = harm(path, other, right, rightOther);
      kinds.add(harm.what().split(" ")[0]);
      assertThat(findings())
          .as("corruption %s: %s", i, harm)
          .anySatisfy(
              finding ->
                  assertThat(harm.files())
                      .anySatisfy(file -> assertThat(oneOf(file)).contains(finding.file())));
      mend(path, other, right, rightOther, harm);
    }
    assertThat(kinds).containsExactly("add", "cut", "drop", "flip", "insert", "remove", "swap");
    assertThat(findings()).isEmpty();
  }

  private List<Finding> findings() throws IOException {
    List<Finding> findings = new ArrayList<>(SubmissionCheck.check(exported, Optional.of(before)));
    for (String path : Folders.files(distributor.resolve("certificates"))) {
      findings.addAll(CertificateCheck.check(distributor.resolve("certificates").resolve(path)));
    }
    return findings;
  }

  private Harm harm(String path, String other, byte[] right, byte[] rightOther) throws IOException {
    Path file = distributor.resolve(path);
    int kind = random.nextInt(10);
    int at = random.nextInt(right.length);
    if (kind == 0) {
      Files.delete(file);
      boolean certificate = path.startsWith("certificates");
      if (certificate) {
        // Nobody misses a certificate; an empty one in its place is found.
        Files.createFile(file);
      }
      return new Harm("drop " + path, List.of(name(path)));
    } else if (kind == 1 && !path.startsWith("certificates")) {
      Path foreign = exported.resolve(added());
      Files.write(foreign, right);
      return new Harm("add " + added(), List.of(added()));
    } else if (kind == 2 && !Arrays.equals(right, rightOther)) {
      Files.write(file, rightOther);
      Files.write(distributor.resolve(other), right);
      return new Harm("swap " + path + " and " + other, List.of(name(path), name(other)));
    }
    return bytes(kind, path, file, right, at);
  }

  private Harm bytes(int kind, String path, Path file, byte[] right, int at) throws IOException {
    ByteArrayOutputStream wrong = new ByteArrayOutputStream();
    wrong.write(right, 0, at);
    if (kind == 3) {
      Files.write(file, wrong.toByteArray());
      return new Harm("cut " + path + " at " + at, List.of(name(path)));
    } else if (kind <= 5) {
      wrong.write(right, at + 1, right.length - at - 1);
      Files.write(file, wrong.toByteArray());
      return new Harm("remove byte " + at + " of " + path, List.of(name(path)));
    } else if (kind <= 7) {
      wrong.write(random.nextInt(256));
      wrong.write(right, at, right.length - at);
      Files.write(file, wrong.toByteArray());
      return new Harm("insert a byte at " + at + " of " + path, List.of(name(path)));
    }
    wrong.write(right[at] ^ (1 + random.nextInt(255)));
    wrong.write(right, at + 1, right.length - at - 1);
    Files.write(file, wrong.toByteArray());
    return new Harm("flip byte " + at + " of " + path, List.of(name(path)));
  }

  private void mend(String path, String other, byte[] right, byte[] rightOther, Harm harm)
      throws IOException {
    if (harm.what().startsWith("add")) {
      Files.delete(exported.resolve(added()));
    }
    Files.write(distributor.resolve(path), right);
    Files.write(distributor.resolve(other), rightOther);
  }

  private static String added() {
    return "settlement/.extra.csv.crc";
  }

  /** As findings call it: below the exported folder, or beside it. */
  private String name(String path) {
    Path file = distributor.resolve(path);
    return file.startsWith(exported)
        ? exported.relativize(file).toString()
        : file.getFileName().toString();
  }

  /** Of a file and its checksum nobody can say which of the two was changed. */
  private static Set<String> oneOf(String file) {
    for (String both :
        List.of("submission.json submission.sha256", "journal.jsonl journal.sha256")) {
      Set<String> pair = Set.of(both.split(" "));
      if (pair.contains(file)) {
        return pair;
      }
    }
    return Set.of(file);
  }

  /** The journal is what says that something was exported: without its end it is found too. */
  @Test
  void aJournalWithoutItsLastLineIsFound() throws IOException {
    Path journal = distributor.resolve("journal.jsonl");
    List<String> lines = Files.readAllLines(journal);
    Files.write(
        journal,
        (String.join("\n", lines.subList(0, lines.size() - 1)) + "\n")
            .getBytes(StandardCharsets.UTF_8));
    assertThat(findings())
        .extracting(Finding::sentence)
        .containsExactly(
            "journal.jsonl doesn't have the SHA-256 in journal.sha256: one of the two was changed"
                + " or cut.");
  }

  /** What a link leads to can change after the check, and isn't handed on with the folder. */
  @Test
  void linksAreFound() throws IOException {
    Path elsewhere = Files.createDirectory(temp.resolve("elsewhere"));
    Files.createSymbolicLink(exported.resolve("more"), elsewhere);
    Files.createSymbolicLink(exported.resolve("lost"), temp.resolve("nothing"));
    Files.move(exported.resolve("policy.conf"), elsewhere.resolve("policy.conf"));
    Files.createSymbolicLink(exported.resolve("policy.conf"), elsewhere.resolve("policy.conf"));
    assertThat(SubmissionCheck.check(exported, Optional.empty()))
        .extracting(Finding::sentence)
        .containsExactlyInAnyOrder(
            "more is a link, not a file.",
            "lost is a link, not a file.",
            "more is none of the files of a submission.",
            "lost is none of the files of a submission.",
            "policy.conf is a link, not a file.");
  }

  @Test
  void aTokensNameLeadsToNoOtherFolder() {
    assertThat(Submission.attestationPath("TRIB.e_1-x")).isEqualTo("attestation-TRIB.e_1-x.json");
    for (String tokenId : List.of("", "../../x", "a/b", "a\\b", "a\0", "ä")) {
      assertThatThrownBy(() -> Submission.attestationPath(tokenId))
          .hasMessage(
              "Token id \""
                  + tokenId
                  + "\" can't name a file: it must be letters, digits, dots, dashes and"
                  + " underscores. Name the token so in the policy, and settle anew.");
    }
  }

  @Test
  void aFolderThatWasHandedOutAloneIsRight() throws IOException {
    Path alone = temp.resolve("alone");
    for (String file : Folders.files(exported)) {
      Folders.copy(exported, alone, file);
    }
    assertThat(SubmissionCheck.check(alone, Optional.empty())).isEmpty();
  }
}
