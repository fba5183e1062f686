package org.tributary.lexical;

import java.io.Serializable;
import java.util.Arrays;
import java.util.BitSet;
import org.tributary.text.OwnTokens;

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
   * @param run tokens of a run; a contribution with fewer has nothing of its own
   */
  public static OwnText of(int[] tokens, BitSet taken, int run) {
    int[] own =
        OwnTokens.of(tokens.length, taken, run).stream().map(at -> tokens[at]).sorted().toArray();
    int[] terms = new int[own.length];
    int[] counts = new int[own.length];
    int distinct = 0;
    for (int at = 0; at < own.length; at++) {
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
