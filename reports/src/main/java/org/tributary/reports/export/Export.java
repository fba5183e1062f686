package org.tributary.reports.export;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.tributary.reports.approval.Approvals;
import org.tributary.reports.approval.Approve;
import org.tributary.reports.approval.Attestation;
import org.tributary.reports.settlement.FileEntry;
import org.tributary.reports.settlement.Finding;
import org.tributary.reports.settlement.SettlementCheck;
import org.tributary.reports.settlement.SettlementManifest;
import org.tributary.reports.settlement.SettlementToken;
import org.tributary.schemas.ErrorCode;
import org.tributary.schemas.TributaryException;
import org.tributary.schemas.policy.Policy;
import org.tributary.schemas.policy.PolicyReader;
import org.tributary.schemas.run.CanonicalJson;

/**
 * Makes the folder that a treasury submits, if the settlement is right, approved, and passes every
 * gate; once for each content, whoever asks how often.
 */
public final class Export {
  static final String SUBMISSION = "submissionSha256";

  static final String FOLDER = "folder";
  static final String ADDED = "added.";

  private final SettlementPlace place;
  private final Path outbox;
  private Optional<Path> policyFile = Optional.empty();
  private Clock clock = Clock.systemUTC();
  private Map<String, Funds> funds = Map.of();
  private Optional<ChainRoots> chain = Optional.empty();
  private List<Gate> passed = List.of();
  private String because = "";

  private Export(SettlementPlace place, Path outbox) {
    this.place = place;
    this.outbox = outbox;
  }

  /**
   * An export of a settlement's folder.
   *
   * @param outbox folder of all exports of a treasury; each distributor has a folder and a journal
   *     there
   */
  public static Export of(Path settlement, Path outbox) {
    return new Export(SettlementPlace.of(settlement), outbox.toAbsolutePath().normalize());
  }

  /** The policy's file; without it the run's own copy. */
  public Export policy(Optional<Path> file) {
    this.policyFile = file;
    return this;
  }

  /** What time it is. */
  public Export clock(Clock time) {
    this.clock = time;
    return this;
  }

  /** What is known of the distributor, by token id. */
  public Export funds(Map<String, Funds> known) {
    this.funds = Map.copyOf(known);
    return this;
  }

  /** What the distributor says of itself, where it was asked. */
  public Export chain(Optional<ChainRoots> said) {
    this.chain = said;
    return this;
  }

  /** Passes gates that are shut; the reason stands in the submission for everybody to read. */
  public Export letThrough(List<Gate> gates, String reason) {
    for (Gate gate : gates) {
      if (!gate.canBePassed()) {
        throw TributaryException.of(
            ErrorCode.USAGE, "Gate %s can't be passed: mend what it says.", gate);
      }
    }
    if (!gates.isEmpty() && reason.isBlank()) {
      throw TributaryException.of(
          ErrorCode.USAGE, "To pass a gate needs a reason: say it with --because.");
    }
    this.passed = List.copyOf(gates);
    this.because = reason;
    return this;
  }

  /** Exports, or says that the same was exported before. */
  public ExportResult execute() {
    byte[] policyBytes = place.policyBytes(policyFile);
    Policy policy = PolicyReader.read(place.manifest().header().policyId(), policyBytes);
    Approvals approvals = place.readApprovals();
    List<String> names = Approve.of(place.manifest(), policy).requireEnough(approvals);
    Path distributor = distributor();
    try (Journal journal = Journal.open(distributor)) {
      Optional<JournalEntry> before = journal.find(SettlementState.EXPORTED, sha256());
      Outlook outlook = new Outlook(place, distributor, journal.history());
      outlook.requireWholeJournal();
      requireRight(before.isPresent() ? Optional.empty() : outlook.chained(), "exported");
      return before.isPresent()
          ? again(journal, distributor, before.get(), names)
          : export(journal, outlook, policy, policyBytes, approvals, names);
    } catch (IOException e) {
      throw new UncheckedIOException("Can't export to " + distributor, e);
    }
  }

  /**
   * The gates that would be shut if it were exported now, with the approvals that there are; writes
   * nothing, and wants no approvals. Of what was exported already, none.
   *
   * @throws TributaryException if the settlement isn't right, also beside the export before
   */
  public List<Refusal> shut() {
    Path distributor = distributor();
    try {
      Outlook outlook = new Outlook(place, distributor, Journal.look(distributor));
      if (outlook.history().find(SettlementState.EXPORTED, sha256()).isPresent()) {
        requireRight(Optional.empty(), "signed");
        return List.of();
      }
      outlook.requireWholeJournal();
      requireRight(outlook.chained(), "signed");
      return Gates.check(
          outlook.inputs(place.policy(policyFile), place.readApprovals(), funds, chain));
    } catch (IOException e) {
      throw new UncheckedIOException("Can't read " + distributor, e);
    }
  }

  /**
   * What the settlement says of the one before is only right beside that one.
   *
   * @param done what wasn't done otherwise
   */
  private void requireRight(Optional<Path> previous, String done) {
    List<Finding> findings = SettlementCheck.check(place.folder(), previous);
    if (!findings.isEmpty()) {
      throw TributaryException.of(
          ErrorCode.VERIFY_FAILED,
          "Settlement %s isn't right, and nothing was %s: %s",
          place.manifest().header().settlementId(),
          done,
          findings.get(0).sentence());
    }
  }

  private Path distributor() {
    return outbox.resolve(place.manifest().header().folder());
  }

  private ExportResult again(
      Journal journal, Path distributor, JournalEntry before, List<String> names) {
    Path folder = distributor.resolve(before.details().get(FOLDER));
    List<Finding> findings = SubmissionCheck.check(folder, Optional.empty());
    if (!findings.isEmpty()) {
      throw TributaryException.of(
          ErrorCode.VERIFY_FAILED,
          "The same settlement was exported at %s to %s, and that isn't right any more: %s Restore"
              + " the folder from a copy.",
          before.at(),
          folder,
          findings.get(0).sentence());
    }
    return new ExportResult(
        folder,
        false,
        journal.stateOf(sha256()),
        sha256(),
        place.manifest().root().orElseThrow(),
        names,
        Outlook.amounts(before),
        List.of(),
        List.of());
  }

  private ExportResult export(
      Journal journal,
      Outlook outlook,
      Policy policy,
      byte[] policyBytes,
      Approvals approvals,
      List<String> names)
      throws IOException {
    GateInputs inputs = outlook.inputs(policy, approvals, funds, chain);
    List<Refusal> shut = Gates.check(inputs);
    requireOpen(shut);
    Map<String, BigInteger> added = Gates.added(inputs);
    String name = outlook.folderName();
    Path partial = outlook.distributor().resolve("." + name + ".partial");
    Folders.delete(partial);
    Submission submission = write(partial, policyBytes, approvals, names, inputs, added, shut);
    List<Finding> findings = SubmissionCheck.check(partial, Optional.empty());
    // The journal knows of it only once it stands in its place.
    findings = findings.stream().filter(of -> !of.file().equals(Journal.PATH)).toList();
    if (!findings.isEmpty()) {
      throw new IllegalStateException("An export must be right: " + findings);
    }
    Path folder = outlook.distributor().resolve(name);
    // First: a folder that stands there without a line shows that the journal was lost.
    begin(journal, name, names);
    List<String> notes = new ArrayList<>(notes());
    Departures.note(place, outbox, CanonicalJson.sha256(submission.text())).ifPresent(notes::add);
    // What stands there is of an export that died before it was noted.
    Folders.delete(folder);
    Files.move(partial, folder, StandardCopyOption.ATOMIC_MOVE);
    note(journal, submission, name, added);
    return new ExportResult(
        folder,
        true,
        SettlementState.EXPORTED,
        sha256(),
        place.manifest().root().orElseThrow(),
        names,
        added,
        shut,
        notes);
  }

  /** What no gate has looked at, because nobody said what there is to look at. */
  private List<String> notes() {
    List<String> unknown =
        place.manifest().header().tokens().stream()
            .map(SettlementToken::tokenId)
            .filter(token -> !funds.containsKey(token))
            .toList();
    return unknown.isEmpty()
        ? List.of()
        : List.of(
            "whether there is enough of "
                + String.join(", ", unknown)
                + " to pay it wasn't looked at: name a node with --rpc, or a file with --events");
  }

  private void begin(Journal journal, String name, List<String> names) {
    if (journal.stateOf(sha256()) == SettlementState.COMPUTED) {
      journal.append(
          SettlementState.APPROVED,
          sha256(),
          new TreeMap<>(Map.of("approvedBy", String.join(",", names), FOLDER, name)),
          clock.instant());
    }
  }

  private void note(
      Journal journal, Submission submission, String name, Map<String, BigInteger> added) {
    SortedMap<String, String> details = new TreeMap<>();
    details.put(FOLDER, name);
    details.put(SUBMISSION, CanonicalJson.sha256(submission.text()));
    details.put("settlementId", place.manifest().header().settlementId());
    details.put("root", place.manifest().root().orElseThrow());
    added.forEach((token, amount) -> details.put(ADDED + token, amount.toString()));
    journal.append(SettlementState.EXPORTED, sha256(), details, clock.instant());
  }

  private void requireOpen(List<Refusal> shut) {
    List<String> closed =
        shut.stream()
            .filter(refusal -> !refusal.canBePassed() || !passed.contains(refusal.gate()))
            .map(Refusal::toString)
            .toList();
    if (!closed.isEmpty()) {
      throw TributaryException.of(
          ErrorCode.EXPORT_REFUSED,
          "Settlement %s doesn't pass %s; nothing was exported:%n  %s%nSee APPROVAL.md for each"
              + " gate, and for which can be passed with --pass.",
          place.manifest().header().settlementId(),
          closed.size() == 1 ? "a gate" : closed.size() + " gates",
          String.join(System.lineSeparator() + "  ", closed));
    }
  }

  private Submission write(
      Path to,
      byte[] policyBytes,
      Approvals approvals,
      List<String> names,
      GateInputs inputs,
      Map<String, BigInteger> added,
      List<Refusal> shut)
      throws IOException {
    SettlementManifest manifest = place.manifest();
    Path settlement = to.resolve(Submission.SETTLEMENT);
    for (FileEntry file : manifest.files()) {
      Folders.copy(place.folder(), settlement, file.path());
    }
    Folders.copy(place.folder(), settlement, SettlementManifest.PATH);
    Folders.copy(place.folder(), settlement, SettlementManifest.CHECKSUM_PATH);
    Files.write(to.resolve(Submission.POLICY), policyBytes);
    Files.writeString(to.resolve(Approvals.PATH), approvals.text());
    for (Attestation attestation : Attestation.of(manifest)) {
      Files.writeString(
          to.resolve(Submission.attestationPath(attestation.tokenId())),
          attestation.typedData().json());
    }
    List<FileEntry> files = new ArrayList<>();
    for (String path : SubmissionCheck.paths(manifest)) {
      files.add(Folders.entry(to, path));
    }
    Submission submission =
        new Submission(
            manifest,
            names,
            inputs.before().map(of -> CanonicalJson.sha256(of.manifest().text())),
            added,
            missing(),
            reasons(shut),
            files);
    Files.writeString(to.resolve(Submission.PATH), submission.text());
    Files.writeString(
        to.resolve(Submission.CHECKSUM_PATH),
        SubmissionCheck.checksumLine(Files.readAllBytes(to.resolve(Submission.PATH))));
    return submission;
  }

  private Map<String, BigInteger> missing() {
    Map<String, BigInteger> missing = new TreeMap<>();
    place
        .manifest()
        .totals()
        .forEach(
            totals -> {
              Funds known = funds.get(totals.token().tokenId());
              if (known != null) {
                missing.put(totals.token().tokenId(), known.missing());
              }
            });
    return missing;
  }

  private Map<String, String> reasons(List<Refusal> shut) {
    return shut.stream()
        .collect(
            Collectors.toMap(of -> of.gate().name(), of -> because, (a, b) -> a, TreeMap::new));
  }

  private String sha256() {
    return CanonicalJson.sha256(place.manifest().text());
  }
}
