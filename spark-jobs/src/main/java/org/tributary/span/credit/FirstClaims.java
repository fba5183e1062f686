package org.tributary.span.credit;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;

/**
 * Who first had the text at each token of an output.
 *
 * <p>A span as a whole says little about that: who copies a text with a word changed here and
 * there, or with something of his own at its end, is the only one to hold the spans that run over
 * what he changed. So the question is asked of every run of k tokens inside the spans, whoever
 * holds more around it, and a token is the earliest claim's to any run over it. What is left to
 * somebody in pieces with fewer earning tokens than a span needs is an edit of others' text, and
 * nobody's.
 */
public final class FirstClaims {
  private FirstClaims() {}

  /** Claims to the runs of k tokens of an output. */
  public interface Runs {
    /** The earliest claim to the run that starts at a token, with the run's position. */
    Claim startingAt(int token);
  }

  /**
   * The first claim of every token, with the token's position in the contribution; null where there
   * is none. Of runs that the same contribution claims the left-most over a token says where.
   *
   * @param credit of the output's tokens
   * @param run k, tokens
   * @param least tokens that earn, in a row, that a contributor must have first
   * @param runs asked only of runs inside of spans
   */
  public static Claim[] of(Credit credit, List<CreditedSpan> spans, int run, int least, Runs runs) {
    int tokens = credit.weights().length;
    Claim[] starting = new Claim[tokens];
    for (CreditedSpan span : spans) {
      for (int at = span.start(); at + run <= span.end(); at++) {
        starting[at] = starting[at] == null ? runs.startingAt(at) : starting[at];
      }
    }
    Claim[] first = new Claim[tokens];
    // Starts of runs that can still be the earliest over a token: each is earlier than the next.
    Deque<Integer> open = new ArrayDeque<>();
    for (int at = 0; at < tokens; at++) {
      if (starting[at] != null) {
        while (!open.isEmpty() && before(starting[at], starting[open.peekLast()])) {
          open.removeLast();
        }
        open.addLast(at);
      }
      if (!open.isEmpty() && open.peekFirst() + run <= at) {
        open.removeFirst();
      }
      if (!open.isEmpty()) {
        Claim claim = starting[open.peekFirst()];
        first[at] = claim.at(claim.position() + at - open.peekFirst());
      }
    }
    forgetPieces(first, credit.weights(), least);
    return first;
  }

  private static boolean before(Claim one, Claim other) {
    return Claim.PRIORITY.compare(one, other) < 0;
  }

  private static void forgetPieces(Claim[] first, long[] weights, int least) {
    int end;
    for (int start = 0; start < first.length; start = end) {
      end = start + 1;
      while (end < first.length && sameContributor(first[start], first[end])) {
        end++;
      }
      if (Arrays.stream(weights, start, end).filter(weight -> weight > 0).count() < least) {
        Arrays.fill(first, start, end, null);
      }
    }
  }

  private static boolean sameContributor(Claim one, Claim other) {
    return one == null
        ? other == null
        : other != null && one.contributorId().equals(other.contributorId());
  }
}
