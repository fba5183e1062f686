package org.tributary.reports.settlement;

import java.util.Arrays;

/** Sorts hashes without an object per hash. */
final class HashOrder {
  private static final int HASH = MerkleTree.HASH;

  private HashOrder() {}

  /**
   * Numbers of the hashes of {@code hashes}, ascending by unsigned value, equal ones in the order
   * given. Hashes are even spread over their leading bits, so a counting sort by these leaves about
   * one hash per bucket, and insertion does the rest.
   */
  static int[] ascending(byte[] hashes) {
    int count = hashes.length / HASH;
    int bits = Math.min(24, 32 - Integer.numberOfLeadingZeros(count));
    int[] starts = new int[(1 << bits) + 1];
    for (int i = 0; i < count; i++) {
      starts[bucket(hashes, i, bits) + 1]++;
    }
    Arrays.parallelPrefix(starts, Integer::sum);
    int[] order = new int[count];
    int[] next = Arrays.copyOf(starts, starts.length - 1);
    for (int i = 0; i < count; i++) {
      order[next[bucket(hashes, i, bits)]++] = i;
    }
    for (int b = 0; b + 1 < starts.length; b++) {
      insertionSort(hashes, order, starts[b], starts[b + 1]);
    }
    return order;
  }

  private static int bucket(byte[] hashes, int hash, int bits) {
    int from = hash * HASH;
    int leading =
        (hashes[from] & 0xff) << 24
            | (hashes[from + 1] & 0xff) << 16
            | (hashes[from + 2] & 0xff) << 8
            | (hashes[from + 3] & 0xff);
    return leading >>> (32 - bits);
  }

  private static void insertionSort(byte[] hashes, int[] order, int from, int to) {
    for (int i = from + 1; i < to; i++) {
      int moving = order[i];
      int at = i;
      while (at > from && compare(hashes, order[at - 1], moving) > 0) {
        order[at] = order[at - 1];
        at--;
      }
      order[at] = moving;
    }
  }

  private static int compare(byte[] hashes, int a, int b) {
    return Arrays.compareUnsigned(
        hashes, a * HASH, (a + 1) * HASH, hashes, b * HASH, (b + 1) * HASH);
  }
}
