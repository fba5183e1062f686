package org.tributary.reports.export;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.tributary.reports.approval.Treasury;
import org.tributary.reports.settlement.SettlementLeaf;
import org.tributary.schemas.policy.ApprovalRule;

/** Gates between a settlement and what was exported, submitted or put in force before. */
class PastGatesTest extends GateCases {
  @Test
  void theOrderOfExports() {
    GateInputs in = inputs(after, "", LocalDate.of(2026, 3, 29));
    assertThat(refusals(in))
        .singleElement()
        .asString()
        .startsWith("ORDER: it closes on 2026-03-29, but 2026-03-30-31337-");
  }

  @Test
  void neverADecrease() {
    List<SettlementLeaf> lower = new ArrayList<>(after);
    SettlementLeaf victim = lower.remove(3);
    lower.add(Treasury.leaf("payee3", Treasury.COIN, 1002, 1002));
    assertThat(refusals(inputs(lower, "")))
        .containsExactly(
            "DECREASE: "
                + victim.leaf().account()
                + " in "
                + Treasury.COIN.address()
                + " falls from the exported 1003 to 1002, and a contract that has paid it would lock"
                + " it out: hold the leaf flat and book the rest as a debt.");
    lower.remove(lower.size() - 1);
    assertThat(refusals(inputs(lower, "")))
        .singleElement()
        .asString()
        .contains("falls from the exported 1003 to 0");
  }

  @Test
  void noRootIsReplacedWhileItWaits() {
    GateInputs in = inputs(after, "");
    GateInputs waiting =
        ChangedInputs.pending(
            in,
            new GateInputs.Pending(
                "the one before",
                "0xab",
                Instant.parse("2026-03-30T08:00:00Z"),
                Instant.parse("2026-03-31T08:00:00Z")));
    assertThat(refusals(waiting))
        .containsExactly(
            "PENDING: the root of the one before was submitted at 2026-03-30T08:00:00Z in"
                + " transaction 0xab and isn't confirmed; its timelock ends at"
                + " 2026-03-31T08:00:00Z, and another root would replace it and start the wait"
                + " again: accept it then, and run 'tributary confirm'.");
  }

  @Test
  void aSettlementWithAPastIsNoFirstExport() {
    GateInputs in = inputs(after, "");
    GateInputs lost = ChangedInputs.before(in, Optional.empty());
    assertThat(refusals(lost))
        .containsExactly(
            "FIRST_EXPORT: nothing of its distributor was exported to this outbox, but it follows"
                + " the settlement with SHA-256 "
                + in.manifest().header().previous().orElseThrow().manifestSha256()
                + ": export to the outbox that has that one, or see to it that nothing was ever"
                + " exported elsewhere.");
  }

  /** Two of three before; now one of one, of whom the two know nothing. */
  @Test
  void otherApproversNeedTheOldOnes() {
    ApprovalRule two =
        new ApprovalRule(
            2,
            Map.of("ada", Treasury.ADA.address(), "bob", Treasury.BOB.address()),
            ApprovalRule.Gates.OPEN);
    ApprovalRule one =
        new ApprovalRule(1, Map.of("eve", Treasury.CYD.address()), ApprovalRule.Gates.OPEN);
    ApprovalRule renamed =
        new ApprovalRule(
            2,
            Map.of("ada2", Treasury.ADA.address(), "bob2", Treasury.BOB.address()),
            ApprovalRule.Gates.OPEN);
    assertThat(refusals(approved(two, one, 0)))
        .containsExactly(
            "APPROVERS: its policy has 1 of 1 approvers sign, but that of the export before had 2"
                + " of 2, and only 0 of those have signed: let them sign too, as approvers of a"
                + " policy that names old and new ones.");
    assertThat(refusals(approved(two, one, 1))).hasSize(1);
    assertThat(refusals(approved(two, one, 2))).isEmpty();
    assertThat(refusals(approved(two, renamed, 0))).as("the same keys").isEmpty();
    assertThat(refusals(approved(one, two, 0))).as("more isn't the same").hasSize(1);
  }

  private GateInputs approved(ApprovalRule before, ApprovalRule now, long signed) {
    return around(
        new GateInputs.Around(
            Optional.of(new GateInputs.Approvers(before, now, signed)),
            Optional.empty(),
            Set.of(),
            Optional.empty()));
  }

  /** What the chain says stops also what no journal knows of. */
  @Test
  void foreignRootsOnChainAreSeen() {
    String ours = "0x" + "11".repeat(32);
    String foreign = "0x" + "22".repeat(32);
    assertThat(refusals(onChain(ours, Optional.empty(), ours))).isEmpty();
    assertThat(refusals(onChain("0x" + "0".repeat(64), Optional.empty(), ours))).isEmpty();
    assertThat(refusals(onChain(ours, Optional.of(foreign), ours)))
        .containsExactly(
            "PENDING: root "
                + foreign
                + " waits at the distributor, which was never exported, and another would replace"
                + " it: find out who submitted it, and revoke it there.");
    assertThat(refusals(onChain("0x" + "0".repeat(64), Optional.of(ours), ours)))
        .containsExactly(
            "PENDING: root "
                + ours
                + " waits at the distributor, which nobody noted as submitted, and another would"
                + " replace it: accept or revoke it first.");
    assertThat(refusals(onChain(foreign, Optional.empty(), ours)))
        .containsExactly(
            "ROOT_IN_FORCE: root "
                + foreign
                + " is in force at the distributor, which was never exported to this outbox: find"
                + " out what it pays.");
  }

  /** 5 beyond a leaf of 1005, and 7 of somebody without one. */
  @Test
  void claimsThatCantBeStopTheNextRoot() {
    String ours = "0x" + "11".repeat(32);
    ChainRoots chain =
        new ChainRoots(ours, Optional.empty(), List.of("A has claimed 1010.", "B has claimed 7."));
    GateInputs in =
        around(
            new GateInputs.Around(
                Optional.empty(), Optional.of(chain), Set.of(ours), Optional.empty()));
    assertThat(refusals(in))
        .hasSize(2)
        .first()
        .isEqualTo(
            "CLAIMS: A has claimed 1010. Whoever could claim that can claim more: find out how,"
                + " before another root is given to the distributor.");
  }

  private GateInputs onChain(String inForce, Optional<String> pending, String exported) {
    return around(
        new GateInputs.Around(
            Optional.empty(),
            Optional.of(new ChainRoots(inForce, pending)),
            Set.of(exported),
            Optional.empty()));
  }

  private GateInputs around(GateInputs.Around around) {
    GateInputs in = inputs(after, "");
    return ChangedInputs.around(in, around);
  }
}
