package org.tributary.reports.verify;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.tributary.reports.payout.PayoutLine;

/**
 * A ledger entry that a run proposes, as table {@code proposed_entries} has it.
 *
 * @param logDate ISO date
 * @param amount base units, never zero
 */
public record ProposedEntry(
    String entryId,
    String transactionId,
    String runId,
    String closeDate,
    String logDate,
    String tokenId,
    String account,
    String role,
    Optional<String> modelId,
    Optional<String> datanetId,
    BigInteger amount,
    String reasonCode,
    Optional<String> corrects,
    String policyId) {
  private static final String PAYABLE = "payable:";
  private static final String KEPT = "kept:";

  /** All columns, in the table's order; null where there is none. */
  List<Object> fields() {
    return Arrays.asList(
        entryId,
        transactionId,
        runId,
        closeDate,
        logDate,
        tokenId,
        account,
        role,
        modelId.orElse(null),
        datanetId.orElse(null),
        amount,
        reasonCode,
        corrects.orElse(null),
        policyId);
  }

  /**
   * Whether it moves what was earned between a payee's accounts; the others say what was earned.
   */
  boolean isMove() {
    return role.equals("PAYOUT");
  }

  boolean isPaid() {
    return account.startsWith(PAYABLE);
  }

  boolean isKept() {
    return account.startsWith(KEPT);
  }

  /** The payee's account that a move is about. The id stands last: it may have colons. */
  AccountKey payee() {
    String id =
        isKept()
            ? account.substring(account.indexOf(':', KEPT.length()) + 1)
            : account.substring(account.indexOf(':') + 1);
    return new AccountKey(PayoutLine.PAYEE_PREFIX + id, tokenId);
  }
}
