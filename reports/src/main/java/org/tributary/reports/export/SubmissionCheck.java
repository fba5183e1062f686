package org.tributary.reports.export;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import org.tributary.reports.approval.Approvals;
import org.tributary.reports.approval.Approve;
import org.tributary.reports.approval.Attestation;
import org.tributary.reports.settlement.FileEntry;
import org.tributary.reports.settlement.Finding;
import org.tributary.reports.settlement.SettlementCheck;
import org.tributary.reports.settlement.SettlementManifest;
import org.tributary.reports.settlement.TokenTotals;
import org.tributary.schemas.policy.Policy;
import org.tributary.schemas.policy.PolicyReader;
import org.tributary.schemas.run.CanonicalJson;

/**
 * Checks an exported folder from its files alone: the settlement in it, its policy, who approved
 * it, that no file was changed, dropped or added, and the journal beside it.
 */
public final class SubmissionCheck {
  private final Path folder;
  private final Optional<Path> previous;
  private final Set<Finding> findings = new LinkedHashSet<>();

  private SubmissionCheck(Path folder, Optional<Path> previous) {
    this.folder = folder;
    this.previous = previous;
  }

  /** Something that is read from a file. */
  @FunctionalInterface
  private interface Reading<T> {
    T read() throws IOException;
  }

  /** Whether {@code folder} is one that an export made, and not only a settlement. */
  public static boolean isSubmission(Path folder) {
    return Files.exists(folder.resolve(Submission.PATH))
        || Files.exists(folder.resolve(Submission.CHECKSUM_PATH))
        || Files.isDirectory(folder.resolve(Submission.SETTLEMENT));
  }

  /** Folder of the settlement in an exported folder, or the folder itself. */
  public static Path settlement(Path folder) {
    return isSubmission(folder) ? folder.resolve(Submission.SETTLEMENT) : folder;
  }

  /**
   * Everything that is wrong; an empty list means that it is right.
   *
   * @param folder what an export made, or a settlement's folder
   * @param previous the same of the settlement that was exported or published before
   */
  public static List<Finding> check(Path folder, Optional<Path> previous) {
    Path place = folder.toAbsolutePath().normalize();
    Optional<Path> before = previous.map(path -> path.toAbsolutePath().normalize());
    SubmissionCheck check = new SubmissionCheck(place, before);
    if (isSubmission(place)) {
      check.run();
    } else {
      check.settlement(place, "");
    }
    return List.copyOf(check.findings);
  }

  private void run() {
    manifest();
    Optional<SettlementManifest> manifest =
        settlement(folder.resolve(Submission.SETTLEMENT), Submission.SETTLEMENT + "/");
    if (manifest.isEmpty()) {
      return;
    }
    if (reading(manifestPath(), () -> paths(manifest.get())).isEmpty()) {
      return;
    }
    checksum();
    Optional<Submission> submission =
        reading(
            Submission.PATH,
            () ->
                Submission.parse(
                    Files.readAllBytes(folder.resolve(Submission.PATH)), manifest.get()));
    files(manifest.get(), submission);
    submission.ifPresent(this::approvals);
    submission.ifPresent(this::journal);
  }

  /**
   * A manifest that was changed is named itself, before all that no longer fits it; but not where
   * what names it was changed.
   */
  private void manifest() {
    try {
      byte[] submission = Files.readAllBytes(folder.resolve(Submission.PATH));
      String checksum =
          Files.readString(folder.resolve(Submission.CHECKSUM_PATH), StandardCharsets.ISO_8859_1);
      if (checksum.equals(checksumLine(submission))
          && Files.exists(folder.resolve(manifestPath()))) {
        Submission.files(submission).stream()
            .filter(file -> file.path().equals(manifestPath()))
            .forEach(this::compare);
      }
    } catch (IOException | RuntimeException e) {
      // Whoever reads all of it says so.
      return;
    }
  }

  private Optional<SettlementManifest> settlement(Path settlement, String prefix) {
    Optional<SettlementManifest> manifest =
        reading(
            prefix + SettlementManifest.PATH,
            () ->
                SettlementManifest.parse(
                    Files.readAllBytes(settlement.resolve(SettlementManifest.PATH))));
    Optional<Predecessor> before =
        previous.map(SubmissionCheck::settlement).flatMap(this::predecessor);
    Optional<Predecessor> chained =
        manifest.flatMap(now -> before.filter(earlier -> earlier.isNamedBy(now)));
    for (Finding finding :
        SettlementCheck.check(settlement, chained.map(Predecessor::settlement))) {
      findings.add(new Finding(prefix + finding.file(), prefix + finding.sentence()));
    }
    if (before.isPresent() && chained.isEmpty() && findings.isEmpty()) {
      findings.addAll(before.get().brokenBy(settlement, prefix));
    }
    return manifest;
  }

  /** What is compared with, if it is right itself. */
  private Optional<Predecessor> predecessor(Path settlement) {
    Predecessor before = new Predecessor(settlement);
    Optional<Finding> wrong = before.wrong();
    wrong.ifPresent(findings::add);
    return wrong.isPresent() ? Optional.empty() : Optional.of(before);
  }

  private static String manifestPath() {
    return Submission.SETTLEMENT + "/" + SettlementManifest.PATH;
  }

  private void checksum() {
    reading(
        Submission.CHECKSUM_PATH,
        () -> {
          String expected = checksumLine(Files.readAllBytes(folder.resolve(Submission.PATH)));
          String written =
              Files.readString(
                  folder.resolve(Submission.CHECKSUM_PATH), StandardCharsets.ISO_8859_1);
          if (!written.equals(expected)) {
            add(
                Submission.CHECKSUM_PATH,
                "doesn't have the SHA-256 of " + Submission.PATH + ": one of the two was changed");
          }
          return true;
        });
  }

  /** The one line of {@code submission.sha256}. */
  static String checksumLine(byte[] submission) {
    return CanonicalJson.sha256(submission) + "  " + Submission.PATH + "\n";
  }

  private void files(SettlementManifest manifest, Optional<Submission> submission) {
    reading(
        Submission.PATH,
        () -> {
          SortedSet<String> unlisted = Folders.files(folder);
          Folders.links(folder, unlisted).stream()
              // The check of the settlement has told its own.
              .filter(path -> !path.startsWith(Submission.SETTLEMENT + "/"))
              .forEach(path -> add(path, "is a link, not a file"));
          unlisted.remove(Submission.PATH);
          unlisted.remove(Submission.CHECKSUM_PATH);
          for (FileEntry file : manifest.files()) {
            unlisted.remove(Submission.SETTLEMENT + "/" + file.path());
          }
          List<String> needed = paths(manifest);
          List<FileEntry> listed = submission.map(Submission::files).orElse(List.of());
          if (submission.isPresent()
              && !listed.stream().map(FileEntry::path).toList().equals(needed)) {
            add(Submission.PATH, "must list " + needed + ", each once");
          }
          for (String path : needed) {
            if (!unlisted.remove(path)) {
              add(path, "is missing");
            }
          }
          for (FileEntry file : listed) {
            compare(file);
          }
          unlisted.forEach(path -> add(path, "is none of the files of a submission"));
          return true;
        });
  }

  private void compare(FileEntry file) {
    reading(
        file.path(),
        () -> {
          FileEntry actual = Folders.entry(folder, file.path());
          if (!actual.equals(file)) {
            add(
                file.path(),
                "has "
                    + actual.bytes()
                    + " bytes with SHA-256 "
                    + actual.sha256()
                    + ", but "
                    + Submission.PATH
                    + " says "
                    + file.bytes()
                    + " bytes with SHA-256 "
                    + file.sha256());
          }
          return true;
        });
  }

  /** What a submission lists, by path. */
  static List<String> paths(SettlementManifest manifest) {
    List<String> paths = new ArrayList<>();
    paths.add(Approvals.PATH);
    paths.add(Submission.POLICY);
    paths.add(Submission.SETTLEMENT + "/" + SettlementManifest.PATH);
    paths.add(Submission.SETTLEMENT + "/" + SettlementManifest.CHECKSUM_PATH);
    manifest
        .totals()
        .forEach(totals -> paths.add(Submission.attestationPath(totals.token().tokenId())));
    return paths.stream().sorted().toList();
  }

  private void approvals(Submission submission) {
    SettlementManifest manifest = submission.manifest();
    Optional<Policy> policy =
        reading(
            Submission.POLICY,
            () ->
                PolicyReader.read(
                    Submission.POLICY, Files.readAllBytes(folder.resolve(Submission.POLICY))));
    for (Attestation attestation : Attestation.of(manifest)) {
      String path = Submission.attestationPath(attestation.tokenId());
      reading(
          path,
          () -> {
            if (!Files.readString(folder.resolve(path), StandardCharsets.ISO_8859_1)
                .equals(attestation.typedData().json())) {
              add(path, "isn't what approvers of this settlement sign");
            }
            return true;
          });
    }
    Optional<Approvals> approvals =
        reading(
            Approvals.PATH,
            () -> Approvals.parse(Files.readAllBytes(folder.resolve(Approvals.PATH))));
    if (policy.isPresent() && approvals.isPresent()) {
      reading(
          Approvals.PATH,
          () -> {
            List<String> names = Approve.of(manifest, policy.get()).requireEnough(approvals.get());
            if (!names.equals(submission.approvedBy())) {
              add(Approvals.PATH, "is of " + names + ", but " + Submission.PATH + " names others");
            }
            return true;
          });
    }
  }

  private void journal(Submission submission) {
    Path outbox = folder.getParent();
    if (!Files.exists(outbox.resolve(Journal.PATH))
        && !Files.exists(outbox.resolve(Journal.CHECKSUM_PATH))) {
      // The folder was handed to somebody alone.
      return;
    }
    reading(
        Journal.PATH,
        () -> {
          List<String> problems = new ArrayList<>();
          List<JournalEntry> entries = Journal.read(outbox, problems);
          problems.forEach(problem -> add(Journal.PATH, problem));
          String manifestSha256 = CanonicalJson.sha256(submission.manifest().text());
          String sha256 = CanonicalJson.sha256(submission.text());
          boolean known =
              entries.stream()
                  .filter(entry -> entry.state() == SettlementState.EXPORTED)
                  .filter(entry -> entry.manifestSha256().equals(manifestSha256))
                  .anyMatch(entry -> sha256.equals(entry.details().get(Export.SUBMISSION)));
          if (!known && problems.isEmpty()) {
            add(Journal.PATH, "doesn't know of the export with SHA-256 " + sha256);
          }
          follows(submission, entries, outbox);
          return true;
        });
  }

  /** The export before stands beside it: nothing may have decreased, and what is added is known. */
  private void follows(Submission submission, List<JournalEntry> entries, Path outbox) {
    if (!findings.isEmpty()) {
      return;
    }
    Optional<Path> before =
        submission
            .previousExport()
            .flatMap(
                sha256 ->
                    entries.stream()
                        .filter(entry -> entry.state() == SettlementState.EXPORTED)
                        .filter(entry -> entry.manifestSha256().equals(sha256))
                        .findFirst())
            .map(entry -> outbox.resolve(entry.details().get(Export.FOLDER)))
            .map(SubmissionCheck::settlement)
            .filter(Files::isDirectory);
    if (submission.previousExport().isPresent() && before.isEmpty()) {
      // It was put away, or handed to somebody else: what it said can be given with --previous.
      return;
    }
    Path settlement = folder.resolve(Submission.SETTLEMENT);
    Optional<Predecessor> earlier = before.flatMap(this::predecessor);
    if (before.isPresent() && earlier.isEmpty()) {
      return;
    }
    earlier.ifPresent(of -> findings.addAll(of.brokenBy(settlement, Submission.SETTLEMENT + "/")));
    Map<String, BigInteger> sums =
        GateInputs.added(submission.manifest(), LeafBook.of(settlement), before.map(LeafBook::of));
    for (TokenTotals totals : submission.manifest().totals()) {
      BigInteger added = sums.get(totals.token().address());
      if (!added.equals(submission.added().get(totals.token().tokenId()))) {
        add(
            Submission.PATH,
            "says that another amount of " + totals.token().tokenId() + " is added than " + added);
      }
    }
  }

  private <T> Optional<T> reading(String file, Reading<T> part) {
    try {
      return Optional.of(part.read());
    } catch (IOException | RuntimeException e) {
      // Any exception of a parser is a fact about the file: a check never dies of what it checks.
      String message = e.getMessage() == null ? e.toString() : e.getMessage();
      add(file, "is broken: " + message.lines().findFirst().orElse("").strip());
      return Optional.empty();
    }
  }

  private void add(String file, String rest) {
    findings.add(finding(file, rest));
  }

  /** A finding whose sentence begins with its file. */
  static Finding finding(String file, String rest) {
    return new Finding(file, file + " " + rest + (rest.endsWith(".") ? "" : "."));
  }
}
