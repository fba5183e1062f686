package org.tributary.span;

import java.io.Serializable;
import java.util.Arrays;

/**
 * The query-maximal spans of a batch of outputs: at each position the longest match of at least L
 * tokens, kept from left to right where it ends behind all earlier ones. These are the spans of
 * infini-gram's {@code attribute()} without delimiters (Liu et al., Infini-gram, COLM 2024).
 *
 * <p>Spans of the same text share a number, its text; a text has a length and a count, the number
 * of (document, position) pairs where it stands. Spans are in order of output and start. Texts are
 * in the order of the sorted suffixes, a prefix before what it is a prefix of; their numbers mean
 * something only together with the index.
 */
public final class Spans implements Serializable {
  private final long fingerprint;

  // By span.
  private final int[] outputs;
  private final int[] starts;
  private final int[] texts;

  // By text: the first rank that starts with it and its length, the last such rank, the count.
  private final long[] places;
  private final int[] lastRanks;
  private final long[] counts;

  private Spans(
      QueryIndex index, int[] outputs, int[] starts, long[] spanPlaces, ScanResult found) {
    this.fingerprint = index.fingerprint();
    this.outputs = outputs;
    this.starts = starts;
    this.places = distinct(spanPlaces);
    this.texts = new int[spanPlaces.length];
    Arrays.setAll(texts, span -> Arrays.binarySearch(places, spanPlaces[span]));
    this.lastRanks = new int[places.length];
    Arrays.setAll(lastRanks, t -> index.endSharing(firstRank(t), textLength(t)) - 1);
    this.counts = counts(found);
  }

  /**
   * @param result of all documents
   * @throws IllegalArgumentException if the scan was made with another index
   */
  public static Spans of(QueryIndex index, ScanResult result) {
    LongestMatches matches = LongestMatches.of(index, result);
    IntList outputs = new IntList();
    IntList starts = new IntList();
    IntList lengths = new IntList();
    for (int output = 0; output < index.outputs(); output++) {
      int covered = 0;
      for (int start = 0; start < index.length(output); start++) {
        int length = matches.length(output, start);
        if (length > 0 && start + length > covered) {
          covered = start + length;
          outputs.add(output);
          starts.add(start);
          lengths.add(length);
        }
      }
    }
    long[] places = new long[outputs.size()];
    for (int span = 0; span < places.length; span++) {
      int rank = index.rank(outputs.get(span), starts.get(span));
      int length = lengths.get(span);
      places[span] = (long) index.firstSharing(rank, length) << 32 | length;
    }
    return new Spans(index, outputs.toArray(), starts.toArray(), places, result);
  }

  private static long[] distinct(long[] places) {
    long[] sorted = places.clone();
    Arrays.sort(sorted);
    int size = 0;
    for (int i = 0; i < sorted.length; i++) {
      if (i == 0 || sorted[i] != sorted[i - 1]) {
        sorted[size++] = sorted[i];
      }
    }
    return Arrays.copyOf(sorted, size);
  }

  private long[] counts(ScanResult found) {
    long[] notes = found.notes();
    long[] sums = new long[notes.length + 1];
    for (int i = 0; i < notes.length; i++) {
      sums[i + 1] = Math.addExact(sums[i], found.count(i));
    }
    long[] occurrences = new long[places.length];
    for (int text = 0; text < occurrences.length; text++) {
      int first = firstRank(text);
      int last = lastRanks[text];
      int length = textLength(text);
      // Only at the two edges of its ranks can a match be shorter than the text: before the first
      // rank and behind the last.
      int from = firstAtLeast(notes, ScanResult.note(first, false, length));
      int behindLast = firstAtLeast(notes, ScanResult.note(last, true, 0));
      int longEnough = firstAtLeast(notes, ScanResult.note(last, true, length));
      int to = firstAtLeast(notes, ScanResult.note(last, true, Integer.MAX_VALUE) + 1);
      occurrences[text] = sums[behindLast] - sums[from] + sums[to] - sums[longEnough];
    }
    return occurrences;
  }

  private static int firstAtLeast(long[] sorted, long key) {
    int found = Arrays.binarySearch(sorted, key);
    return found < 0 ? -found - 1 : found;
  }

  /** How many spans there are. */
  public int size() {
    return texts.length;
  }

  /** The output that a span stands in: its place in the batch. */
  public int output(int span) {
    return outputs[span];
  }

  /** The first token of a span in its output. */
  public int start(int span) {
    return starts[span];
  }

  /** Tokens of a span. */
  public int length(int span) {
    return textLength(texts[span]);
  }

  /** How often the text of a span stands in the documents. */
  public long count(int span) {
    return counts[texts[span]];
  }

  /** The text of a span, 0 to {@link #texts} - 1. */
  public int text(int span) {
    return texts[span];
  }

  /** How many distinct texts the spans have. */
  public int texts() {
    return places.length;
  }

  /** Tokens of a text. */
  public int textLength(int text) {
    return (int) places[text];
  }

  /** How often a text stands in the documents. */
  public long textCount(int text) {
    return counts[text];
  }

  /** The tokens of a text. */
  public int[] textTokens(QueryIndex index, int text) {
    requireIndex(index);
    return index.prefix(firstRank(text), textLength(text));
  }

  int firstRank(int text) {
    return (int) (places[text] >>> 32);
  }

  int lastRank(int text) {
    return lastRanks[text];
  }

  void requireIndex(QueryIndex index) {
    if (fingerprint != index.fingerprint()) {
      throw new IllegalArgumentException("These spans were found with another index");
    }
  }
}
