package org.tributary.reports.export;

/** What must hold before a settlement leaves the house. */
public enum Gate {
  /** The run that made it was published; of a copy without its run, somebody must say so. */
  PUBLISHED(true),
  /** Its leaves sum to what its manifest says. */
  SUMS(false),
  /** No address stands twice for one token. */
  DUPLICATES(false),
  /** No address is paid that can't or mustn't be. */
  ADDRESSES(true),
  /** It left for no other outbox. */
  OUTBOX(true),
  /** It is the first of its distributor, or follows an export. */
  FIRST_EXPORT(true),
  /** Those approve it who approved the export before, or enough of them have signed too. */
  APPROVERS(true),
  /** It closes no earlier than what was exported before. */
  ORDER(false),
  /** Its kind can follow that of what was exported before from the same address. */
  KIND(false),
  /**
   * What it adds begins where the export before ended, where more than its root depends on that.
   */
  CHAIN(true),
  /** No claim is smaller than what was exported before. */
  DECREASE(false),
  /** Of a one-shot kind: nothing that was exported before is paid again. */
  TWICE(false),
  /** No submitted root waits that it would replace. */
  PENDING(false),
  /** The root in force, as far as it is known, is that of an export. */
  ROOT_IN_FORCE(true),
  /** Of a one-shot kind: no settlement that adds something was left out. */
  LEFT_OUT(true),
  /** No claim grows by more than the policy's most-account-change. */
  ACCOUNT_CHANGE(true),
  /** All claims together grow by no more than most-total-change. */
  TOTAL_CHANGE(true),
  /** All claims together grow by no more than most-change-ppm of the median before. */
  MEDIAN_CHANGE(true),
  /** No more than most-new-addresses-ppm of what is added goes to addresses without a claim. */
  NEW_ADDRESSES(true),
  /** Nobody has claimed what can't be, as far as claims are known. */
  CLAIMS(true),
  /** The distributor holds what can be claimed from it, as far as that is known. */
  FUNDING(true);

  private final boolean canBePassed;

  Gate(boolean canBePassed) {
    this.canBePassed = canBePassed;
  }

  /**
   * Whether somebody may let a settlement pass it, with a reason that is recorded; what {@link
   * Refusal#canBePassed} says of a case is stricter.
   */
  public boolean canBePassed() {
    return canBePassed;
  }
}
