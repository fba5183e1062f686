package org.tributary.span;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;

/**
 * The LCP array of sorted suffixes, with the least entry of every 16, of every 256, and so on, so
 * that the range of suffixes that share a prefix is found in O(log) steps. The levels above the
 * array cost 4/15 byte an entry.
 */
final class LcpTree implements Serializable {
  private static final int BITS = 4;
  private static final int FAN = 1 << BITS;

  private final int[][] levels;

  /**
   * @param lcp entry j is what suffixes j - 1 and j share, tokens; the first and the last entry,
   *     which stand outside, are 0
   */
  LcpTree(int[] lcp) {
    List<int[]> all = new ArrayList<>();
    all.add(lcp);
    for (int[] below = lcp; below.length > 1; below = all.get(all.size() - 1)) {
      int[] above = new int[(below.length + FAN - 1) >> BITS];
      for (int i = 0; i < above.length; i++) {
        above[i] = least(below, i << BITS, Math.min(below.length, (i + 1) << BITS));
      }
      all.add(above);
    }
    this.levels = all.toArray(new int[0][]);
  }

  private static int least(int[] of, int from, int to) {
    int least = Integer.MAX_VALUE;
    for (int i = from; i < to; i++) {
      least = Math.min(least, of[i]);
    }
    return least;
  }

  int get(int j) {
    return levels[0][j];
  }

  /** The least of entries {@code from} to {@code to - 1}; the largest int where there are none. */
  int least(int from, int to) {
    int least = Integer.MAX_VALUE;
    int first = from;
    int end = to;
    for (int level = 0; first < end; level++) {
      int head = Math.min(end, (first + FAN - 1) & -FAN);
      int tail = Math.max(head, end & -FAN);
      least = Math.min(least, least(levels[level], first, head));
      least = Math.min(least, least(levels[level], tail, end));
      first = head >> BITS;
      end = tail >> BITS;
      if (head == tail) {
        break;
      }
    }
    return least;
  }

  /** The first entry at or after {@code from} that is below {@code bound}, which is positive. */
  int firstBelow(int from, int bound) {
    int level = 0;
    int j = from;
    while (true) {
      int[] entries = levels[level];
      int end = Math.min(entries.length, (j | (FAN - 1)) + 1);
      while (j < end && entries[j] >= bound) {
        j++;
      }
      if (j < end) {
        break;
      }
      j >>= BITS;
      level++;
    }
    while (level > 0) {
      level--;
      j <<= BITS;
      while (levels[level][j] >= bound) {
        j++;
      }
    }
    return j;
  }

  /** The last entry at or before {@code from} that is below {@code bound}, which is positive. */
  int lastBelow(int from, int bound) {
    int level = 0;
    int j = from;
    while (true) {
      int[] entries = levels[level];
      int first = j & -FAN;
      while (j >= first && entries[j] >= bound) {
        j--;
      }
      if (j >= first) {
        break;
      }
      j >>= BITS;
      level++;
    }
    while (level > 0) {
      level--;
      j = Math.min(levels[level].length - 1, (j << BITS) + FAN - 1);
      while (levels[level][j] >= bound) {
        j--;
      }
    }
    return j;
  }

  long bytes() {
    long entries = 0;
    for (int[] level : levels) {
      entries += level.length;
    }
    return Integer.BYTES * entries;
  }
}
