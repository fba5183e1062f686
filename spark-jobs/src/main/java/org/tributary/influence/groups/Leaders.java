package org.tributary.influence.groups;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/**
 * The groups of a training set that fits in memory. In acceptance order, a row
 *
 * <ol>
 *   <li>with the content of an earlier accepted row goes where that one went;
 *   <li>or joins the earliest leader that it is near ({@link Nearness});
 *   <li>or leads itself, if it is accepted.
 * </ol>
 *
 * <p>A rejected row never leads and no other row depends on it; it can be a duplicate of an earlier
 * one. So leaders are nobody's duplicates, and a further copy changes no other row's leader.
 *
 * <p>Every row is compared with every leader: for tens of thousands of rows, or to check what finds
 * near rows faster.
 */
public final class Leaders {
  private final List<GroupRow> rows;
  private final Integer[] order;
  private final Nearness nearness;
  private final Direction[] directions;
  private final boolean[] evidence;

  /** By row: the row that speaks for it, itself where none does. */
  private final int[] leader;

  /** By row: the first accepted row with the same content. */
  private final int[] original;

  /** Rows that lead and are evidence, in acceptance order. */
  private final List<Integer> comparable = new ArrayList<>();

  private Leaders(List<GroupRow> rows, Nearness nearness) {
    this.rows = List.copyOf(rows);
    this.nearness = nearness;
    this.directions = rows.stream().map(row -> Direction.of(row.q())).toArray(Direction[]::new);
    this.evidence = new boolean[rows.size()];
    this.leader = new int[rows.size()];
    this.original = new int[rows.size()];
    this.order = IntStream.range(0, rows.size()).boxed().toArray(Integer[]::new);
    Arrays.sort(order, Comparator.comparing(this.rows::get, GroupRow.ACCEPTANCE));
    for (int i = 0; i < evidence.length; i++) {
      evidence[i] = nearness.isEvidence(directions[i]);
    }
    appoint();
  }

  /**
   * Finds who speaks for whom.
   *
   * @param rows of one training set, in any order, all of one dimension
   * @param cosinePpm cosine from which rows are near each other, 500,000 to 1,000,000 parts per
   *     million; 1,000,000: only the same content makes duplicates
   */
  public static Leaders of(List<GroupRow> rows, int cosinePpm) {
    return new Leaders(rows, Nearness.of(cosinePpm));
  }

  private void appoint() {
    Map<String, Integer> contents = new HashMap<>();
    for (int row : order) {
      Integer first = contents.get(rows.get(row).contentSha256());
      original[row] = first == null ? row : first;
      leader[row] = first == null ? nearest(row) : leader[first];
      if (rows.get(row).accepted()) {
        contents.putIfAbsent(rows.get(row).contentSha256(), row);
        if (leader[row] == row && evidence[row]) {
          comparable.add(row);
        }
      }
    }
  }

  /** The earliest leader that the row is near, or the row itself. */
  private int nearest(int row) {
    if (evidence[row]) {
      for (int each : comparable) {
        if (nearness.cosineReaches(directions[row], directions[each])) {
          return each;
        }
      }
    }
    return row;
  }

  /** Position in the given rows of the row that speaks for row {@code row}; itself if none does. */
  public int leaderOf(int row) {
    return leader[row];
  }

  /** Whether row {@code row} speaks for itself: accepted and nobody's duplicate. */
  public boolean leads(int row) {
    return leader[row] == row && rows.get(row).accepted();
  }

  /** All duplicates, in acceptance order. */
  public List<Membership> memberships() {
    List<Membership> memberships = new ArrayList<>();
    for (int row : order) {
      if (leader[row] != row) {
        memberships.add(membership(row));
      }
    }
    return memberships;
  }

  private Membership membership(int row) {
    int first = original[row];
    boolean exact = first == leader[row];
    return new Membership(
        rows.get(row),
        rows.get(leader[row]),
        exact ? GroupReason.EXACT_DUPLICATE : GroupReason.NEAR_DUPLICATE,
        exact
            ? OptionalInt.empty()
            : OptionalInt.of(Nearness.cosinePpm(directions[first], directions[leader[row]])));
  }
}
