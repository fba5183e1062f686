package org.tributary.span;

import java.io.Serializable;
import java.util.Arrays;
import java.util.List;
import org.tributary.text.GramHash;

/**
 * A batch of outputs, ready to be looked for: all suffixes that start in an output and end with it,
 * sorted, with what neighbours share, and a filter and a directory of all windows of L tokens.
 *
 * <p>Immutable; tasks share one. It takes at most 25 bytes a token ({@link #bytes}) and is built in
 * time linear in the tokens but for their sort, whatever the outputs repeat.
 */
public final class QueryIndex implements Serializable {
  /** Stands behind every output; it is less than any token and never equal to a document's. */
  private static final int END = -1;

  private static final int MOST_TOKENS = Integer.MAX_VALUE - 64;

  private final int least;
  private final long fingerprint;

  /** Where output i starts in {@link #text}; the last entry is the length. */
  private final int[] starts;

  private final int[] text;

  /** Starts of suffixes in order; those that are only an {@link #END} aren't among them. */
  private final int[] suffixes;

  /** The inverse of {@link #suffixes}: negative at an {@link #END}. */
  private final int[] ranks;

  private final LcpTree lcp;
  private final GramHash grams;
  private final GramFilter filter;
  private final GramDirectory directory;

  private QueryIndex(int least, int[] starts, int[] text) {
    this.least = least;
    this.starts = starts;
    this.text = text;
    this.fingerprint = fingerprint(least, text);
    this.suffixes = sortedSuffixes(text, starts.length - 1);
    this.ranks = ranks(suffixes, text.length);
    this.lcp = new LcpTree(lcp(text, suffixes, ranks));
    this.grams = new GramHash(least, fingerprint);
    int windows = distinctWindows();
    this.filter = new GramFilter(windows);
    this.directory = new GramDirectory(least, windows);
    addWindows();
  }

  /**
   * @param outputs token ids, 0 or more; an output may be empty or equal to another
   * @param least L: the fewest tokens that count as a match, at least 1
   * @throws IllegalArgumentException if L isn't positive, a token is negative, or the outputs have
   *     more than 2^31 - 65 tokens, one added for each output
   */
  public static QueryIndex of(List<int[]> outputs, int least) {
    if (least < 1) {
      throw new IllegalArgumentException(
          "A match of at least " + least + " tokens: needs 1 or more");
    }
    long total = outputs.size();
    for (int i = 0; i < outputs.size(); i++) {
      Tokens.require(outputs.get(i), 0, outputs.get(i).length, "Output " + i);
      total += outputs.get(i).length;
    }
    if (total > MOST_TOKENS) {
      throw new IllegalArgumentException(
          "Outputs of " + total + " tokens don't fit one index: cut the batch into chunks");
    }
    int[] starts = new int[outputs.size() + 1];
    int[] text = new int[(int) total];
    for (int i = 0; i < outputs.size(); i++) {
      int[] output = outputs.get(i);
      System.arraycopy(output, 0, text, starts[i], output.length);
      starts[i + 1] = starts[i] + output.length + 1;
      text[starts[i + 1] - 1] = END;
    }
    return new QueryIndex(least, starts, text);
  }

  private static long fingerprint(int least, int[] text) {
    long folded = least;
    for (int token : text) {
      folded = GramHash.spread(folded + token);
    }
    return folded;
  }

  private static int[] sortedSuffixes(int[] text, int outputs) {
    int[] distinct = text.clone();
    Arrays.sort(distinct);
    int count = 0;
    for (int i = 0; i < distinct.length; i++) {
      if (i == 0 || distinct[i] != distinct[i - 1]) {
        distinct[count++] = distinct[i];
      }
    }
    int[] symbols = new int[text.length];
    for (int i = 0; i < text.length; i++) {
      symbols[i] = Arrays.binarySearch(distinct, 0, count, text[i]);
    }
    int[] sorted = SuffixSort.of(symbols, Math.max(0, count - 1));
    // The ends come first, since they are the least symbol.
    return Arrays.copyOfRange(sorted, outputs, sorted.length);
  }

  private static int[] ranks(int[] suffixes, int length) {
    int[] ranks = new int[length];
    Arrays.fill(ranks, -1);
    for (int rank = 0; rank < suffixes.length; rank++) {
      ranks[suffixes[rank]] = rank;
    }
    return ranks;
  }

  /**
   * What neighbours share, bounded by the ends of outputs (Kasai et al., Linear-time
   * longest-common-prefix computation in suffix arrays and its applications, CPM 2001).
   */
  private static int[] lcp(int[] text, int[] suffixes, int[] ranks) {
    int[] lcp = new int[suffixes.length + 1];
    int shared = 0;
    for (int i = 0; i < text.length; i++) {
      int rank = ranks[i];
      if (rank <= 0) {
        shared = 0;
        continue;
      }
      int before = suffixes[rank - 1];
      while (text[i + shared] != END && text[i + shared] == text[before + shared]) {
        shared++;
      }
      lcp[rank] = shared;
      shared = Math.max(0, shared - 1);
    }
    return lcp;
  }

  private boolean isFirstOfWindow(int start, int end) {
    return start <= end - least && lcp.get(ranks[start]) < least;
  }

  private int distinctWindows() {
    int windows = 0;
    for (int output = 0; output < outputs(); output++) {
      int end = starts[output] + length(output);
      for (int start = starts[output]; start <= end - least; start++) {
        windows += isFirstOfWindow(start, end) ? 1 : 0;
      }
    }
    return windows;
  }

  private void addWindows() {
    for (int output = 0; output < outputs(); output++) {
      int end = starts[output] + length(output);
      long rolling = length(output) < least ? 0 : grams.first(text, starts[output]);
      for (int start = starts[output]; start <= end - least; start++) {
        if (isFirstOfWindow(start, end)) {
          long spread = GramHash.spread(rolling);
          filter.add(spread);
          directory.add(spread, ranks[start]);
        }
        if (start < end - least) {
          rolling = grams.next(rolling, text[start + least], text[start]);
        }
      }
    }
  }

  /** L: the fewest tokens that count as a match. */
  public int least() {
    return least;
  }

  /** How many outputs there are. */
  public int outputs() {
    return starts.length - 1;
  }

  /** Tokens of an output. */
  public int length(int output) {
    return starts[output + 1] - starts[output] - 1;
  }

  /** Tokens of all outputs. */
  public int tokens() {
    return suffixes.length;
  }

  /** A name of the outputs and L; what is found with one index says nothing about another. */
  public long fingerprint() {
    return fingerprint;
  }

  /** What the index takes in memory, to within a few hundred bytes. */
  public long bytes() {
    return (long) Integer.BYTES * (starts.length + 2L * text.length + suffixes.length)
        + lcp.bytes()
        + filter.bytes()
        + directory.bytes();
  }

  /** The rank of the suffix of {@code output} that starts at {@code start}, tokens. */
  int rank(int output, int start) {
    return ranks[starts[output] + start];
  }

  /** The first rank whose suffix shares {@code length} tokens with that of {@code rank}. */
  int firstSharing(int rank, int length) {
    return lcp.lastBelow(rank, length);
  }

  /** One more than the last rank whose suffix shares {@code length} tokens with that of a rank. */
  int endSharing(int rank, int length) {
    return lcp.firstBelow(rank + 1, length);
  }

  /** The first tokens of a suffix. */
  int[] prefix(int rank, int length) {
    return Arrays.copyOfRange(text, suffixes[rank], suffixes[rank] + length);
  }

  int[] text() {
    return text;
  }

  int[] suffixes() {
    return suffixes;
  }

  int[] ranks() {
    return ranks;
  }

  LcpTree lcp() {
    return lcp;
  }

  GramHash grams() {
    return grams;
  }

  GramFilter filter() {
    return filter;
  }

  GramDirectory directory() {
    return directory;
  }
}
