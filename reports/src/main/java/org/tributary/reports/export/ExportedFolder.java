package org.tributary.reports.export;

import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.tributary.reports.settlement.Finding;
import org.tributary.reports.settlement.SettlementManifest;
import org.tributary.schemas.ErrorCode;
import org.tributary.schemas.TributaryException;
import org.tributary.schemas.run.CanonicalJson;

/** A folder that an export made, and what becomes of it: submitted, then confirmed. */
public final class ExportedFolder {
  private static final Pattern TRANSACTION = Pattern.compile("0x[0-9a-f]{64}");
  private static final String TX = "transaction";
  private static final String CONTRACT = "contract";

  private final Path folder;
  private final SettlementManifest manifest;

  private ExportedFolder(Path folder, SettlementManifest manifest) {
    this.folder = folder;
    this.manifest = manifest;
  }

  /**
   * Opens a folder that an export made.
   *
   * @throws TributaryException if it isn't one, or isn't right any more
   */
  public static ExportedFolder open(Path folder) {
    Path place = folder.toAbsolutePath().normalize();
    if (!SubmissionCheck.isSubmission(place)) {
      throw TributaryException.of(
          ErrorCode.INPUT_MISSING,
          "%s isn't a folder that 'tributary export' made: it has no %s.",
          folder,
          Submission.PATH);
    }
    List<Finding> findings = SubmissionCheck.check(place, Optional.empty());
    if (!findings.isEmpty()) {
      throw TributaryException.of(
          ErrorCode.VERIFY_FAILED,
          "%s isn't right: %s Restore it from a copy, or run 'tributary verify' for all findings.",
          folder,
          findings.get(0).sentence());
    }
    return new ExportedFolder(
        place, SettlementPlace.manifest(place.resolve(Submission.SETTLEMENT)));
  }

  /** The manifest of the settlement in it. */
  public SettlementManifest manifest() {
    return manifest;
  }

  /** Folder of the settlement in it. */
  public Path settlement() {
    return folder.resolve(Submission.SETTLEMENT);
  }

  /** What has become of it. */
  public SettlementState state() {
    try (Journal journal = journal()) {
      return journal.stateOf(sha256());
    }
  }

  /**
   * Notes the transaction that submits the root; noting the same one again changes nothing.
   *
   * @param replaces the transaction noted before, where this one took its nonce
   */
  public SettlementState submitted(String transaction, Optional<String> replaces, Clock clock) {
    if (!TRANSACTION.matcher(transaction).matches()) {
      throw TributaryException.of(
          ErrorCode.USAGE,
          "\"%s\" is no transaction hash: it is 0x and 64 lower-case hex digits.",
          transaction);
    }
    try (Journal journal = journal()) {
      if (manifest.header().rule().kind().cumulative()) {
        requireLast(journal);
      }
      Optional<String> before =
          journal.find(SettlementState.SUBMITTED, sha256()).map(of -> of.details().get(TX));
      if (before.equals(Optional.of(transaction))) {
        return journal.stateOf(sha256());
      }
      if (journal.stateOf(sha256()) == SettlementState.REVOKED) {
        // Another transaction after that, which replaces none.
        before = Optional.empty();
      }
      if (!before.equals(replaces)) {
        throw TributaryException.of(
            ErrorCode.EXPORT_REFUSED,
            "Settlement %s was submitted %s. %s",
            manifest.header().settlementId(),
            before.map(tx -> "in transaction " + tx).orElse("in no transaction yet"),
            before.isPresent()
                ? "If another one took its nonce, say so with --replaces " + before.get() + "."
                : "Leave --replaces out.");
      }
      SortedMap<String, String> details = new TreeMap<>(Map.of(TX, transaction));
      replaces.ifPresent(tx -> details.put("replaces", tx));
      journal.append(SettlementState.SUBMITTED, sha256(), details, clock.instant());
      return SettlementState.SUBMITTED;
    }
  }

  /**
   * Notes that what was submitted never comes into force: the root was revoked while it waited, or
   * its transaction failed. Again changes nothing.
   *
   * @param because why, for whoever reads the journal
   * @param chain what the distributor says of itself, where it was asked
   */
  public SettlementState revoked(String because, Optional<ChainRoots> chain, Clock clock) {
    String root = manifest.root().orElseThrow();
    if (because.isBlank()) {
      throw TributaryException.of(
          ErrorCode.USAGE,
          "To note that a root was revoked needs a reason: say it with --because.");
    }
    boolean inForce = chain.filter(of -> of.inForce().equals(root)).isPresent();
    if (inForce || chain.flatMap(ChainRoots::pending).equals(Optional.of(root))) {
      throw TributaryException.of(
          ErrorCode.CHAIN_DIFFERS,
          "Root %s of settlement %s %s",
          root,
          manifest.header().settlementId(),
          inForce
              ? "is in force, so it wasn't revoked: run 'tributary confirm'."
              : "still waits at the distributor: revoke it there first.");
    }
    try (Journal journal = journal()) {
      if (journal.stateOf(sha256()) != SettlementState.REVOKED) {
        SortedMap<String, String> details = new TreeMap<>(Map.of("because", because));
        journal
            .find(SettlementState.SUBMITTED, sha256())
            .ifPresent(of -> details.put(TX, of.details().get(TX)));
        journal.append(SettlementState.REVOKED, sha256(), details, clock.instant());
      }
      return SettlementState.REVOKED;
    }
  }

  /** Notes that the root on chain is this settlement's; once. */
  public SettlementState confirmed(String block, Clock clock) {
    return confirmed(block, manifest.header().distributor(), clock);
  }

  /**
   * The same at a contract of its own, as a one-shot kind has: two settlements may have the same
   * root, but never the same contract.
   */
  public SettlementState confirmed(String block, String contract, Clock clock) {
    try (Journal journal = journal()) {
      SortedMap<String, String> details =
          new TreeMap<>(Map.of("block", block, "root", manifest.root().orElseThrow()));
      if (!manifest.header().rule().kind().cumulative()) {
        requireOwn(journal, contract);
        details.put(CONTRACT, contract);
      }
      if (journal.stateOf(sha256()) != SettlementState.CONFIRMED) {
        journal.append(SettlementState.CONFIRMED, sha256(), details, clock.instant());
      }
      return SettlementState.CONFIRMED;
    }
  }

  /** Nothing is carried out twice, and no two settlements by one contract. */
  private void requireOwn(Journal journal, String contract) {
    for (JournalEntry entry : journal.all(SettlementState.CONFIRMED)) {
      String confirmed = entry.details().get(CONTRACT);
      boolean own = entry.manifestSha256().equals(sha256());
      if (own && !contract.equals(confirmed)) {
        throw TributaryException.of(
            ErrorCode.CHAIN_DIFFERS,
            "Settlement %s was confirmed at contract %s, not at %s: find out whether it was"
                + " carried out twice.",
            manifest.header().settlementId(),
            confirmed,
            contract);
      }
      if (!own && contract.equals(confirmed)) {
        throw TributaryException.of(
            ErrorCode.CHAIN_DIFFERS,
            "Contract %s is that of another settlement, with manifest %s: each settlement of kind"
                + " %s has a contract of its own. Name that of %s with --contract.",
            contract,
            entry.manifestSha256(),
            manifest.header().rule().kind().text(),
            manifest.header().settlementId());
      }
    }
  }

  /** Root of a settlement of this distributor that was exported, if {@code root} is one. */
  public Optional<String> exportedAs(String root) {
    try (Journal journal = journal()) {
      return journal.all(SettlementState.EXPORTED).stream()
          .filter(entry -> root.equals(entry.details().get("root")))
          .map(entry -> entry.details().get("settlementId"))
          .findFirst();
    }
  }

  /** Whether {@code root} is that of a settlement which was exported after this one. */
  public boolean isFollowedBy(String root) {
    try (Journal journal = journal()) {
      int own = journal.find(SettlementState.EXPORTED, sha256()).orElseThrow().number();
      return journal.all(SettlementState.EXPORTED).stream()
          .anyMatch(entry -> entry.number() > own && root.equals(entry.details().get("root")));
    }
  }

  /** An older root takes back what a newer one has published. */
  private void requireLast(Journal journal) {
    List<JournalEntry> exported = journal.all(SettlementState.EXPORTED);
    JournalEntry last = exported.get(exported.size() - 1);
    if (!last.manifestSha256().equals(sha256())) {
      throw TributaryException.of(
          ErrorCode.EXPORT_REFUSED,
          "Settlement %s was exported after %s: submit that one, an older root would take claims"
              + " back.",
          last.details().get("settlementId"),
          manifest.header().settlementId());
    }
  }

  private Journal journal() {
    Journal journal = Journal.open(folder.getParent());
    if (journal.find(SettlementState.EXPORTED, sha256()).isEmpty()) {
      journal.close();
      throw TributaryException.of(
          ErrorCode.INPUT_MISSING,
          "The journal beside %s doesn't know of it: work in the outbox that 'tributary export'"
              + " wrote, not in a copy of one folder.",
          folder);
    }
    return journal;
  }

  private String sha256() {
    return CanonicalJson.sha256(manifest.text());
  }
}
