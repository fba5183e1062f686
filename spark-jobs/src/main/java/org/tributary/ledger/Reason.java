package org.tributary.ledger;

/** Why an entry is posted. */
public enum Reason {
  /** For a log date without postings in that token so far. */
  EARNED,
  /** For a log date that was settled before: what it should have been, less what it was. */
  RESTATED
}
