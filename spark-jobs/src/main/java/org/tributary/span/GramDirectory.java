package org.tributary.span;

import java.io.Serializable;
import java.util.Arrays;
import org.tributary.text.GramHash;

/**
 * Finds by its hash the first of the sorted suffixes that start with a window of tokens: open
 * addressing, two thirds full, 6 bytes for each distinct window. A window is looked up by its
 * tokens, so hashes decide nothing.
 */
final class GramDirectory implements Serializable {
  private final int length;

  /** Rank + 1, or 0 for an empty slot. */
  private final int[] slots;

  /**
   * @param length of a window, tokens
   * @param windows how many distinct ones will be added
   */
  GramDirectory(int length, int windows) {
    this.length = length;
    this.slots = new int[(int) Math.min(Integer.MAX_VALUE - 8, windows * 3L / 2 + 2)];
  }

  /** Adds a window that isn't there yet. */
  void add(long spread, int rank) {
    int slot = GramHash.place(spread, slots.length);
    while (slots[slot] != 0) {
      slot = slot + 1 == slots.length ? 0 : slot + 1;
    }
    slots[slot] = rank + 1;
  }

  /**
   * The first rank of the window at {@code from}, or -1 if no suffix starts with it.
   *
   * @param text what the suffixes are suffixes of
   * @param suffixes their starts, in order
   */
  int find(long spread, int[] tokens, int from, int[] text, int[] suffixes) {
    int slot = GramHash.place(spread, slots.length);
    while (slots[slot] != 0) {
      int rank = slots[slot] - 1;
      int start = suffixes[rank];
      if (Arrays.equals(tokens, from, from + length, text, start, start + length)) {
        return rank;
      }
      slot = slot + 1 == slots.length ? 0 : slot + 1;
    }
    return -1;
  }

  long bytes() {
    return (long) Integer.BYTES * slots.length;
  }
}
