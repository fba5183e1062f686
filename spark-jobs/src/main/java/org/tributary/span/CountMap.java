package org.tributary.span;

import java.util.Arrays;
import org.tributary.text.GramHash;

/** Counts of positive longs: open addressing, at most two thirds full, 16 bytes a slot. */
final class CountMap {
  private long[] keys = new long[1 << 10];
  private long[] counts = new long[1 << 10];
  private int size;

  void increment(long key) {
    int slot = slot(keys, key);
    if (keys[slot] == 0) {
      if (3L * size >= 2L * keys.length) {
        grow();
        slot = slot(keys, key);
      }
      keys[slot] = key;
      size++;
    }
    counts[slot]++;
  }

  int size() {
    return size;
  }

  private static int slot(long[] keys, long key) {
    int mask = keys.length - 1;
    int slot = (int) GramHash.spread(key) & mask;
    while (keys[slot] != key && keys[slot] != 0) {
      slot = (slot + 1) & mask;
    }
    return slot;
  }

  private void grow() {
    long[] moreKeys = new long[2 * keys.length];
    long[] moreCounts = new long[2 * keys.length];
    for (int i = 0; i < keys.length; i++) {
      if (keys[i] != 0) {
        int slot = slot(moreKeys, keys[i]);
        moreKeys[slot] = keys[i];
        moreCounts[slot] = counts[i];
      }
    }
    keys = moreKeys;
    counts = moreCounts;
  }

  /** The keys, ascending. */
  long[] sortedKeys() {
    long[] sorted = new long[size];
    int next = 0;
    for (long key : keys) {
      if (key != 0) {
        sorted[next++] = key;
      }
    }
    Arrays.sort(sorted);
    return sorted;
  }

  /** The counts of keys that are all there. */
  long[] countsOf(long[] known) {
    long[] found = new long[known.length];
    for (int i = 0; i < known.length; i++) {
      found[i] = counts[slot(keys, known[i])];
    }
    return found;
  }
}
