package org.tributary.ledger;

/**
 * Why money of a payee is kept back. Declared in the order in which reasons take what there is:
 * what shuts the whole account first, then disputed amounts, then the cap.
 */
public enum KeptFor {
  BLOCK(Reason.BLOCKED, true),
  HOLD(Reason.HELD, true),
  /** The payee's own data can't be used; others are paid all the same. */
  PARKED(Reason.UNCLAIMED, true),
  NO_ADDRESS(Reason.UNCLAIMED, true),
  /** The payout address changed a short time ago. */
  COOL_DOWN(Reason.HELD, true),
  /** A hold on a datanet, contribution, inference or agent run. */
  ITEM_HOLD(Reason.HELD, false),
  /** The caller is the contributor, or affiliated with it. */
  SELF_DEALING(Reason.HELD, false),
  /** The caller hasn't paid its fees yet. */
  UNPAID_FEES(Reason.HELD, false),
  CAP(Reason.CAP, false);

  private final Reason reason;
  private final boolean whole;

  KeptFor(Reason reason, boolean whole) {
    this.reason = reason;
    this.whole = whole;
  }

  /** Reason code of the entries that keep money back. */
  public Reason reason() {
    return reason;
  }

  /** Whether it keeps the whole account, however much there is. */
  public boolean isWhole() {
    return whole;
  }
}
