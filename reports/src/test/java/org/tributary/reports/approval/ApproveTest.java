package org.tributary.reports.approval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tributary.reports.settlement.SettlementLeaf;
import org.tributary.reports.settlement.SettlementManifest;
import org.tributary.schemas.policy.Policy;
import org.tributary.schemas.policy.PolicyReader;
import org.tributary.schemas.run.CanonicalJson;

class ApproveTest {
  @TempDir Path temp;
  private Policy policy;
  private SettlementManifest manifest;
  private Approve approve;

  @BeforeEach
  void aSettlement() {
    policy = Treasury.policy("");
    manifest = write("one", 5);
    approve = Approve.of(manifest, policy);
  }

  @Test
  void twoOfThreeAreEnough() {
    Approvals none = Approvals.none(manifest);
    assertThatThrownBy(() -> approve.requireEnough(none))
        .hasMessage(
            "Settlement %s has 0 of 2 approvals. Run 'tributary approve' for more of ada, bob, cyd.",
            manifest.header().settlementId());
    Approvals one = approve.add(none, approve.sign("ada", Treasury.ADA));
    assertThatThrownBy(() -> approve.requireEnough(one))
        .hasMessageContaining("has 1 of 2 approvals (ada).");
    Approvals two = approve.add(one, approve.sign("cyd", Treasury.CYD));
    assertThat(approve.requireEnough(two)).containsExactly("ada", "cyd");
  }

  /** The same approver twice counts once, and leaves the same bytes. */
  @Test
  void theSameApproverTwiceCountsOnce() {
    Approvals once = approve.add(Approvals.none(manifest), approve.sign("ada", Treasury.ADA));
    Approvals twice = approve.add(once, approve.sign("ada", Treasury.ADA));
    assertThat(twice.text()).isEqualTo(once.text());
    assertThat(approve.count(twice)).isEqualTo(1);
    assertThatThrownBy(() -> approve.requireEnough(twice)).hasMessageContaining("has 1 of 2");
  }

  @Test
  void theOrderOfApprovalsDoesntMatter() {
    List<Approval> all =
        new ArrayList<>(
            List.of(
                approve.sign("ada", Treasury.ADA),
                approve.sign("bob", Treasury.BOB),
                approve.sign("cyd", Treasury.CYD)));
    Random random = new Random(7);
    String first = null;
    for (int i = 0; i < 10; i++) {
      Collections.shuffle(all, random);
      Approvals approvals = Approvals.none(manifest);
      for (Approval one : all) {
        approvals = approve.add(approvals, one);
      }
      first = first == null ? approvals.text() : first;
      assertThat(approvals.text()).isEqualTo(first);
    }
    assertThat(Approvals.parse(first.getBytes(StandardCharsets.UTF_8)).text()).isEqualTo(first);
  }

  @Test
  void onlyWhomThePolicyNamesAndOnlyWithTheirKey() {
    assertThatThrownBy(() -> approve.sign("eve", Treasury.ADA))
        .hasMessage(
            "Policy reference doesn't name \"eve\" as an approver: it names ada, bob, cyd.");
    assertThatThrownBy(() -> approve.sign("bob", Treasury.ADA))
        .hasMessage(
            "The key is that of %s, but the policy names %s as bob. Take the key of that address,"
                + " or sign as whom the key belongs to.",
            Treasury.ADA.address(), Treasury.BOB.address());
  }

  @Test
  void aSignatureOfAWalletIsTaken() {
    String hex = Treasury.BOB.sign(approve.attestations().get(0).digest()).hex();
    Approvals approvals =
        approve.add(Approvals.none(manifest), approve.signedElsewhere("bob", hex));
    assertThat(approvals).isEqualTo(approve.add(approvals, approve.sign("bob", Treasury.BOB)));
    assertThatThrownBy(() -> approve.signedElsewhere("bob", "0x1234"))
        .hasMessageStartingWith("--signature is none: a signature is 0x and 130 hex digits");
    assertThatThrownBy(() -> approve.signedElsewhere("ada", hex))
        .hasMessageStartingWith("The signature isn't ada's for this settlement: it recovers to")
        .hasMessageContaining(Treasury.BOB.address());
  }

  /** Another night, another chain, another distributor: nothing carries over. */
  @Test
  void aSignatureForAnotherSettlementIsRefused() {
    List<SettlementManifest> others = new ArrayList<>();
    others.add(write("other leaves", 6));
    others.add(header("other chain", 1, Treasury.DISTRIBUTOR));
    others.add(header("other distributor", 31337, Treasury.ADA.address()));
    for (SettlementManifest other : others) {
      Approve elsewhere = Approve.of(other, policy);
      String hex = Treasury.ADA.sign(elsewhere.attestations().get(0).digest()).hex();
      assertThatThrownBy(() -> approve.signedElsewhere("ada", hex))
          .hasMessageContaining("isn't ada's for this settlement");
      Approvals theirs = Treasury.approvals(other, policy, Map.of("ada", Treasury.ADA));
      assertThatThrownBy(() -> approve.requireEnough(theirs))
          .hasMessageContaining("approves the settlement with SHA-256 " + theirs.manifestSha256());
      Approvals forged = new Approvals(CanonicalJson.sha256(manifest.text()), theirs.approvals());
      assertThatThrownBy(() -> approve.requireEnough(forged))
          .hasMessageContaining("has a signature of ada for COIN that recovers to")
          .hasMessageContaining("it was made with another key, or over another settlement");
    }
  }

  @Test
  void anApproverMustSignForEveryToken() {
    SettlementManifest both =
        Treasury.write(
            temp.resolve("both"),
            Treasury.header(
                policy,
                Treasury.DATE,
                Optional.empty(),
                List.of(Treasury.COIN, Treasury.GRAIN),
                31337,
                Treasury.DISTRIBUTOR),
            Treasury.leaves(2));
    Approve two = Approve.of(both, policy);
    String coin = Treasury.ADA.sign(two.attestations().get(0).digest()).hex();
    String grain = Treasury.ADA.sign(two.attestations().get(1).digest()).hex();
    Approvals half = two.add(Approvals.none(both), two.signedElsewhere("ada", coin));
    assertThat(two.count(half)).isZero();
    Approvals whole = two.add(half, two.signedElsewhere("ada", grain));
    assertThat(two.count(whole)).isEqualTo(1);
    assertThat(whole).isEqualTo(Treasury.approvals(both, policy, Map.of("ada", Treasury.ADA)));
  }

  @Test
  void aPolicyWithoutApproversExportsNothing() {
    Policy nobody = PolicyReader.reference();
    SettlementManifest other =
        Treasury.write(
            temp.resolve("nobody"),
            Treasury.header(nobody, Treasury.DATE, Optional.empty()),
            Treasury.leaves(2));
    Approve none = Approve.of(other, nobody);
    assertThatThrownBy(() -> none.requireEnough(Approvals.none(other)))
        .hasMessageContaining("has 0 of 2 approvals. Policy reference names no approvers, so");
    assertThatThrownBy(() -> Approve.of(manifest, nobody))
        .hasMessageContaining("was made under policy reference with SHA-256 " + policy.sha256());
  }

  @Test
  void withoutLeavesThereIsNothingToApprove() {
    SettlementManifest empty =
        Treasury.write(
            temp.resolve("empty"),
            Treasury.header(policy, Treasury.DATE, Optional.empty()),
            List.<SettlementLeaf>of());
    assertThatThrownBy(() -> Approve.of(empty, policy))
        .hasMessageContaining("has no leaves: there is nothing to approve or to submit");
  }

  @Test
  void anyChangedByteOfTheFileIsFound() {
    Approvals right =
        Treasury.approvals(manifest, policy, Map.of("ada", Treasury.ADA, "bob", Treasury.BOB));
    byte[] bytes = right.text().getBytes(StandardCharsets.UTF_8);
    for (int i = 0; i < bytes.length; i++) {
      byte[] wrong = bytes.clone();
      wrong[i] ^= 1;
      assertThat(isAccepted(wrong)).as("byte %s", i).isFalse();
    }
    assertThat(isAccepted(bytes)).isTrue();
  }

  private boolean isAccepted(byte[] bytes) {
    try {
      approve.requireEnough(Approvals.parse(bytes));
      return true;
    } catch (RuntimeException e) {
      return false;
    }
  }

  private SettlementManifest write(String name, int leaves) {
    return Treasury.write(
        temp.resolve(name),
        Treasury.header(policy, Treasury.DATE, Optional.empty()),
        Treasury.leaves(leaves));
  }

  private SettlementManifest header(String name, long chainId, String distributor) {
    return Treasury.write(
        temp.resolve(name),
        Treasury.header(
            policy, Treasury.DATE, Optional.empty(), List.of(Treasury.COIN), chainId, distributor),
        Treasury.leaves(5));
  }
}
