package org.tributary.reports.export;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.tributary.reports.settlement.SettlementHeader;
import org.tributary.schemas.policy.ApprovalRule;
import org.tributary.schemas.policy.DistributorKind;
import org.tributary.schemas.run.CanonicalJson;

/** Gates between a settlement and what was exported, submitted and put in force before. */
final class PastGates {
  private final GateInputs in;
  private final List<Refusal> refusals = new ArrayList<>();

  private PastGates(GateInputs inputs) {
    this.in = inputs;
  }

  /** Those that are shut. */
  static List<Refusal> check(GateInputs inputs) {
    PastGates gates = new PastGates(inputs);
    gates.outbox();
    gates.firstExport();
    gates.approvers();
    gates.follows();
    gates.chain();
    gates.goesOn();
    gates.pending();
    inputs.around().chain().ifPresent(gates::roots);
    return gates.refusals;
  }

  /** An outbox knows of its own exports alone: the run's folder says that there is another. */
  private void outbox() {
    in.around()
        .elsewhere()
        .ifPresent(
            where ->
                refuse(
                    Gate.OUTBOX,
                    "it left for outbox %s already, and this one doesn't know of it: export to that"
                        + " one, or find out what was submitted from there",
                    where));
  }

  /** A lost outbox looks like a new one: nothing that was paid from it is known here. */
  private void firstExport() {
    if (in.before().isEmpty() && in.manifest().header().previous().isPresent()) {
      refuse(
          Gate.FIRST_EXPORT,
          "nothing of its distributor was exported to this outbox, but it follows the settlement"
              + " with SHA-256 %s: export to the outbox that has that one, or see to it that nothing"
              + " was ever exported elsewhere",
          in.manifest().header().previous().get().manifestSha256());
    }
  }

  /**
   * A policy says who approves what was settled under it, and nobody may bring a policy of one's
   * own along.
   */
  private void approvers() {
    if (in.around().approvers().isEmpty()) {
      return;
    }
    GateInputs.Approvers approvers = in.around().approvers().get();
    ApprovalRule before = approvers.before();
    ApprovalRule now = approvers.now();
    boolean same =
        before.needed() == now.needed()
            && new HashSet<>(before.approvers().values())
                .equals(new HashSet<>(now.approvers().values()));
    if (!same && approvers.signed() < before.needed()) {
      refuse(
          Gate.APPROVERS,
          "its policy has %d of %d approvers sign, but that of the export before had %d of %d, and"
              + " only %d of those have signed: let them sign too, as approvers of a policy that"
              + " names old and new ones",
          now.needed(),
          now.approvers().size(),
          before.needed(),
          before.approvers().size(),
          approvers.signed());
    }
  }

  private void follows() {
    if (in.before().isEmpty()) {
      return;
    }
    GateInputs.Before before = in.before().get();
    if (in.manifest().header().closeDate().isBefore(before.manifest().header().closeDate())) {
      refuse(
          Gate.ORDER,
          "it closes on %s, but %s was exported, which closes on %s: export a later one",
          in.manifest().header().closeDate(),
          before.manifest().header().settlementId(),
          before.manifest().header().closeDate());
    }
    DistributorKind kind = before.manifest().header().rule().kind();
    if (!in.kind().follows(kind)) {
      refuse(
          Gate.KIND,
          "it is of kind %s, but %s, exported from the same address, was of kind %s: what was paid"
              + " there would be paid again. Give the new kind another address",
          in.kind().text(),
          before.manifest().header().settlementId(),
          kind.text());
    }
  }

  private void goesOn() {
    LeafBook before = in.before().map(GateInputs.Before::leaves).orElseGet(LeafBook::new);
    for (Continuity.Break broken : Continuity.breaks(in.kind(), before, in.leaves())) {
      switch (broken.gap()) {
        case LOWERED ->
            refuse(
                Gate.DECREASE,
                "%s, and a contract that has paid it would lock it out: hold the leaf flat and book"
                    + " the rest as a debt",
                broken);
        case TWICE ->
            refuse(
                Gate.TWICE,
                "%s, and kind %s would pay that twice: export the settlement that follows the one"
                    + " exported last",
                broken,
                in.kind().text());
        case LEFT_OUT ->
            refuse(
                Gate.LEFT_OUT,
                "%s, and kind %s never makes up for what lies between: export the settlements"
                    + " between first",
                broken,
                in.kind().text());
      }
    }
  }

  private void pending() {
    in.pending()
        .ifPresent(
            wait ->
                refuse(
                    Gate.PENDING,
                    "the root of %s was submitted at %s in transaction %s and isn't confirmed; its"
                        + " timelock ends at %s, and another root would replace it and start the"
                        + " wait again: accept it then, and run 'tributary confirm'",
                    wait.settlement(),
                    wait.submitted(),
                    wait.transaction(),
                    wait.until()));
  }

  /**
   * What a settlement adds is counted from the published one before it, not from the last export. A
   * contract that remembers makes up for that, but neither a one-shot kind nor what a Safe is given
   * does.
   */
  private void chain() {
    Optional<String> before =
        in.manifest().header().previous().map(SettlementHeader.Previous::manifestSha256);
    if (before.equals(in.before().map(PastGates::sha256))) {
      return;
    }
    if (in.kind().cumulative()) {
      safe(before);
      return;
    }
    if (in.before().isEmpty()) {
      // What lies before it is what LEFT_OUT looks at.
      return;
    }
    String last = in.before().get().manifest().header().settlementId();
    // Settlements that add nothing have no root, and can't be exported: they may lie between.
    if (!Continuity.breaks(in.kind(), in.before().get().leaves(), in.leaves()).isEmpty()) {
      refusals.add(
          new Refusal(
              Gate.CHAIN,
              String.format(
                  Locale.ROOT,
                  "it follows the settlement with SHA-256 %s, but %s was exported last, and kind %s"
                      + " pays only what is added: export each settlement in its turn. No reason"
                      + " lets this through.",
                  before.orElse("none"),
                  last,
                  in.kind().text()),
              false));
    }
  }

  private void safe(Optional<String> before) {
    if (!givesTheSafeWhatIsAdded()) {
      return;
    }
    Map<String, BigInteger> own = new TreeMap<>();
    in.manifest().totals().forEach(of -> own.put(of.token().tokenId(), of.delta()));
    refuse(
        Gate.CHAIN,
        "it follows the settlement with SHA-256 %s, but %s was exported last: what safe/ funds and"
            + " claims is of this settlement alone, %s, and what it adds to what was exported is %s."
            + " Export each settlement in its turn, or fund and claim the rest by other means",
        before.orElse("none"),
        in.before().map(of -> of.manifest().header().settlementId()).orElse("nothing"),
        own,
        Gates.added(in));
  }

  private boolean givesTheSafeWhatIsAdded() {
    return in.manifest().files().stream()
        .anyMatch(
            file ->
                file.path().startsWith("safe/funding") || file.path().startsWith("safe/claims"));
  }

  /** What waits or is in force on chain, whether or not the journal knows of it. */
  private void roots(ChainRoots chain) {
    boolean foreign =
        chain.pending().filter(root -> !in.around().exportedRoots().contains(root)).isPresent();
    if (foreign || (chain.pending().isPresent() && in.pending().isEmpty())) {
      refuse(
          Gate.PENDING,
          "root %s waits at the distributor, %s, and another would replace it: %s",
          chain.pending().get(),
          foreign ? "which was never exported" : "which nobody noted as submitted",
          foreign ? "find out who submitted it, and revoke it there" : "accept or revoke it first");
    }
    if (chain.hasRoot() && !in.around().exportedRoots().contains(chain.inForce())) {
      refuse(
          Gate.ROOT_IN_FORCE,
          "root %s is in force at the distributor, which was never exported to this outbox: find out"
              + " what it pays",
          chain.inForce());
    }
    for (String wrong : chain.wrongClaims()) {
      refuse(
          Gate.CLAIMS,
          "%s Whoever could claim that can claim more: find out how, before another root is given"
              + " to the distributor",
          wrong);
    }
  }

  private static String sha256(GateInputs.Before before) {
    return CanonicalJson.sha256(before.manifest().text());
  }

  private void refuse(Gate gate, String format, Object... arguments) {
    refusals.add(
        new Refusal(gate, String.format(Locale.ROOT, format, arguments) + ".", gate.canBePassed()));
  }
}
