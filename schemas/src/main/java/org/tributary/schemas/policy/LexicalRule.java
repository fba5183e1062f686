package org.tributary.schemas.policy;

import java.io.Serializable;
import java.util.List;
import java.util.Optional;

/**
 * How method {@link Method#LEXICAL} ranks contributions by BM25 and pays them (Robertson and
 * Zaragoza, The Probabilistic Relevance Framework: BM25 and Beyond, 2009).
 *
 * @param k1Ppm how late a term's count stops to matter, parts per million
 * @param bPpm how much a long contribution is discounted, parts per million
 * @param queryTerms most terms of an output that are looked for, the most telling ones
 * @param commonTermPpm a term that more of the contributions have isn't looked for, parts per
 *     million
 * @param candidates how many contributions of different contributors are looked at for an output
 * @param scoreFloorPpm a contribution whose score is a smaller part of what the output's terms tell
 *     is no match
 * @param earliestWithinPpm of the contributions whose score is at least that part of the best
 *     one's, the earliest takes its part first
 * @param seedTokens k: tokens of the runs by which it is told who was first to have a text
 * @param echoTokens an output token in a run of at least that many that stands in the prompt earns
 *     nothing
 * @param background which rows of {@code background_documents} are text of nobody; empty: none
 * @param backgroundSha256 what their content hash must be; empty: anything
 */
public record LexicalRule(
    int k1Ppm,
    int bPpm,
    int queryTerms,
    int commonTermPpm,
    int candidates,
    int scoreFloorPpm,
    int earliestWithinPpm,
    int seedTokens,
    int echoTokens,
    Optional<String> background,
    Optional<String> backgroundSha256)
    implements TextRule {
  /** The default. */
  public static final LexicalRule DEFAULT =
      new LexicalRule(
          1_200_000,
          750_000,
          64,
          500_000,
          20,
          100_000,
          700_000,
          8,
          8,
          Optional.empty(),
          Optional.empty());

  @Override
  public List<Integer> numbers() {
    return List.of(
        k1Ppm,
        bPpm,
        queryTerms,
        commonTermPpm,
        candidates,
        scoreFloorPpm,
        earliestWithinPpm,
        seedTokens,
        echoTokens);
  }

  /** Optionals aren't serializable: this stands for them. */
  private record Form(List<Integer> numbers, String background, String backgroundSha256)
      implements Serializable {
    private Object readResolve() {
      return new LexicalRule(
          numbers.get(0),
          numbers.get(1),
          numbers.get(2),
          numbers.get(3),
          numbers.get(4),
          numbers.get(5),
          numbers.get(6),
          numbers.get(7),
          numbers.get(8),
          Optional.ofNullable(background),
          Optional.ofNullable(backgroundSha256));
    }
  }

  private Object writeReplace() {
    return new Form(numbers(), background.orElse(null), backgroundSha256.orElse(null));
  }
}
