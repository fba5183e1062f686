package org.tributary.text;

import java.io.Serializable;

/**
 * Hashes of the runs of k tokens of texts. Two different runs have the same with a chance of 2^-64
 * a pair, and nobody can make it happen who doesn't know the key.
 *
 * @param length k, tokens
 * @param key of the hash
 */
public record TextRuns(int length, long key) implements Serializable {
  /** A hash for every place at which a run starts; a shorter text is one run. */
  public long[] of(int[] tokens) {
    if (tokens.length == 0) {
      return new long[0];
    }
    int run = Math.min(length, tokens.length);
    GramHash hash = new GramHash(run, key);
    long[] runs = new long[tokens.length - run + 1];
    long rolling = hash.first(tokens, 0);
    for (int at = 0; at < runs.length; at++) {
      if (at > 0) {
        rolling = hash.next(rolling, tokens[at + run - 1], tokens[at - 1]);
      }
      // A short text isn't a run of a longer one.
      runs[at] = GramHash.spread(rolling + run);
    }
    return runs;
  }
}
