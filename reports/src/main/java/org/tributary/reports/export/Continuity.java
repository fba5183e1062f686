package org.tributary.reports.export;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.tributary.schemas.policy.DistributorKind;

/**
 * Whether a settlement goes on where an earlier one of the same distributor ended, leaf by leaf.
 *
 * <p>A contract that remembers what was claimed pays the difference by itself, so that settlements
 * may be left out, but no claim may fall. A one-shot kind remembers nothing and pays what each
 * settlement adds: what is added must begin exactly where the last one ended.
 */
final class Continuity {
  private Continuity() {}

  /** How a leaf fails to go on. */
  enum Gap {
    /** The claim is smaller than before. */
    LOWERED("falls from the exported %s to %s"),
    /** It begins before the end of what was exported: that part would be paid twice. */
    TWICE("was exported up to %s already, but begins at %s again"),
    /** It begins after the end of what was exported: nobody would pay what lies between. */
    LEFT_OUT("was exported up to %s, but begins at %s");

    private final String sentence;

    Gap(String sentence) {
      this.sentence = sentence;
    }
  }

  /**
   * A leaf that doesn't go on.
   *
   * @param before what was exported up to
   * @param now the claim now, or where what is added begins
   */
  record Break(Gap gap, LeafBook.Key key, BigInteger before, BigInteger now) {
    @Override
    public String toString() {
      return key + " " + String.format(Locale.ROOT, gap.sentence, before, now);
    }
  }

  /**
   * Every leaf that doesn't go on, in the order of the leaves.
   *
   * @param before leaves of the settlement that was exported before; empty: none was
   */
  static List<Break> breaks(DistributorKind kind, LeafBook before, LeafBook now) {
    List<Break> breaks = new ArrayList<>();
    Set<LeafBook.Key> keys = new LinkedHashSet<>(before.claims().keySet());
    keys.addAll(now.claims().keySet());
    for (LeafBook.Key key : keys) {
      BigInteger ended = before.claim(key);
      BigInteger goesOn = kind.cumulative() ? now.claim(key) : now.previous(key);
      int order = goesOn.compareTo(ended);
      if (order < 0) {
        breaks.add(new Break(kind.cumulative() ? Gap.LOWERED : Gap.TWICE, key, ended, goesOn));
      } else if (order > 0 && !kind.cumulative()) {
        breaks.add(new Break(Gap.LEFT_OUT, key, ended, goesOn));
      }
    }
    return breaks;
  }
}
