package org.tributary.lexical;

import java.io.Serializable;
import java.util.Arrays;

/** How common terms are among contributions that have something of their own. */
public final class TermCounts implements Serializable {
  private static final long serialVersionUID = 1L;

  private final int[] terms;
  private final long[] holders;
  private long contributions;
  private long tokens;

  /**
   * @param terms that are counted, ascending, without repeats
   */
  public TermCounts(int[] terms) {
    this.terms = terms;
    this.holders = new long[terms.length];
  }

  /** Counts a contribution; one without a token of its own is as if it weren't there. */
  public void accept(OwnText text) {
    if (text.terms().length == 0) {
      return;
    }
    contributions++;
    tokens = Math.addExact(tokens, text.length());
    for (int term : text.terms()) {
      int at = Arrays.binarySearch(terms, term);
      if (at >= 0) {
        holders[at]++;
      }
    }
  }

  /** Adds what was counted elsewhere. */
  public TermCounts plus(TermCounts other) {
    contributions += other.contributions;
    tokens = Math.addExact(tokens, other.tokens);
    Arrays.setAll(holders, at -> holders[at] + other.holders[at]);
    return this;
  }

  public long contributions() {
    return contributions;
  }

  /** Tokens of the contributions that were counted. */
  public long tokens() {
    return tokens;
  }

  /** How many contributions have a term of their own. */
  public long holders(int term) {
    int at = Arrays.binarySearch(terms, term);
    return at < 0 ? 0 : holders[at];
  }
}
