package org.tributary.reports.confirm;

import java.math.BigInteger;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.tributary.reports.export.ExportedFolder;
import org.tributary.reports.export.LeafBook;
import org.tributary.reports.export.SettlementState;
import org.tributary.schemas.policy.DistributorKind;

/** Compares an exported settlement with what is on chain, and notes it as confirmed if it is. */
public final class Confirm {
  private Confirm() {}

  /**
   * What was found.
   *
   * @param state of the settlement now
   * @param root the root in force
   * @param findings what is wrong, in sentences; none: nothing is
   * @param notes what is as it should be but not yet done
   */
  public record Result(
      SettlementState state,
      String root,
      long block,
      Reconciliation reconciliation,
      List<String> findings,
      List<String> notes) {}

  /**
   * Compares, and moves the state to {@link SettlementState#CONFIRMED} where the root is ours and
   * nothing is wrong.
   */
  public static Result of(ExportedFolder folder, ChainFacts facts, Clock clock) {
    return of(folder, facts, folder.manifest().header().distributor(), clock);
  }

  /**
   * The same at a contract of its own, as a one-shot kind has.
   *
   * @param contract EIP-55 address of what {@code facts} are about
   */
  public static Result of(ExportedFolder folder, ChainFacts facts, String contract, Clock clock) {
    DistributorKind kind = folder.manifest().header().rule().kind();
    Reconciliation reconciliation =
        Reconciliation.of(LeafBook.claimable(folder.settlement(), kind), facts.claims());
    List<String> findings = new ArrayList<>();
    List<String> notes = new ArrayList<>();
    String ours = folder.manifest().root().orElseThrow();
    boolean inForce = facts.root().equals(ours);
    pending(folder, facts, ours, findings, notes);
    if (!inForce && !kind.cumulative()) {
      findings.add(
          "Contract "
              + contract
              + " has root "
              + facts.root()
              + ", but this settlement's is "
              + ours
              + ": each settlement of kind "
              + kind.text()
              + " has a contract of its own, whose root never changes.");
    } else if (!inForce) {
      otherRoot(folder, facts, ours, findings, notes);
    }
    // Under a later root more can be claimed than this settlement says.
    boolean later = !inForce && kind.cumulative() && folder.isFollowedBy(facts.root());
    for (Reconciliation.Line line :
        later ? List.<Reconciliation.Line>of() : reconciliation.mismatches()) {
      findings.add(line.sentence());
    }
    funds(facts, reconciliation, notes);
    // Last: what the journal says is confirmed was looked at, and nothing is wrong with it.
    SettlementState state =
        inForce && findings.isEmpty()
            ? folder.confirmed(Long.toString(facts.block()), contract, clock)
            : folder.state();
    return new Result(state, facts.root(), facts.block(), reconciliation, findings, notes);
  }

  /** Whoever gave it a root that we don't know can soon let anybody claim anything. */
  private static void pending(
      ExportedFolder folder,
      ChainFacts facts,
      String ours,
      List<String> findings,
      List<String> notes) {
    if (facts.pendingRoot().equals(Optional.of(ours))) {
      notes.add("The root waits for its timelock; then it must be accepted.");
    } else if (facts.pendingRoot().isPresent()
        && folder.exportedAs(facts.pendingRoot().get()).isEmpty()) {
      findings.add("The pending root " + facts.pendingRoot().get() + " was never exported.");
    }
  }

  private static void otherRoot(
      ExportedFolder folder,
      ChainFacts facts,
      String ours,
      List<String> findings,
      List<String> notes) {
    Optional<String> exported = folder.exportedAs(facts.root());
    if (exported.isPresent()) {
      notes.add("The root in force is that of " + exported.get() + ".");
    } else if (new BigInteger(facts.root().substring(2), 16).signum() == 0) {
      notes.add("The distributor has no root yet.");
    } else {
      findings.add(
          "The root in force, " + facts.root() + ", was never exported; ours is " + ours + ".");
    }
  }

  private static void funds(ChainFacts facts, Reconciliation reconciliation, List<String> notes) {
    reconciliation
        .totals()
        .forEach(
            (token, total) -> {
              BigInteger balance = facts.balances().get(token);
              if (balance != null && balance.compareTo(total.open()) < 0) {
                notes.add(
                    "The distributor lacks "
                        + total.open().subtract(balance)
                        + " of "
                        + token
                        + ": claims will fail once it is empty.");
              }
            });
  }
}
