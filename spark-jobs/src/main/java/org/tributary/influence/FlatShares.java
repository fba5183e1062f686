package org.tributary.influence;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;

/**
 * Shares of contributors whose own share is lost in noise: what they have of an inference together
 * is divided among all of them by their number of contributions. What everybody else has stays.
 */
public final class FlatShares {
  private FlatShares() {}

  /**
   * Divides the flat part of one inference anew, largest remainder, ties by index.
   *
   * @param shares of one inference, by contributor
   * @param flat whether a contributor takes part
   * @param contributions how many count for each contributor; not negative. Where no contributor
   *     that takes part has any, nothing changes.
   * @return shares with the same sum
   */
  public static long[] of(long[] shares, boolean[] flat, long[] contributions) {
    long pool = 0;
    long any = 0;
    List<BigInteger> weights = new ArrayList<>(shares.length);
    for (int i = 0; i < shares.length; i++) {
      pool += flat[i] ? shares[i] : 0;
      any |= flat[i] ? contributions[i] : 0;
      weights.add(flat[i] ? BigInteger.valueOf(contributions[i]) : BigInteger.ZERO);
    }
    long[] result = shares.clone();
    if (pool == 0 || any == 0) {
      return result;
    }
    long[] parts = Shares.split(pool, weights);
    for (int i = 0; i < shares.length; i++) {
      if (flat[i]) {
        result[i] = parts[i];
      }
    }
    return result;
  }
}
