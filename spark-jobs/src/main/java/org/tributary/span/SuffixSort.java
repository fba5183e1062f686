package org.tributary.span;

import java.util.Arrays;

/**
 * Sorts all suffixes of a string of integers by induced sorting, in linear time whatever the string
 * repeats (Nong, Zhang and Chan, Linear suffix array construction by almost pure induced sorting,
 * DCC 2009).
 *
 * <p>A suffix is small if it is less than the next one, else large; the last one is large. A small
 * suffix after a large one leads. Once the leading suffixes stand in order, one pass up puts the
 * large suffixes in order and one pass down the small ones. The leading suffixes are put in order
 * by the same method, on a string of at most half the length whose symbols are the pieces between
 * them.
 */
final class SuffixSort {
  private final int[] symbols;
  private final int largest;
  private final boolean[] small;
  private final int[] smallStarts;
  private final int[] largeStarts;
  private final int[] sorted;

  private SuffixSort(int[] symbols, int largest) {
    this.symbols = symbols;
    this.largest = largest;
    this.small = new boolean[symbols.length];
    this.smallStarts = new int[largest + 1];
    this.largeStarts = new int[largest + 1];
    this.sorted = new int[symbols.length];
  }

  /**
   * The starts of all suffixes in order; a suffix that is a prefix of another comes first.
   *
   * @param symbols 0 to {@code largest}
   * @param largest at most about as many as there are symbols, since memory is spent on each
   */
  static int[] of(int[] symbols, int largest) {
    if (symbols.length == 0) {
      return new int[0];
    }
    if (symbols.length == 1) {
      return new int[] {0};
    }
    return new SuffixSort(symbols, largest).sort();
  }

  private int[] sort() {
    classify();
    int[] leads = leads();
    induce(leads);
    if (leads.length > 0) {
      induce(inOrder(leads));
    }
    return sorted;
  }

  /** Finds the small suffixes, and where in the order each symbol's large and small ones start. */
  private void classify() {
    for (int i = symbols.length - 2; i >= 0; i--) {
      small[i] =
          symbols[i] == symbols[i + 1]
              ? small[i + 1]
              : Integer.compare(symbols[i], symbols[i + 1]) < 0;
    }
    for (int i = 0; i < symbols.length; i++) {
      if (small[i]) {
        // A small suffix starts with less than the largest symbol.
        largeStarts[symbols[i] + 1]++;
      } else {
        smallStarts[symbols[i]]++;
      }
    }
    for (int symbol = 0; symbol <= largest; symbol++) {
      smallStarts[symbol] += largeStarts[symbol];
      if (symbol < largest) {
        largeStarts[symbol + 1] += smallStarts[symbol];
      }
    }
  }

  private boolean isLead(int i) {
    return i > 0 && small[i] && !small[i - 1];
  }

  private int[] leads() {
    int[] leads = new int[symbols.length / 2];
    int count = 0;
    for (int i = 1; i < symbols.length; i++) {
      if (isLead(i)) {
        leads[count++] = i;
      }
    }
    return Arrays.copyOf(leads, count);
  }

  /** Puts all suffixes in the order that follows from the order of the leading ones. */
  private void induce(int[] leads) {
    Arrays.fill(sorted, -1);
    int[] next = smallStarts.clone();
    for (int lead : leads) {
      sorted[next[symbols[lead]]++] = lead;
    }
    System.arraycopy(largeStarts, 0, next, 0, next.length);
    int last = symbols.length - 1;
    sorted[next[symbols[last]]++] = last;
    for (int i = 0; i < sorted.length; i++) {
      int before = sorted[i] - 1;
      if (before >= 0 && !small[before]) {
        sorted[next[symbols[before]]++] = before;
      }
    }
    System.arraycopy(largeStarts, 0, next, 0, next.length);
    for (int i = sorted.length - 1; i >= 0; i--) {
      int before = sorted[i] - 1;
      if (before >= 0 && small[before]) {
        sorted[--next[symbols[before] + 1]] = before;
      }
    }
  }

  /** The leading suffixes in order, once the pieces between them are. */
  private int[] inOrder(int[] leads) {
    int[] number = new int[symbols.length];
    for (int i = 0; i < leads.length; i++) {
      number[leads[i]] = i;
    }
    int[] names = new int[leads.length];
    int name = -1;
    int before = -1;
    for (int suffix : sorted) {
      if (isLead(suffix)) {
        if (before < 0 || !samePiece(leads, number[before], number[suffix])) {
          name++;
        }
        names[number[suffix]] = name;
        before = suffix;
      }
    }
    int[] order = of(names, name);
    for (int i = 0; i < order.length; i++) {
      order[i] = leads[order[i]];
    }
    return order;
  }

  /** Whether two pieces are equal, each with the first symbol of the next piece. */
  private boolean samePiece(int[] leads, int a, int b) {
    if (a == leads.length - 1 || b == leads.length - 1) {
      // The end of the string stands only once.
      return false;
    }
    return Arrays.equals(symbols, leads[a], leads[a + 1] + 1, symbols, leads[b], leads[b + 1] + 1);
  }
}
