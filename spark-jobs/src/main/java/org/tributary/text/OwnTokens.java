package org.tributary.text;

import java.util.BitSet;

/** Which tokens of a contribution nobody had before: those in no run that is somebody else's. */
public final class OwnTokens {
  private OwnTokens() {}

  /**
   * The places of a contribution's own tokens.
   *
   * @param length tokens of the contribution
   * @param taken places at which runs start that aren't its own
   * @param run tokens of a run; of a contribution with fewer it can't be told who had it, and none
   *     of them are its own
   */
  public static BitSet of(int length, BitSet taken, int run) {
    BitSet own = new BitSet(length);
    if (length < run) {
      return own;
    }
    own.set(0, length);
    for (int at = taken.nextSetBit(0); at >= 0; at = taken.nextSetBit(at + 1)) {
      own.clear(at, Math.min(length, at + run));
    }
    return own;
  }
}
