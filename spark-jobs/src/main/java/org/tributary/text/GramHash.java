package org.tributary.text;

import java.io.Serializable;

/**
 * A hash of every window of some number of tokens, rolled along in O(1) a token: the tokens, each
 * mixed with a key, are the digits of a number to an odd base modulo 2^64 (Karp and Rabin,
 * Efficient randomized pattern-matching algorithms, 1987).
 *
 * <p>Equal windows have equal hashes. That different ones may have the same costs time, no more,
 * and who doesn't know the key can't choose texts to make it happen.
 */
public final class GramHash implements Serializable {
  private static final long GOLDEN = 0x9E3779B97F4A7C15L;

  private final int length;
  private final long key;
  private final long base;

  /** {@code base} to the power of {@code length}. */
  private final long leaving;

  /**
   * @param length of a window, tokens, at least 1
   * @param key any
   */
  public GramHash(int length, long key) {
    this.length = length;
    this.key = spread(key);
    this.base = spread(key + GOLDEN) | 1;
    this.leaving = power(base, length);
  }

  private static long power(long base, int exponent) {
    long power = 1;
    long square = base;
    for (int left = exponent; left > 0; left >>>= 1) {
      power *= (left & 1) == 1 ? square : 1;
      square *= square;
    }
    return power;
  }

  private long digit(int token) {
    long mixed = (token ^ key) * GOLDEN;
    return mixed ^ (mixed >>> Integer.SIZE);
  }

  /** The rolling hash of the window that starts at {@code from}. */
  public long first(int[] tokens, int from) {
    long rolling = 0;
    for (int i = from; i < from + length; i++) {
      rolling = rolling * base + digit(tokens[i]);
    }
    return rolling;
  }

  /** The rolling hash one token on. */
  public long next(long rolling, int entering, int leavingToken) {
    return rolling * base + (digit(entering) - digit(leavingToken) * leaving);
  }

  /** All bits of a rolling hash spread over all bits (the finaliser of SplitMix64). */
  public static long spread(long rolling) {
    long z = (rolling ^ (rolling >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }

  /** A place among {@code places} that the upper half of a spread hash chooses. */
  public static int place(long spread, int places) {
    return (int) (((spread >>> Integer.SIZE) * places) >>> Integer.SIZE);
  }
}
