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
  /** A hash for every place at which a run starts; none for a shorter text. */
  public long[] of(int[] tokens) {
    if (tokens.length < length) {
      return new long[0];
    }
    GramHash hash = new GramHash(length, key);
    long[] runs = new long[tokens.length - length + 1];
    long rolling = hash.first(tokens, 0);
    for (int at = 0; at < runs.length; at++) {
      if (at > 0) {
        rolling = hash.next(rolling, tokens[at + length - 1], tokens[at - 1]);
      }
      runs[at] = GramHash.spread(rolling);
    }
    return runs;
  }
}
