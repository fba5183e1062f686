package org.tributary.reports.settlement;

import java.math.BigInteger;

/**
 * A leaf and how it came about.
 *
 * @param leaf what goes into the tree
 * @param previous cumulative amount in the previous settlement, base units; 0 for a new leaf
 * @param status the most open status of the accounts behind it
 */
public record SettlementLeaf(Leaf leaf, BigInteger previous, PayoutStatus status) {
  public SettlementLeaf {
    if (previous.signum() < 0 || previous.compareTo(leaf.cumulative()) > 0) {
      throw new IllegalArgumentException(
          "The cumulative amount of "
              + leaf.account()
              + " in "
              + leaf.token()
              + " would fall from "
              + previous
              + " to "
              + leaf.cumulative()
              + ": a published amount never decreases, keep it and book the rest as a debt");
    }
  }

  /** What this settlement adds, base units. */
  public BigInteger delta() {
    return leaf.cumulative().subtract(previous);
  }
}
