package org.tributary.safety;

/** What a run may not exceed. */
public enum Bound {
  /** What it adds to the claims of a token. */
  MOST_PAID,
  /** The same, by the median of the runs before. */
  MOST_CHANGE,
  /** The part of it that goes to payees who were never paid before. */
  MOST_NEW_PAYEES
}
