package org.tributary.reports.settlement;

/**
 * Whether a payee is paid, and if not, why. Declared from open to shut: a leaf that several
 * accounts share shows the first of theirs.
 */
public enum PayoutStatus {
  /** All that is earned is claimable. */
  PAYABLE,
  /** The run pays a part; a hold on an item or a cap keeps the rest. */
  PARTLY_HELD,
  /** The increase is below the token's minimum payout and waits for more. */
  BELOW_MINIMUM,
  /** A hold is in force on the close date, or the payout address has just changed. */
  HELD,
  /** The payee's own data can't be used; others are paid all the same. */
  PARKED,
  /** The payee stands on the block list. */
  BLOCKED,
  /** The payee has no payout address on the token's chain, or one that nobody is paid at. */
  NO_ADDRESS,
  /** Of a leaf: the account isn't paid at that address or distributor any more. */
  FROZEN
}
