package org.tributary.span.credit;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.tributary.influence.ContributorKey;
import org.tributary.text.TextShare;
import org.tributary.text.Uncredited;

/**
 * The shares of an output: its weights, put together by contributor and by reason, in parts of
 * {@link TextShare#WHOLE} by largest remainder.
 *
 * @param evidence claims that earn, by token and priority; weights sum to those of the
 *     contributors' shares
 * @param shares contributors by datanet and contributor, then reasons; they sum to the whole
 */
public record OutputShares(List<Evidence> evidence, List<TextShare> shares) {
  /** The whole of alpha. */
  private static final int ALL = 1_000_000;

  /**
   * A claim that earns: to a part of a span that stands word for word in the contribution, from the
   * claim's position on.
   *
   * @param span the span's place among those of the output
   * @param start first token of the part in the output
   * @param length tokens of the part
   * @param weight what the claim earns of the part's weight, 2^-16 bits, above 0
   */
  public record Evidence(int span, int start, int length, Claim claim, long weight) {}

  /**
   * Divides an output. Each part of a span goes to who first had it, and with alpha below the whole
   * also to the others who hold all of the span.
   *
   * @param credit of its tokens
   * @param first claim of every token, {@link FirstClaims}
   * @param spans of the output
   * @param claims of every span, by priority; not asked for where alpha is the whole
   * @param alphaPpm part of the first claim
   */
  public static OutputShares of(
      Credit credit,
      Claim[] first,
      List<CreditedSpan> spans,
      List<List<Claim>> claims,
      int alphaPpm) {
    List<Evidence> evidence = new ArrayList<>();
    long unclaimed = 0;
    int end;
    for (int start = 0; start < first.length; start = end) {
      end = endOfPart(credit.owners(), first, start);
      long weight = Arrays.stream(credit.weights(), start, end).sum();
      if (weight > 0 && first[start] == null) {
        unclaimed += weight;
      } else if (weight > 0) {
        int span = credit.owners()[start];
        int offset = start - spans.get(span).start();
        List<Claim> claimed = new ArrayList<>(List.of(first[start]));
        for (Claim claim : alphaPpm == ALL ? List.<Claim>of() : claims.get(span)) {
          if (!claim.contributorId().equals(first[start].contributorId())) {
            claimed.add(claim.at(claim.position() + offset));
          }
        }
        long[] parts = ClaimSplit.of(weight, claimed.size(), alphaPpm);
        for (int i = 0; i < parts.length; i++) {
          if (parts[i] > 0) {
            evidence.add(new Evidence(span, start, end - start, claimed.get(i), parts[i]));
          }
        }
      }
    }
    return of(evidence, credit, unclaimed);
  }

  /** Where the span, the contribution or the place in it changes. */
  private static int endOfPart(int[] owners, Claim[] first, int start) {
    int end = start + 1;
    while (end < first.length
        && owners[end] == owners[start]
        && (first[start] == null
            ? first[end] == null
            : first[start].at(first[start].position() + end - start).equals(first[end]))) {
      end++;
    }
    return end;
  }

  private static OutputShares of(List<Evidence> evidence, Credit credit, long unclaimed) {
    Map<ContributorKey, Long> earned = new HashMap<>();
    for (Evidence each : evidence) {
      earned.merge(
          new ContributorKey(each.claim().datanetId(), each.claim().contributorId()),
          each.weight(),
          Long::sum);
    }
    Map<Uncredited, Long> left =
        Map.of(
            Uncredited.COMMON_TEXT, credit.common() + unclaimed,
            Uncredited.NO_SPAN, credit.uncovered(),
            Uncredited.PROMPT_ECHO, credit.echo());
    // Nothing tells anything: no token, or none that the background doesn't consist of.
    return new OutputShares(evidence, TextShare.of(earned, left, Uncredited.NO_SPAN));
  }
}
