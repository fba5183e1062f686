package org.tributary.span;

import java.util.Arrays;
import java.util.Objects;
import org.tributary.text.GramHash;

/**
 * Finds, for positions of documents, where their suffixes fall among the sorted suffixes of the
 * outputs.
 *
 * <p>A position is looked up where a filter says that its first L tokens may be known. The ranks
 * that share some tokens with it are narrowed, token by token where suffixes branch and many at a
 * time where they don't. They start as those that share L tokens, from the directory. But where the
 * last match reaches far enough, the same match less its first tokens stands in the outputs too,
 * and narrowing goes on from there: no token of a document is narrowed by twice, however long
 * matches are and however they overlap.
 */
abstract class MatchScan {
  private final int least;
  private final int[] text;
  private final int[] suffixes;
  private final int[] ranks;
  private final LcpTree lcp;
  private final GramHash grams;
  private final GramDirectory directory;
  private final GramFilter filter;

  private int[] tokens;
  private int end;

  // The last match: of how many tokens, where in the document, and which neighbour has it.
  private int matched;
  private int matchedAt;
  private int neighbour;
  private boolean behind;

  MatchScan(QueryIndex index, GramFilter filter) {
    this.least = index.least();
    this.text = index.text();
    this.suffixes = index.suffixes();
    this.ranks = index.ranks();
    this.lcp = index.lcp();
    this.grams = index.grams();
    this.directory = index.directory();
    this.filter = filter;
  }

  /**
   * A position whose longest match has at least L tokens.
   *
   * @param position in the document
   * @param rank of the neighbour among the sorted suffixes that has the longest match; where both
   *     have it, the one behind the position
   * @param behind whether the position's suffix falls behind that neighbour: it is greater
   * @param length of the match, tokens
   */
  abstract void found(int position, int rank, boolean behind, int length);

  /** Calls {@link #found} for the matches of a document, by position. */
  final void scan(int[] document, int offset, int length) {
    Objects.checkFromIndexSize(offset, length, document.length);
    Tokens.require(document, offset, length, "A document");
    if (length < least) {
      return;
    }
    tokens = document;
    end = offset + length;
    matched = 0;
    matchedAt = offset;
    long rolling = grams.first(document, offset);
    int last = end - least;
    for (int position = offset; ; position++) {
      long spread = GramHash.spread(rolling);
      if (filter.mayHold(spread) && locate(spread, position)) {
        found(position - offset, neighbour, behind, matched);
      }
      if (position == last) {
        break;
      }
      rolling = grams.next(rolling, document[position + least], document[position]);
    }
    tokens = null;
  }

  private boolean locate(long spread, int position) {
    int known = matched - (position - matchedAt);
    int first;
    int rank;
    if (known >= least) {
      rank = ranks[suffixes[neighbour] + position - matchedAt];
      first = lcp.lastBelow(rank, known);
    } else {
      known = least;
      first = directory.find(spread, tokens, position, text, suffixes);
      if (first < 0) {
        return false;
      }
      rank = first;
    }
    matchedAt = position;
    narrow(position, first, lcp.firstBelow(rank + 1, known), known);
    return true;
  }

  /**
   * Finds the place of the suffix at {@code position} among ranks {@code first} to {@code
   * behindLast - 1}, which are all that share {@code known} tokens with it.
   */
  private void narrow(int position, int first, int behindLast, int known) {
    int low = first;
    int high = behindLast;
    int length = known;
    while (true) {
      int shared = low + 1 == high ? Integer.MAX_VALUE : lcp.least(low + 1, high);
      int start = suffixes[low];
      length = extend(position, start, length, shared);
      boolean ended = position + length == end;
      if (length < shared) {
        // The same token follows in all of them, and another one here.
        boolean before = ended || tokens[position + length] < text[start + length];
        set(before ? low : high - 1, !before, length);
        return;
      }
      if (ended) {
        set(low, false, length);
        return;
      }
      int token = tokens[position + length];
      int next = firstFrom(token, low, high, length);
      if (next == high) {
        set(high - 1, true, length);
        return;
      }
      if (text[suffixes[next] + length] != token) {
        set(next, false, length);
        return;
      }
      high = endOf(token, next + 1, high, length);
      low = next;
      length++;
    }
  }

  private void set(int rank, boolean isBehind, int length) {
    neighbour = rank;
    behind = isBehind;
    matched = length;
  }

  /** How many tokens are shared with the suffix that starts at {@code start}, at most a bound. */
  private int extend(int position, int start, int known, int most) {
    int left = Math.min(end - position, text.length - start);
    int stop = Math.min(most, left);
    if (known >= stop || tokens[position + known] != text[start + known]) {
      return known;
    }
    int differs =
        Arrays.mismatch(
            tokens, position + known, position + stop, text, start + known, start + stop);
    return differs < 0 ? stop : known + differs;
  }

  /** The first rank from {@code low} on whose suffix has {@code token} or a greater one there. */
  private int firstFrom(int token, int low, int high, int at) {
    int from = low;
    int to = high;
    while (from < to) {
      int middle = (from + to) >>> 1;
      if (text[suffixes[middle] + at] < token) {
        from = middle + 1;
      } else {
        to = middle;
      }
    }
    return from;
  }

  /**
   * The first rank from {@code low} on whose suffix has a greater token than {@code token} there.
   */
  private int endOf(int token, int low, int high, int at) {
    int from = low;
    int to = high;
    while (from < to) {
      int middle = (from + to) >>> 1;
      if (text[suffixes[middle] + at] <= token) {
        from = middle + 1;
      } else {
        to = middle;
      }
    }
    return from;
  }
}
