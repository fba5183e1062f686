package org.tributary.reports.confirm;

import java.math.BigInteger;

/**
 * A claim that a distributor paid.
 *
 * @param transaction hash of its transaction
 * @param logIndex which log of the block; with the transaction it tells events apart
 * @param block number of the block
 * @param account EIP-55 address that was paid
 * @param token EIP-55 address of the token contract
 * @param amount what was paid by this claim, base units
 */
public record ClaimedEvent(
    String transaction,
    long logIndex,
    long block,
    String account,
    String token,
    BigInteger amount) {
  /** What tells an event from another: the same one may be read twice. */
  String id() {
    return transaction + "/" + logIndex;
  }
}
