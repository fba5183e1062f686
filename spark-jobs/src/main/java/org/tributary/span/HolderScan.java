package org.tributary.span;

import java.util.Arrays;

/**
 * Reads documents and tells which texts of spans each holds. One a thread; 8 bytes a text.
 *
 * <p>Only positions whose first L tokens start a text are looked up, so this pass costs less than
 * the first. A position counts for the longest text that stands at it, and what counts for a text
 * counts for its prefixes once the document is read, so a position costs O(L + log Q) even where a
 * thousand texts stand at it.
 */
public final class HolderScan {
  private final Occurrences occurrences;

  /**
   * @throws IllegalArgumentException if the spans were found with another index
   */
  public HolderScan(QueryIndex index, SpanHolders holders) {
    holders.requireIndex(index);
    this.occurrences = new Occurrences(index, holders);
  }

  private static final class Occurrences extends MatchScan {
    private static final int UNTOUCHED = -1;

    private final SpanHolders holders;
    private final int[] counts;
    private final int[] first;

    /** Texts that have a count or a descendant with one. */
    private final IntList touched = new IntList();

    Occurrences(QueryIndex index, SpanHolders holders) {
      super(index, holders.filter());
      this.holders = holders;
      this.counts = new int[holders.texts()];
      this.first = new int[holders.texts()];
      Arrays.fill(first, UNTOUCHED);
    }

    @Override
    void found(int position, int rank, boolean behind, int length) {
      int text = holders.deepest(rank, length);
      if (text >= 0) {
        touch(text, position);
        counts[text]++;
      }
    }

    private boolean touch(int text, int position) {
      if (first[text] != UNTOUCHED) {
        return false;
      }
      first[text] = position;
      touched.add(text);
      return true;
    }

    Holdings take() {
      addPrefixes();
      touched.sort();
      // A prefix has a lower number, so what is added up to it is complete when its turn comes.
      for (int i = touched.size() - 1; i >= 0; i--) {
        int text = touched.get(i);
        int parent = holders.parent(text);
        if (parent >= 0) {
          counts[parent] += counts[text];
          first[parent] = Math.min(first[parent], first[text]);
        }
      }
      int[] texts = touched.toArray();
      int[] times = new int[texts.length];
      int[] positions = new int[texts.length];
      for (int i = 0; i < texts.length; i++) {
        times[i] = counts[texts[i]];
        positions[i] = first[texts[i]];
        counts[texts[i]] = 0;
        first[texts[i]] = UNTOUCHED;
      }
      touched.clear();
      return new Holdings(texts, times, positions);
    }

    /** Touches the prefixes of what is touched. */
    private void addPrefixes() {
      for (int text : touched.toArray()) {
        int parent = holders.parent(text);
        while (parent >= 0 && touch(parent, first[text])) {
          parent = holders.parent(parent);
        }
      }
    }
  }

  /**
   * The texts that a document holds.
   *
   * @throws IllegalArgumentException if a token is negative
   */
  public Holdings accept(int[] document) {
    return accept(document, 0, document.length);
  }

  /** The same for the document that stands in {@code length} tokens from {@code offset} on. */
  public Holdings accept(int[] tokens, int offset, int length) {
    occurrences.scan(tokens, offset, length);
    return occurrences.take();
  }
}
