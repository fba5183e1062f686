package org.tributary.ledger;

/** Why an entry is posted. */
public enum Reason {
  /** For a log date without postings in that token so far. */
  EARNED,
  /** For a log date that was settled before: what it should have been, less what it was. */
  RESTATED,
  /** A hold begins, or holds more. */
  HELD,
  /** What kept money back has ended, or keeps less. */
  RELEASED,
  /** A cap keeps money back, or gives it to others. */
  CAP,
  /** The block list keeps money back. */
  BLOCKED,
  /**
   * A restatement takes back what was kept back: it must not wait for the payee's next earnings.
   */
  CLAWBACK,
  /** Made claimable: from then on the payee's own. */
  PAID,
  /** Earned, but there is no address that it can be paid to. */
  UNCLAIMED,
  /** What goes back to who paid joins its balance, so that it is paid like what is earned. */
  REFUNDED,
  /** A decision says whose it is that waited on a suspense account. */
  DISCHARGED,
  /**
   * A remainder that a rule couldn't divide. Every rule divides to the unit, so that nothing is
   * ever posted under it: the trial balance counts what is.
   */
  DUST;

  /** Whether it says what an account earned; the others move what is earned. */
  public boolean earns() {
    return this == EARNED || this == RESTATED;
  }

  /**
   * Whether it brings a payee what others had: in a statement it counts as earned, and as restated
   * where it is taken back.
   */
  public boolean brings() {
    return this == REFUNDED || this == DISCHARGED;
  }
}
