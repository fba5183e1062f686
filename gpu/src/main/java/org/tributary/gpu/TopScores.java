package org.tributary.gpu;

import java.util.Arrays;

/**
 * The strongest scores of every query of a tile: by descending |score|, then ascending order. Holds
 * more than are asked for and drops the weakest when there is no room left, which is cheaper than
 * keeping them sorted.
 */
public final class TopScores {
  /** How many scores are collected before the weakest are dropped. */
  private static final int SPARE = 32;

  private final int places;
  private final int room;
  private final long[] scores;
  private final int[] orders;
  private final int[] taken = new int[Tiles.QUERIES];

  /** A score below it can't be among the strongest; at least 1, since 0 says nothing. */
  private final long[] threshold = new long[Tiles.QUERIES];

  /**
   * Makes an empty selection.
   *
   * @param places how many scores of a query are wanted, 0 or more
   */
  public TopScores(int places) {
    this.places = places;
    this.room = places == 0 ? 0 : Math.addExact(places, SPARE);
    this.scores = new long[Math.multiplyExact(room, Tiles.QUERIES)];
    this.orders = new int[scores.length];
    clear();
  }

  /** Forgets all scores. */
  public void clear() {
    Arrays.fill(taken, 0);
    Arrays.fill(threshold, places == 0 ? Long.MAX_VALUE : 1);
  }

  /** Keeps scores below {@code atLeast} out of a query's selection: they are known to be weaker. */
  public void require(int query, long atLeast) {
    threshold[query] = Math.max(threshold[query], atLeast);
  }

  long threshold(int query) {
    return threshold[query];
  }

  /**
   * Offers a score.
   *
   * @return whether the query's threshold has risen
   */
  boolean offer(int query, long score, int order) {
    int at = query * room + taken[query]++;
    scores[at] = score;
    orders[at] = order;
    if (taken[query] < room) {
      return false;
    }
    keepStrongest(query);
    threshold[query] = Math.abs(scores[query * room + places - 1]);
    return true;
  }

  /**
   * Sorts the strongest of a query to the front.
   *
   * @return how many there are, at most as many as are wanted
   */
  public int rank(int query) {
    if (taken[query] > places) {
      keepStrongest(query);
    }
    int first = query * room;
    int last = first + taken[query] - 1;
    for (int start = (taken[query] - 2) / 2; start >= 0; start--) {
      sink(first, start, taken[query]);
    }
    for (int end = last; end > first; end--) {
      swap(first, end);
      sink(first, 0, end - first);
    }
    return taken[query];
  }

  /** Score number {@code rank} of a query, after {@link #rank(int)}. */
  public long score(int query, int rank) {
    return scores[query * room + rank];
  }

  /** Order of score number {@code rank} of a query, after {@link #rank(int)}. */
  public int order(int query, int rank) {
    return orders[query * room + rank];
  }

  /** Quickselect: the {@link #places} strongest come first, the weakest of them last. */
  private void keepStrongest(int query) {
    int wanted = query * room + places - 1;
    int left = query * room;
    int right = left + taken[query] - 1;
    while (left < right) {
      swap(left + (right - left) / 2, right);
      int border = left;
      for (int at = left; at < right; at++) {
        if (stronger(at, right)) {
          swap(at, border++);
        }
      }
      swap(border, right);
      if (border == wanted) {
        break;
      }
      if (border < wanted) {
        left = border + 1;
      } else {
        right = border - 1;
      }
    }
    taken[query] = places;
  }

  /** Heap with the weakest on top, so that taking it away from the front sorts. */
  private void sink(int first, int start, int size) {
    int parent = start;
    while (2 * parent + 1 < size) {
      int child = 2 * parent + 1;
      if (child + 1 < size && stronger(first + child, first + child + 1)) {
        child++;
      }
      if (!stronger(first + parent, first + child)) {
        return;
      }
      swap(first + parent, first + child);
      parent = child;
    }
  }

  private boolean stronger(int a, int b) {
    long one = Math.abs(scores[a]);
    long other = Math.abs(scores[b]);
    return one != other ? one > other : orders[a] < orders[b];
  }

  private void swap(int a, int b) {
    long score = scores[a];
    scores[a] = scores[b];
    scores[b] = score;
    int order = orders[a];
    orders[a] = orders[b];
    orders[b] = order;
  }
}
