package org.tributary.span.credit;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.tributary.schemas.policy.SpanRule;
import org.tributary.span.QueryIndex;
import org.tributary.span.SeedRuns;
import org.tributary.span.Spans;

/**
 * All that documents say about a batch of outputs, from which each output is divided by itself. Who
 * reads the documents, one thread or a cluster, makes no difference here.
 *
 * @param rule how spans pay
 * @param index of the outputs
 * @param spans of all outputs
 * @param runs of k tokens inside the spans
 * @param first the earliest claim to each run
 * @param claims of every text of a span, by priority; empty where the earliest gets all
 * @param background how common tokens are
 * @param seedCounts how often each run stands in the background
 * @param publicText of each output the tokens that lie in a run of at least L tokens that stands in
 *     the background
 */
@SuppressWarnings("ArrayRecordComponent") // never compared; read only
public record SpanFindings(
    SpanRule rule,
    QueryIndex index,
    Spans spans,
    SeedRuns runs,
    Claim[] first,
    List<List<Claim>> claims,
    Background background,
    long[] seedCounts,
    List<BitSet> publicText)
    implements Serializable {
  /**
   * An output with its spans.
   *
   * @param occurrences of each span in the documents
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared; read only
  public record Divided(List<CreditedSpan> spans, long[] occurrences, OutputShares shares) {}

  /**
   * Divides an output.
   *
   * @param output its place in the batch
   * @param tokens of the output
   * @param echo which of them repeat the prompt
   */
  public Divided divided(int output, int[] tokens, BitSet echo) {
    int from = firstSpan(output);
    int count = firstSpan(output + 1) - from;
    List<CreditedSpan> found = new ArrayList<>(count);
    List<List<Claim>> holders = new ArrayList<>(count);
    long[] occurrences = new long[count];
    for (int i = 0; i < count; i++) {
      int span = from + i;
      found.add(new CreditedSpan(spans.start(span), spans.length(span)));
      holders.add(claims.isEmpty() ? List.of() : claims.get(spans.text(span)));
      occurrences[i] = spans.count(span);
    }
    Credit credit =
        new OutputCredit(background, rule.seedTokens(), rule.informationFloorBits())
            .of(
                tokens,
                echo,
                publicText.get(output),
                found,
                start -> seedCounts[runs.run(index, output, start)]);
    Claim[] earliest =
        FirstClaims.of(
            credit,
            found,
            rule.seedTokens(),
            rule.minimumTokens(),
            start -> first[runs.run(index, output, start)]);
    OutputShares shares =
        OutputShares.of(credit, earliest, found, holders, rule.earliestClaimPpm());
    return new Divided(found, occurrences, shares);
  }

  /** The first span of an output or of one behind it. */
  private int firstSpan(int output) {
    int from = 0;
    int to = spans.size();
    while (from < to) {
      int middle = (from + to) >>> 1;
      if (spans.output(middle) < output) {
        from = middle + 1;
      } else {
        to = middle;
      }
    }
    return from;
  }
}
