package org.tributary.lexical;

import java.io.Serializable;
import java.util.Arrays;
import java.util.BitSet;

/**
 * What a contribution was first to say, as terms with their counts.
 *
 * <p>A token that lies in a run of k tokens which somebody else had before, or which stands in the
 * background, isn't the contribution's own: whoever copies a text, cuts the best out of it or adds
 * something to it has no more to be found by than what he wrote himself.
 *
 * @param length tokens of the whole contribution
 * @param terms the distinct tokens that are its own, ascending
 * @param counts how often it has each of its own
 */
@SuppressWarnings("ArrayRecordComponent") // never compared; read only
public record OwnText(int length, int[] terms, int[] counts) implements Serializable {
  /**
   * The own text of a contribution.
   *
   * @param taken first tokens of the runs that aren't its own
   * @param run tokens of a run; a contribution with fewer is one run
   */
  public static OwnText of(int[] tokens, BitSet taken, int run) {
    int[] own = new int[tokens.length];
    int size = 0;
    int takenTo = 0;
    for (int at = 0; at < tokens.length; at++) {
      if (taken.get(at)) {
        takenTo = at + run;
      }
      if (at >= takenTo) {
        own[size++] = tokens[at];
      }
    }
    Arrays.sort(own, 0, size);
    int[] terms = new int[size];
    int[] counts = new int[size];
    int distinct = 0;
    for (int at = 0; at < size; at++) {
      if (distinct == 0 || terms[distinct - 1] != own[at]) {
        terms[distinct++] = own[at];
      }
      counts[distinct - 1]++;
    }
    return new OwnText(
        tokens.length, Arrays.copyOf(terms, distinct), Arrays.copyOf(counts, distinct));
  }

  /** How often it has a term of its own. */
  int count(int term) {
    int at = Arrays.binarySearch(terms, term);
    return at < 0 ? 0 : counts[at];
  }
}
