package org.tributary.span;

import java.util.Arrays;

/** Ints that grow in number. */
final class IntList {
  private int[] items = new int[16];
  private int size;

  void add(int item) {
    if (size == items.length) {
      items = Arrays.copyOf(items, 2 * size);
    }
    items[size++] = item;
  }

  int get(int i) {
    return items[i];
  }

  int size() {
    return size;
  }

  void clear() {
    size = 0;
  }

  void sort() {
    Arrays.sort(items, 0, size);
  }

  int[] toArray() {
    return Arrays.copyOf(items, size);
  }
}
