package org.tributary.settle;

import java.math.BigInteger;
import java.util.List;
import java.util.Optional;
import org.tributary.ledger.Move;
import org.tributary.reports.settlement.PayoutStatus;

/**
 * One payee's account after the run: {@code opening + earned + restated + capped + released - held
 * - paid = closing}.
 *
 * @param payee the account before
 * @param chainId of the token
 * @param flows what the run moves
 * @param claimable cumulative amount in the settlement, over all addresses
 * @param status whether the account is paid
 * @param reason why something is kept back
 * @param claims by distributor and address, none of zero
 * @param moves what the ledger gets
 */
record SettledAccount(
    PayeeAccount payee,
    long chainId,
    Flows flows,
    BigInteger claimable,
    PayoutStatus status,
    Optional<String> reason,
    List<Claim> claims,
    List<Move> moves) {
  SettledAccount {
    claims = List.copyOf(claims);
    moves = List.copyOf(moves);
  }

  /**
   * Amounts of the statement, base units.
   *
   * @param released kept back before and not any more
   * @param held kept back now and not before
   * @param paid what the run makes claimable
   * @param closing carried forward
   * @param reserved all that is kept back after the run
   */
  record Flows(
      BigInteger released,
      BigInteger held,
      BigInteger paid,
      BigInteger closing,
      BigInteger reserved) {}
}
