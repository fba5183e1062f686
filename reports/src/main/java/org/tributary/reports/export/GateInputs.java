package org.tributary.reports.export;

import java.math.BigInteger;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.tributary.reports.settlement.SettlementManifest;
import org.tributary.schemas.policy.ApprovalRule;

/**
 * What the gates look at.
 *
 * @param manifest of the settlement
 * @param leaves of the settlement
 * @param rule bounds
 * @param published whether its run was published; empty where the folder is a copy without its run
 * @param before the settlement that was exported before
 * @param added what the exports before added, by token id, the oldest first
 * @param pending a submitted root that waits
 * @param funds by token id, where they are known
 */
record GateInputs(
    SettlementManifest manifest,
    LeafBook leaves,
    ApprovalRule.Gates rule,
    Optional<Boolean> published,
    Optional<Before> before,
    List<Map<String, BigInteger>> added,
    Optional<Pending> pending,
    Map<String, Funds> funds) {
  /** The settlement that was exported before. */
  record Before(SettlementManifest manifest, LeafBook leaves) {}

  /**
   * A submitted root that isn't confirmed.
   *
   * @param until when its timelock ends
   */
  record Pending(String settlement, String transaction, Instant submitted, Instant until) {}

  /** What an address could claim before. */
  BigInteger claimBefore(LeafBook.Key key) {
    return before.map(earlier -> earlier.leaves().claim(key)).orElse(BigInteger.ZERO);
  }
}
