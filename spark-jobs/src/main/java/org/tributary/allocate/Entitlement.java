package org.tributary.allocate;

import java.math.BigInteger;
import java.time.LocalDate;
import java.util.Optional;
import org.tributary.ledger.Account;
import org.tributary.schemas.policy.Role;

/**
 * An amount that one account earned.
 *
 * @param logDate date that it is settled for
 * @param sourceKind fee or reward
 * @param sourceId inference id or agent run id
 * @param inferenceId inference that earned it; empty when a reward is held or refunded whole
 * @param modelId model of the inference
 * @param tokenId token
 * @param role why the account earns
 * @param account ledger account
 * @param datanetId datanet, for contributors
 * @param amount base units, positive
 * @param shareStandardError how sure the share behind a contributor's amount is, parts per
 *     1,000,000,000 of the contributors' part; empty where no method says so
 * @param reasonCode why it went where it went, where that needs a reason
 * @param policyId policy in force on the log date
 */
record Entitlement(
    LocalDate logDate,
    SourceKind sourceKind,
    String sourceId,
    Optional<String> inferenceId,
    Optional<String> modelId,
    String tokenId,
    Role role,
    Account account,
    Optional<String> datanetId,
    BigInteger amount,
    Optional<Long> shareStandardError,
    Optional<String> reasonCode,
    String policyId) {
  /** The sum of two that have all but amount and error in common. */
  Entitlement plus(Entitlement other) {
    return new Entitlement(
        logDate,
        sourceKind,
        sourceId,
        inferenceId,
        modelId,
        tokenId,
        role,
        account,
        datanetId,
        amount.add(other.amount),
        sum(shareStandardError, other.shareStandardError),
        reasonCode,
        policyId);
  }

  /** Errors may have the same cause: their sum is the most they can be. */
  private static Optional<Long> sum(Optional<Long> one, Optional<Long> two) {
    return one.isEmpty() ? two : two.map(error -> one.get() + error).or(() -> one);
  }
}
