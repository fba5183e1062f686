package org.tributary.sample.digits;

import java.util.Arrays;

/**
 * {@code numpy.random.RandomState(seed)}: the 32-bit Mersenne Twister MT19937 with Knuth's seeding
 * (Matsumoto and Nishimura 1998; {@code numpy/random/src/mt19937/mt19937.c}), and NumPy's legacy
 * way to draw bounded integers and permutations. NumPy promises never to change these streams, so a
 * split drawn here is the split of every Python script with the same seed.
 */
public final class NumpyRandomState {
  private static final int STATE_WORDS = 624;
  private static final int SHIFT_WORDS = 397;
  private static final int TWIST = 0x9908b0df;

  private final int[] state = new int[STATE_WORDS];
  private int next = STATE_WORDS;

  /**
   * Seeds the generator.
   *
   * @param seed 0 to 2^32 - 1
   */
  public NumpyRandomState(long seed) {
    if (seed < 0 || seed > 0xffffffffL) {
      throw new IllegalArgumentException("Seed must lie between 0 and 2^32 - 1, is: " + seed);
    }
    state[0] = (int) seed;
    for (int i = 1; i < STATE_WORDS; i++) {
      state[i] = 1812433253 * (state[i - 1] ^ (state[i - 1] >>> 30)) + i;
    }
  }

  /** The next 32 random bits, 0 to 2^32 - 1. */
  public long nextUnsignedInt() {
    if (next == STATE_WORDS) {
      refill();
    }
    int word = state[next++];
    word ^= word >>> 11;
    word ^= (word << 7) & 0x9d2c5680;
    word ^= (word << 15) & 0xefc60000;
    word ^= word >>> 18;
    return Integer.toUnsignedLong(word);
  }

  /** A uniform integer from 0 to {@code max}, both included; rejects like NumPy's legacy code. */
  public int interval(int max) {
    if (max < 0) {
      throw new IllegalArgumentException("The largest value must not be negative, is: " + max);
    }
    if (max == 0) {
      return 0;
    }
    long mask = (Long.highestOneBit(max) << 1) - 1;
    long value = nextUnsignedInt() & mask;
    while (value > max) {
      value = nextUnsignedInt() & mask;
    }
    return (int) value;
  }

  /** The numbers 0 to {@code n} - 1 in random order: {@code RandomState.permutation(n)}. */
  public int[] permutation(int n) {
    if (n < 0) {
      throw new IllegalArgumentException("A permutation needs n >= 0, is: " + n);
    }
    int[] values = new int[n];
    for (int i = 0; i < n; i++) {
      values[i] = i;
    }
    for (int i = n - 1; i > 0; i--) {
      int j = interval(i);
      int swapped = values[i];
      values[i] = values[j];
      values[j] = swapped;
    }
    return values;
  }

  /** {@code RandomState.choice(n, size, replace=False)}: the head of a permutation. */
  public int[] choice(int n, int size) {
    if (size < 0 || size > n) {
      throw new IllegalArgumentException("Can't choose " + size + " of " + n + " without return");
    }
    return Arrays.copyOf(permutation(n), size);
  }

  private void refill() {
    for (int i = 0; i < STATE_WORDS; i++) {
      int mixed =
          (state[i] & Integer.MIN_VALUE) | (state[(i + 1) % STATE_WORDS] & Integer.MAX_VALUE);
      int twisted = (mixed & 1) == 0 ? 0 : TWIST;
      state[i] = state[(i + SHIFT_WORDS) % STATE_WORDS] ^ (mixed >>> 1) ^ twisted;
    }
    next = 0;
  }
}
