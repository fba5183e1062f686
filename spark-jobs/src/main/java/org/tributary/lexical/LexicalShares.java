package org.tributary.lexical;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.tributary.influence.ContributorKey;
import org.tributary.text.TextShare;
import org.tributary.text.Uncredited;

/**
 * The shares of an output: each candidate in turn earns, term by term, what it has of the term
 * beyond what those before it had. What is earned by a term is what the best of all has of it,
 * however many there are.
 *
 * @param evidence candidates that earn, in the order in which they did
 * @param shares of the output
 */
public record LexicalShares(List<Evidence> evidence, List<TextShare> shares) {
  private static final BigInteger WHOLE = BigInteger.valueOf(1_000_000);

  /**
   * A candidate that earns.
   *
   * @param weight 2^-16 bits, above 0
   * @param terms by which it earns
   */
  public record Evidence(Candidate candidate, long weight, List<Term> terms) {}

  /**
   * A term by which a candidate earns.
   *
   * @param term token
   * @param count how often the contribution has it of its own
   * @param information what the term tells in the output, 2^-16 bits
   * @param weight what the candidate earns of it, above 0
   */
  public record Term(int term, int count, long information, long weight) {}

  /**
   * Divides an output.
   *
   * @param earliestWithinPpm of the candidates whose score is at least that part of the best one's,
   *     the earliest comes first, and so on with those that are left
   */
  public static LexicalShares of(LexicalQuery query, Candidates found, int earliestWithinPpm) {
    long[] had = new long[query.terms().length];
    List<Evidence> evidence = new ArrayList<>();
    Map<ContributorKey, Long> earned = new HashMap<>();
    long left = query.whole() + query.unknown();
    for (Candidate each : inOrder(found.best(), earliestWithinPpm)) {
      List<Term> terms = new ArrayList<>();
      long weight = 0;
      for (int slot = 0; slot < had.length; slot++) {
        long more = each.weight(query, slot) - had[slot];
        if (more > 0) {
          had[slot] += more;
          weight += more;
          terms.add(
              new Term(query.terms()[slot], each.counts()[slot], query.information()[slot], more));
        }
      }
      if (weight > 0) {
        left -= weight;
        evidence.add(new Evidence(each, weight, terms));
        earned.merge(
            new ContributorKey(each.source().datanetId(), each.source().contributorId()),
            weight,
            Long::sum);
      }
    }
    return new LexicalShares(
        evidence,
        TextShare.of(
            earned,
            Map.of(Uncredited.NO_MATCH, left, Uncredited.PROMPT_ECHO, query.echo()),
            Uncredited.NO_MATCH));
  }

  private static List<Candidate> inOrder(List<Candidate> best, int earliestWithinPpm) {
    List<Candidate> left = new ArrayList<>(best);
    List<Candidate> order = new ArrayList<>();
    while (!left.isEmpty()) {
      BigInteger least =
          BigInteger.valueOf(left.get(0).score()).multiply(BigInteger.valueOf(earliestWithinPpm));
      Candidate next = left.get(0);
      for (Candidate each : left) {
        boolean near = BigInteger.valueOf(each.score()).multiply(WHOLE).compareTo(least) >= 0;
        if (near && Source.EARLIEST.compare(each.source(), next.source()) < 0) {
          next = each;
        }
      }
      left.remove(next);
      order.add(next);
    }
    return order;
  }
}
