package org.tributary.reports.confirm;

/** How an address's claims stand beside its leaf. */
public enum ClaimState {
  /** All of the leaf is claimed. */
  CLAIMED(false),
  /** A part is claimed. */
  PARTLY(false),
  /** Nothing is claimed. */
  UNCLAIMED(false),
  /** More is claimed than the leaf says: wrong. */
  OVERCLAIMED(true),
  /** Something is claimed without a leaf: wrong. */
  UNKNOWN(true);

  private final boolean mismatch;

  ClaimState(boolean mismatch) {
    this.mismatch = mismatch;
  }

  /** Whether it can't be, if the root on chain has ever been ours only. */
  public boolean isMismatch() {
    return mismatch;
  }
}
