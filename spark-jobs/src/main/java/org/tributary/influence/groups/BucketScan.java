package org.tributary.influence.groups;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Reads the rows of one bucket in acceptance order and finds, for each, the earliest rows before it
 * that it is near.
 *
 * <p>A bucket can hold millions of near-copies, so not every row is kept to be compared: a row that
 * has {@link #ENOUGH} near rows before it is let go. What is kept is a few rows for each leader,
 * and what is compared is rows with kept rows, not all pairs. Rows after one that was let go may be
 * near it, which the scan can't know: they aren't complete, and another scan decides them, when it
 * is known that the row that was let go doesn't lead.
 */
public final class BucketScan {
  /** How many near rows of a row are told. */
  public static final int ENOUGH = 8;

  private final Nearness nearness;
  private final List<Kept> kept = new ArrayList<>();
  private boolean complete = true;

  public BucketScan(Nearness nearness) {
    this.nearness = nearness;
  }

  private record Kept(int rank, Direction direction) {}

  /**
   * What a bucket knows of a row.
   *
   * @param near ranks of the earliest rows before it that it is near, ascending, at most {@link
   *     #ENOUGH}
   * @param complete whether no other row before it in this bucket is near it
   */
  @SuppressWarnings("ArrayRecordComponent") // read once
  public record Sight(int[] near, boolean complete) {
    /** Whether the row has nothing to fear from this bucket. */
    public boolean isClear() {
      return complete && near.length == 0;
    }
  }

  /** A row that is known to lead: it is kept. */
  public void leader(int rank, byte[] q) {
    kept.add(new Kept(rank, Direction.of(q)));
  }

  /**
   * A row that may lead or not.
   *
   * @param rank larger than those before
   * @param q a row that is evidence
   */
  public Sight undecided(int rank, byte[] q) {
    Direction row = Direction.of(q);
    int[] near = new int[ENOUGH];
    int count = 0;
    boolean all = complete;
    for (int i = 0; i < kept.size(); i++) {
      if (nearness.cosineReaches(row, kept.get(i).direction())) {
        if (count == ENOUGH) {
          all = false;
          break;
        }
        near[count++] = kept.get(i).rank();
      }
    }
    if (count < ENOUGH) {
      kept.add(new Kept(rank, row));
    } else {
      complete = false;
    }
    return new Sight(Arrays.copyOf(near, count), all);
  }

  /** How many rows are held in memory. */
  int held() {
    return kept.size();
  }

  /**
   * The earliest of the rows so far that a row is near, once only leaders were put in.
   *
   * @return its rank and the cosine in parts per million, or null if it is near none
   */
  public int[] leaderOf(byte[] q) {
    Direction row = Direction.of(q);
    for (Kept each : kept) {
      if (nearness.cosineReaches(row, each.direction())) {
        return new int[] {each.rank(), Nearness.cosinePpm(row, each.direction())};
      }
    }
    return null;
  }
}
