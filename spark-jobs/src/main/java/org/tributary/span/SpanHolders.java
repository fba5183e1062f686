package org.tributary.span;

import java.io.Serializable;
import org.tributary.text.GramHash;

/**
 * The texts of spans as a tree, for finding out which of them stand at a corpus position.
 *
 * <p>The ranks that start with a text are a range, and ranges of two texts are nested or apart. So
 * the texts around a rank form a chain: the deepest, the text that is a prefix of it, and so on. At
 * a position with a match of m tokens stand those of the chain that have at most m. Their deepest
 * is found in O(log) steps along pointers that jump over ancestors (Myers, An applicative
 * random-access stack, 1983); the others follow from it.
 *
 * <p>Immutable; tasks share one, with the index.
 */
public final class SpanHolders implements Serializable {
  private static final int NONE = -1;

  private final long fingerprint;

  // By text.
  private final int[] firstRanks;
  private final int[] lastRanks;
  private final int[] lengths;
  private final int[] parents;
  private final int[] jumps;

  /** Of the windows of L tokens that the texts start with. */
  private final GramFilter filter;

  private SpanHolders(QueryIndex index, Spans spans) {
    int texts = spans.texts();
    this.fingerprint = index.fingerprint();
    this.firstRanks = new int[texts];
    this.lastRanks = new int[texts];
    this.lengths = new int[texts];
    this.parents = new int[texts];
    this.jumps = new int[texts];
    this.filter = new GramFilter(texts);
    for (int text = 0; text < texts; text++) {
      firstRanks[text] = spans.firstRank(text);
      lastRanks[text] = spans.lastRank(text);
      lengths[text] = spans.textLength(text);
      long rolling = index.grams().first(index.text(), index.suffixes()[firstRanks[text]]);
      filter.add(GramHash.spread(rolling));
    }
    link();
  }

  /**
   * @throws IllegalArgumentException if the spans were found with another index
   */
  public static SpanHolders of(QueryIndex index, Spans spans) {
    spans.requireIndex(index);
    return new SpanHolders(index, spans);
  }

  private void link() {
    int[] depths = new int[parents.length];
    for (int text = 0; text < parents.length; text++) {
      // Prefixes come first, so the parent is the text before or one of its ancestors.
      int parent = text - 1;
      while (parent != NONE && lastRanks[parent] < firstRanks[text]) {
        parent = parents[parent];
      }
      parents[text] = parent;
      depths[text] = parent == NONE ? 1 : depths[parent] + 1;
      jumps[text] = jump(parent, depths);
    }
  }

  /**
   * Where a child of {@code parent} jumps: as far as its parent's last two jumps, if equally far.
   */
  private int jump(int parent, int[] depths) {
    if (parent == NONE || jumps[parent] == NONE) {
      return parent;
    }
    int once = jumps[parent];
    int twice = jumps[once];
    int twiceDepth = twice == NONE ? 0 : depths[twice];
    return depths[parent] - depths[once] == depths[once] - twiceDepth ? twice : parent;
  }

  /** How many texts there are. */
  public int texts() {
    return lengths.length;
  }

  /** The text that is the longest proper prefix of a text among those, or -1. */
  int parent(int text) {
    return parents[text];
  }

  /**
   * The longest text of at most {@code length} tokens that the suffix of a rank starts with, or -1.
   */
  int deepest(int rank, int length) {
    int text = lastFrom(rank);
    while (text != NONE && !holds(text, rank, length)) {
      int jump = jumps[text];
      text = jump == NONE || holds(jump, rank, length) ? parents[text] : jump;
    }
    return text;
  }

  private boolean holds(int text, int rank, int length) {
    return lastRanks[text] >= rank && lengths[text] <= length;
  }

  /** The last text whose range of ranks doesn't start behind a rank, or -1. */
  private int lastFrom(int rank) {
    int from = 0;
    int to = firstRanks.length;
    while (from < to) {
      int middle = (from + to) >>> 1;
      if (firstRanks[middle] <= rank) {
        from = middle + 1;
      } else {
        to = middle;
      }
    }
    return from - 1;
  }

  GramFilter filter() {
    return filter;
  }

  void requireIndex(QueryIndex index) {
    if (fingerprint != index.fingerprint()) {
      throw new IllegalArgumentException("These spans were found with another index");
    }
  }

  /** What it takes in memory, to within a few hundred bytes. */
  public long bytes() {
    return 5L * Integer.BYTES * lengths.length + filter.bytes();
  }
}
