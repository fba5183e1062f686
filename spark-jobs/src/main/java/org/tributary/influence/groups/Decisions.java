package org.tributary.influence.groups;

import java.io.Serializable;
import java.util.BitSet;

/**
 * Which rows lead, by rank in acceptance order, decided from what buckets see ({@link BucketScan}):
 * a row leads unless it is near a leader before it. Where a row's bucket couldn't see everything,
 * the row waits for another round, in which rows that don't lead are gone.
 *
 * <p>Every round decides at least the first row that waits: all rows before it that are left lead,
 * and those are always seen. So rounds come to an end, at the same leaders whatever the rounds
 * were.
 */
public final class Decisions implements Serializable {
  private final BitSet following = new BitSet();
  private BitSet waiting = new BitSet();
  private BitSet next = new BitSet();
  private int last = -1;

  /**
   * What all buckets of a row know of it together; rows in ascending rank. A row of the round that
   * isn't told has nothing to fear, and leads.
   *
   * @param near rows before it that it is near, not all of them unless complete
   * @param complete whether all buckets saw all
   */
  public void tell(int rank, int[] near, boolean complete) {
    if (rank <= last) {
      throw new IllegalArgumentException("Row " + rank + " was told after row " + last);
    }
    last = rank;
    boolean settled = complete;
    for (int each : near) {
      if (!following.get(each) && !next.get(each)) {
        following.set(rank);
        return;
      }
      settled &= following.get(each);
    }
    if (!settled) {
      next.set(rank);
    }
  }

  /** Ends a round. */
  public void endRound() {
    if (!next.isEmpty() && next.equals(waiting)) {
      throw new IllegalStateException("A round decided nothing: " + next.cardinality() + " wait");
    }
    waiting = next;
    next = new BitSet();
    last = -1;
  }

  /** What is decided so far, apart: tasks read it while the next round is decided. */
  public Decisions copy() {
    Decisions copy = new Decisions();
    copy.following.or(following);
    copy.waiting.or(waiting);
    return copy;
  }

  /** Whether a row is near a leader before it. */
  public boolean follows(int rank) {
    return following.get(rank);
  }

  /** Whether a row needs another round. */
  public boolean waits(int rank) {
    return waiting.get(rank);
  }

  public boolean anyWaits() {
    return !waiting.isEmpty();
  }
}
