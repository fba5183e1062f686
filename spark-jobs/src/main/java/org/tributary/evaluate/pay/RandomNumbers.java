package org.tributary.evaluate.pay;

import org.tributary.sample.digits.NumpyRandomState;

/** Random numbers that are the same on every machine, from NumPy's legacy stream. */
final class RandomNumbers {
  private static final int HIGH_BITS = 27;
  private static final int LOW_BITS = 26;

  private final NumpyRandomState state;

  RandomNumbers(long seed) {
    this.state = new NumpyRandomState(seed);
  }

  /** 0 to {@code n - 1} in random order. */
  int[] permutation(int n) {
    return state.permutation(n);
  }

  /** 0 to {@code bound - 1}. */
  int below(int bound) {
    return state.interval(bound - 1);
  }

  /** From 0, below 1, of 53 bits: {@code RandomState.random_sample()}. */
  double uniform() {
    long high = state.nextUnsignedInt() >>> (Integer.SIZE - HIGH_BITS);
    long low = state.nextUnsignedInt() >>> (Integer.SIZE - LOW_BITS);
    return ((high << LOW_BITS) + low) / (double) (1L << (HIGH_BITS + LOW_BITS));
  }

  /** Of the standard normal distribution (Box and Muller 1958). */
  double normal() {
    double radius = StrictMath.sqrt(-2 * StrictMath.log(1 - uniform()));
    return radius * StrictMath.cos(2 * StrictMath.PI * uniform());
  }
}
