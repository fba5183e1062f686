package org.tributary.lexical;

import java.io.Serializable;
import java.util.Comparator;

/**
 * A contribution that is about what an output says.
 *
 * @param source the contribution
 * @param score its BM25 score for the output, 2^-16 bits
 * @param half as {@link Bm25#half}
 * @param counts how often it has each term of the output's query
 */
@SuppressWarnings("ArrayRecordComponent") // never compared; read only
public record Candidate(Source source, long score, long half, int[] counts)
    implements Serializable {
  /** The best match first; of equals the earliest. */
  static final Comparator<Candidate> BEST =
      Comparator.comparingLong(Candidate::score)
          .reversed()
          .thenComparing(Candidate::source, Source.EARLIEST);

  /** What it has of a term. */
  long weight(LexicalQuery query, int slot) {
    return Bm25.weight(query.information()[slot], counts[slot], half);
  }
}
