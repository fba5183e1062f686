package org.tributary.reports.settlement;

/**
 * Whether a payee is paid, and if not, why. Declared from open to shut: a leaf that several
 * accounts share shows the first of theirs.
 */
public enum PayoutStatus {
  /** The whole balance is claimable. */
  PAYABLE,
  /** The increase is below the token's minimum payout and waits for more. */
  BELOW_MINIMUM,
  /** A hold is in force on the close date. */
  HELD,
  /** The payee stands on the block list. */
  BLOCKED,
  /** The payee has no payout address on the token's chain. */
  NO_ADDRESS,
  /** Of a leaf: the account is paid at another address or distributor by now. */
  FROZEN
}
