package org.tributary.reports.export;

import java.math.BigInteger;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.tributary.reports.settlement.SettlementManifest;
import org.tributary.reports.settlement.TokenTotals;
import org.tributary.schemas.policy.ApprovalRule;
import org.tributary.schemas.policy.DistributorKind;

/**
 * What the gates look at.
 *
 * @param manifest of the settlement
 * @param leaves of the settlement
 * @param rule bounds
 * @param refused what each address is that nobody is paid at, by EIP-55 address
 * @param published whether its run was published; empty where the folder is a copy without its run
 * @param before the settlement that was exported before
 * @param added what the exports before added, by token id, the oldest first
 * @param pending a submitted root that waits
 * @param funds by token id, where they are known
 * @param around what is known beyond the settlement and the one exported before
 */
record GateInputs(
    SettlementManifest manifest,
    LeafBook leaves,
    ApprovalRule.Gates rule,
    Map<String, String> refused,
    Optional<Boolean> published,
    Optional<Before> before,
    List<Map<String, BigInteger>> added,
    Optional<Pending> pending,
    Map<String, Funds> funds,
    Around around) {
  /** The settlement that was exported before. */
  record Before(SettlementManifest manifest, LeafBook leaves) {}

  /**
   * A submitted root that isn't confirmed.
   *
   * @param until when its timelock ends
   */
  record Pending(String settlement, String transaction, Instant submitted, Instant until) {}

  /**
   * Those who approved the export before, and those who approve now.
   *
   * @param before rule of the export before
   * @param now rule of this one
   * @param signed how many that the rule before names have signed this one too
   */
  record Approvers(ApprovalRule before, ApprovalRule now, long signed) {}

  /**
   * What is known beyond the settlement and the one exported before.
   *
   * @param approvers empty: nothing was exported before
   * @param chain what the distributor says of itself, where it was asked
   * @param exportedRoots roots of all exports
   * @param elsewhere outboxes that have it, where this one doesn't
   */
  record Around(
      Optional<Approvers> approvers,
      Optional<ChainRoots> chain,
      Set<String> exportedRoots,
      Optional<String> elsewhere) {
    static final Around NOTHING =
        new Around(Optional.empty(), Optional.empty(), Set.of(), Optional.empty());
  }

  /** What stands at the distributor's address. */
  DistributorKind kind() {
    return manifest.header().rule().kind();
  }

  /**
   * What an address could claim before: of a kind that remembers what was claimed, in the last
   * export; a one-shot kind pays what the settlement itself says that it adds.
   */
  BigInteger claimBefore(LeafBook.Key key) {
    return kind().cumulative()
        ? before.map(earlier -> earlier.leaves().claim(key)).orElse(BigInteger.ZERO)
        : leaves.previous(key);
  }

  /** What the settlement adds in a token. */
  BigInteger added(String token) {
    return added(manifest, leaves, before.map(Before::leaves)).get(token);
  }

  /** What a settlement adds to what was exported before, by address of the token contract. */
  static Map<String, BigInteger> added(
      SettlementManifest manifest, LeafBook now, Optional<LeafBook> before) {
    Map<String, BigInteger> added = new TreeMap<>();
    for (TokenTotals totals : manifest.totals()) {
      String token = totals.token().address();
      added.put(
          token,
          manifest.header().rule().kind().cumulative()
              ? now.total(token)
                  .subtract(before.map(earlier -> earlier.total(token)).orElse(BigInteger.ZERO))
              : now.added().total(token));
    }
    return added;
  }
}
