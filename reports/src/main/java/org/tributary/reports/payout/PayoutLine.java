package org.tributary.reports.payout;

import java.math.BigInteger;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * One row of {@code payout_lines.parquet}: why an account has what it has. Every ledger account is
 * in, also suspense, payers and the revenue side, so that the file balances to zero.
 *
 * @param account ledger account: {@code payee:<account_id>}, {@code payer:<account_id>}, {@code
 *     suspense:<name>} or {@code revenue:<source kind>}
 * @param tokenId token
 * @param logDate log date that was recomputed
 * @param role why the account earns; REVENUE on the revenue side; CAP of what a redistributing cap
 *     moves
 * @param modelId model, where one is
 * @param datanetId datanet, for contributors
 * @param policyId policy in force on the log date
 * @param reasonCode EARNED, RESTATED, CAP, REFUNDED or DISCHARGED; empty when the run posts nothing
 *     on this line
 * @param shareStandardError how sure the share behind a contributor's line is: standard error of
 *     its mean share of the log date, parts per 1,000,000,000 of the contributors' part; empty
 *     where no method says so
 * @param entitled what the recomputation says, base units; negative on the revenue side
 * @param postedBefore what the ledger had before the run
 * @param amount what the run posts: {@code entitled - postedBefore}
 */
public record PayoutLine(
    String account,
    String tokenId,
    String logDate,
    String role,
    Optional<String> modelId,
    Optional<String> datanetId,
    String policyId,
    Optional<String> reasonCode,
    Optional<Long> shareStandardError,
    BigInteger entitled,
    BigInteger postedBefore,
    BigInteger amount) {
  public static final String PAYEE_PREFIX = "payee:";

  /** The mean of numbers from 0 to 10^9 has no larger standard error. */
  public static final long MOST_STANDARD_ERROR = 500_000_000L;

  public static final String REVENUE_PREFIX = "revenue:";

  /** Column names of the file. */
  public static final List<String> COLUMNS =
      List.of(
          "account",
          "account_id",
          "token_id",
          "log_date",
          "role",
          "model_id",
          "datanet_id",
          "policy_id",
          "reason_code",
          "share_standard_error",
          "entitled",
          "posted_before",
          "amount");

  /** Order of the file; its columns are unique together, and what is absent comes first. */
  public static final Comparator<PayoutLine> ORDER =
      Comparator.comparing(PayoutLine::account, CodePointOrder.INSTANCE)
          .thenComparing(PayoutLine::tokenId, CodePointOrder.INSTANCE)
          .thenComparing(PayoutLine::logDate, CodePointOrder.INSTANCE)
          .thenComparing(PayoutLine::role, CodePointOrder.INSTANCE)
          .thenComparing(line -> line.modelId().orElse(""), CodePointOrder.INSTANCE)
          .thenComparing(line -> line.datanetId().orElse(""), CodePointOrder.INSTANCE);

  /** The payee, where the account is one. */
  public Optional<String> accountId() {
    return account.startsWith(PAYEE_PREFIX)
        ? Optional.of(account.substring(PAYEE_PREFIX.length()))
        : Optional.empty();
  }
}
