package org.tributary.schemas.policy;

import java.io.Serializable;
import java.util.List;
import java.util.Optional;

/**
 * How method {@link Method#SPAN} finds and pays spans.
 *
 * @param minimumTokens L: fewest tokens of a span, 8 to 1,000
 * @param seedTokens k: tokens of the runs whose frequency in the background is looked at, and who
 *     was first to have them; at most L
 * @param echoTokens an output token in a run of at least that many that stands in the prompt earns
 *     nothing
 * @param informationFloorBits a span that tells less earns nothing, bits
 * @param earliestClaimPpm alpha: part of the earliest claim, parts per million; others who hold the
 *     span divide the rest
 * @param nearDuplicatePpm of a contribution of which at least that part of the tokens lies in runs
 *     that others had before, the contributor has no part in what the earliest claim leaves
 * @param background which rows of {@code background_documents} say what is common; empty: none
 * @param backgroundSha256 what their content hash must be; empty: anything
 */
public record SpanRule(
    int minimumTokens,
    int seedTokens,
    int echoTokens,
    int informationFloorBits,
    int earliestClaimPpm,
    int nearDuplicatePpm,
    Optional<String> background,
    Optional<String> backgroundSha256)
    implements TextRule {
  /** The default: spans of 16 tokens, all to the earliest claim, no background. */
  public static final SpanRule DEFAULT =
      new SpanRule(16, 8, 8, 60, 1_000_000, 800_000, Optional.empty(), Optional.empty());

  @Override
  public List<Integer> numbers() {
    return List.of(
        minimumTokens,
        seedTokens,
        echoTokens,
        informationFloorBits,
        earliestClaimPpm,
        nearDuplicatePpm);
  }

  /** Optionals aren't serializable: this stands for them. */
  private record Form(
      int minimumTokens,
      int seedTokens,
      int echoTokens,
      int informationFloorBits,
      int earliestClaimPpm,
      int nearDuplicatePpm,
      String background,
      String backgroundSha256)
      implements Serializable {
    private Object readResolve() {
      return new SpanRule(
          minimumTokens,
          seedTokens,
          echoTokens,
          informationFloorBits,
          earliestClaimPpm,
          nearDuplicatePpm,
          Optional.ofNullable(background),
          Optional.ofNullable(backgroundSha256));
    }
  }

  private Object writeReplace() {
    return new Form(
        minimumTokens,
        seedTokens,
        echoTokens,
        informationFloorBits,
        earliestClaimPpm,
        nearDuplicatePpm,
        background.orElse(null),
        backgroundSha256.orElse(null));
  }
}
