package org.tributary.reports.export;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.tributary.reports.approval.Approvals;
import org.tributary.reports.approval.Attestation;
import org.tributary.reports.settlement.Finding;
import org.tributary.reports.settlement.SettlementCheck;
import org.tributary.reports.settlement.SettlementHeader;
import org.tributary.schemas.ErrorCode;
import org.tributary.schemas.TributaryException;
import org.tributary.schemas.policy.ApprovalRule;
import org.tributary.schemas.policy.Policy;
import org.tributary.schemas.policy.PolicyReader;
import org.tributary.schemas.policy.RefusedAddresses;
import org.tributary.schemas.run.CanonicalJson;

/**
 * A settlement beside the outbox that it would go to: what the gates look at.
 *
 * @param distributor folder of its distributor in the outbox
 */
record Outlook(SettlementPlace place, Path distributor, History history) {
  /** Name of the folder that it is exported to. */
  String folderName() {
    return place.manifest().header().closeDate()
        + "-"
        + CanonicalJson.sha256(place.manifest().text()).substring(0, 12);
  }

  /**
   * The settlement exported last, where this one names it as the one before: then what it says of
   * that one can be checked.
   */
  Optional<Path> chained() {
    Optional<String> before =
        place.manifest().header().previous().map(SettlementHeader.Previous::manifestSha256);
    return history
        .lastExport()
        .filter(last -> before.equals(Optional.of(last.manifestSha256())))
        .map(last -> settlement(folder(last)))
        .filter(Files::isDirectory);
  }

  /**
   * An export that the journal doesn't know of shows that the journal was lost, or is an older copy
   * that says too little of what was paid.
   */
  void requireWholeJournal() throws IOException {
    if (!Files.isDirectory(distributor)) {
      return;
    }
    Set<String> known = new HashSet<>(history.exported(Export.FOLDER));
    Set<String> begun = history.begun(Export.FOLDER);
    if (begun.contains(folderName())) {
      // It is finished now.
      known.add(folderName());
    }
    try (Stream<Path> folders = Files.list(distributor)) {
      Optional<Path> stray =
          folders
              .filter(folder -> !folder.getFileName().toString().startsWith("."))
              .filter(folder -> Files.isDirectory(folder) && SubmissionCheck.isSubmission(folder))
              .filter(folder -> !known.contains(folder.getFileName().toString()))
              .sorted()
              .findFirst();
      if (stray.isPresent()) {
        throw stray(stray.get(), begun);
      }
    }
  }

  private TributaryException stray(Path folder, Set<String> begun) {
    return begun.contains(folder.getFileName().toString())
        ? TributaryException.of(
            ErrorCode.INPUT_INCONSISTENT,
            "The export of %s was begun, but never finished: export that settlement again first.",
            folder)
        : TributaryException.of(
            ErrorCode.INPUT_INCONSISTENT,
            "%s was exported, but %s beside it doesn't know of it, nor of what may have been"
                + " submitted: restore %s and %s from a copy. Only where there is none: see on chain"
                + " what was paid, and begin a new outbox, as APPROVAL.md says of a lost one.",
            folder,
            Journal.PATH,
            Journal.PATH,
            Journal.CHECKSUM_PATH);
  }

  /** What the gates look at. */
  GateInputs inputs(
      Policy policy, Approvals approvals, Map<String, Funds> funds, Optional<ChainRoots> chain)
      throws IOException {
    Optional<JournalEntry> last = history.lastExport();
    return new GateInputs(
        place.manifest(),
        LeafBook.of(place.folder()),
        policy.approval().gates(),
        refused(policy),
        place.published(),
        last.map(this::before),
        history.all(SettlementState.EXPORTED).stream().map(Outlook::amounts).toList(),
        pending(),
        funds,
        new GateInputs.Around(
            last.map(export -> approvers(export, policy, approvals)),
            chain,
            history.exported("root"),
            elsewhere()));
  }

  /** An export that this outbox has begun is its own. */
  private Optional<String> elsewhere() throws IOException {
    boolean ours =
        history.stateOf(CanonicalJson.sha256(place.manifest().text())) != SettlementState.COMPUTED;
    return ours ? Optional.empty() : Departures.of(place);
  }

  /** Also an older distributor, which the policy of today doesn't name. */
  private Map<String, String> refused(Policy policy) {
    SettlementHeader header = place.manifest().header();
    Map<String, String> refused = new TreeMap<>(RefusedAddresses.of(policy, header.chainId()));
    refused.putIfAbsent(header.distributor(), "the distributor itself");
    return refused;
  }

  private GateInputs.Before before(JournalEntry last) {
    Path folder = settlement(folder(last));
    List<Finding> findings =
        Files.isDirectory(folder)
            ? SettlementCheck.check(folder, Optional.empty())
            : List.of(new Finding(folder.toString(), folder + " is missing."));
    if (!findings.isEmpty()) {
      throw cantCompare(findings.get(0).sentence(), folder);
    }
    return new GateInputs.Before(SettlementPlace.manifest(folder), LeafBook.of(folder));
  }

  private GateInputs.Approvers approvers(JournalEntry last, Policy now, Approvals approvals) {
    Path folder = folder(last);
    SettlementHeader header = SettlementPlace.manifest(settlement(folder)).header();
    Path file = folder.resolve(Submission.POLICY);
    byte[] bytes;
    try {
      bytes = Files.readAllBytes(file);
    } catch (IOException e) {
      throw new UncheckedIOException("Can't read " + file, e);
    }
    if (!CanonicalJson.sha256(bytes).equals(header.policySha256())) {
      throw cantCompare(file + " isn't the policy that its manifest names.", folder);
    }
    ApprovalRule rule = PolicyReader.read(header.policyId(), bytes).approval();
    return new GateInputs.Approvers(rule, now.approval(), signed(rule, now, approvals));
  }

  /** How many of a rule's approvers have signed; nobody, where anything is wrong with approvals. */
  private long signed(ApprovalRule rule, Policy now, Approvals approvals) {
    List<Attestation> attestations = Attestation.of(place.manifest());
    if (!approvals.problems(place.manifest(), attestations, now.approval()).isEmpty()) {
      return 0;
    }
    return approvals.complete(attestations).stream()
        .filter(name -> rule.approvers().containsValue(now.approval().approvers().get(name)))
        .count();
  }

  private static TributaryException cantCompare(String why, Path folder) {
    return TributaryException.of(
        ErrorCode.INPUT_INCONSISTENT,
        "The settlement exported before can't be compared with: %s Restore %s from a copy.",
        why,
        folder);
  }

  /** A root that waits for its timelock, and that another would replace. */
  private Optional<GateInputs.Pending> pending() {
    return history.all(SettlementState.SUBMITTED).stream()
        .filter(entry -> history.stateOf(entry.manifestSha256()) == SettlementState.SUBMITTED)
        .filter(entry -> timelock(entry) > 0)
        .reduce((first, second) -> second)
        .map(
            entry ->
                new GateInputs.Pending(
                    export(entry)
                        .map(export -> export.details().get("settlementId"))
                        .orElse(entry.manifestSha256()),
                    entry.details().get("transaction"),
                    entry.at(),
                    entry.at().plusSeconds(timelock(entry))));
  }

  /** The longer of that which was submitted and of this one: a new policy ends no wait. */
  private long timelock(JournalEntry submitted) {
    long then =
        export(submitted)
            .map(export -> settlement(folder(export)))
            .filter(Files::isDirectory)
            .map(folder -> SettlementPlace.manifest(folder).header().rule().timelockSeconds())
            .orElse(0L);
    return Math.max(then, place.manifest().header().rule().timelockSeconds());
  }

  private Optional<JournalEntry> export(JournalEntry later) {
    return history.find(SettlementState.EXPORTED, later.manifestSha256());
  }

  /** What an export added, by token id. */
  static Map<String, BigInteger> amounts(JournalEntry exported) {
    Map<String, BigInteger> amounts = new TreeMap<>();
    exported
        .details()
        .forEach(
            (key, value) -> {
              if (key.startsWith(Export.ADDED)) {
                amounts.put(key.substring(Export.ADDED.length()), new BigInteger(value));
              }
            });
    return amounts;
  }

  private Path folder(JournalEntry exported) {
    return distributor.resolve(exported.details().get(Export.FOLDER));
  }

  private static Path settlement(Path exported) {
    return exported.resolve(Submission.SETTLEMENT);
  }
}
