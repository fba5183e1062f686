package org.tributary.span;

import java.util.BitSet;

/** The longest match at every position of every output: two sweeps over the LCP array, O(Q). */
public final class LongestMatches {
  private final QueryIndex index;

  /** By rank; below L, and without meaning, where nothing matches. */
  private final int[] best;

  private LongestMatches(QueryIndex index, int[] best) {
    this.index = index;
    this.best = best;
  }

  /**
   * @param result of all documents
   * @throws IllegalArgumentException if the scan was made with another index
   */
  public static LongestMatches of(QueryIndex index, ScanResult result) {
    result.requireIndex(index);
    int[] best = new int[index.tokens()];
    for (long note : result.notes()) {
      int rank = ScanResult.rank(note);
      best[rank] = Math.max(best[rank], ScanResult.length(note));
    }
    LcpTree lcp = index.lcp();
    for (int j = 1; j < best.length; j++) {
      best[j] = Math.max(best[j], Math.min(best[j - 1], lcp.get(j)));
    }
    for (int j = best.length - 1; j > 0; j--) {
      best[j - 1] = Math.max(best[j - 1], Math.min(best[j], lcp.get(j)));
    }
    return new LongestMatches(index, best);
  }

  /**
   * The most tokens of {@code output} from {@code start} on that stand in one document; 0 where
   * they are fewer than L.
   */
  public int length(int output, int start) {
    int length = best[index.rank(output, start)];
    return length < index.least() ? 0 : length;
  }

  /** The tokens of {@code output} that lie in a match of at least L tokens. */
  public BitSet covered(int output) {
    int tokens = index.length(output);
    BitSet covered = new BitSet(tokens);
    for (int start = 0; start < tokens; start++) {
      int length = length(output, start);
      if (length > 0) {
        // Ends never go back, so only what is new is set.
        covered.set(Math.max(start, covered.length()), start + length);
      }
    }
    return covered;
  }
}
