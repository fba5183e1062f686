package org.tributary.span.credit;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import org.tributary.text.Bits;

/**
 * Which span each token of an output belongs to, and what it is worth there.
 *
 * <p>A token that repeats the prompt belongs to nobody, nor does one in public text: a run as long
 * as a span that stands in the background. Any other token belongs to the longest span over it,
 * among equals to the one with the most information, then to the left-most; spans whose own tokens
 * (without what repeats the prompt or is public) tell less than the floor don't take part. A
 * token's weight is its information. Of that its span gets the part that is rare: the rarity of the
 * rarest run of k tokens in the span that has the token in it. What is public or common, and what a
 * span below the floor would have had, is common text.
 */
public final class OutputCredit {
  private static final int NONE = -1;
  private static final int BELOW_FLOOR = -2;

  private final Background background;
  private final int seed;
  private final long floor;

  /**
   * A rule.
   *
   * @param seedTokens k: tokens of the runs whose rarity is looked at
   * @param floorBits least information of a span, bits
   */
  public OutputCredit(Background background, int seedTokens, int floorBits) {
    this.background = background;
    this.seed = seedTokens;
    this.floor = floorBits * Bits.ONE;
  }

  /** How often a run of k tokens of the output stands in the background. */
  public interface SeedCounts {
    /** The count of the run that starts at a token of the output. */
    long startingAt(int token);
  }

  /**
   * Credits an output.
   *
   * @param tokens of the output
   * @param echo which of them repeat the prompt
   * @param known which of them are public text
   * @param spans by ascending start; each has at least k tokens
   * @param seeds asked only of runs inside of spans
   * @throws IllegalArgumentException if a span is shorter than k or leaves the output
   */
  public Credit of(
      int[] tokens, BitSet echo, BitSet known, List<CreditedSpan> spans, SeedCounts seeds) {
    spans.forEach(span -> require(span, tokens.length));
    long[] information = new long[tokens.length];
    for (int at = 0; at < tokens.length; at++) {
      information[at] = background.information(tokens[at]);
    }
    long[] told = new long[spans.size()];
    for (int i = 0; i < told.length; i++) {
      for (int at = spans.get(i).start(); at < spans.get(i).end(); at++) {
        told[i] += echo.get(at) || known.get(at) ? 0 : information[at];
      }
    }
    int[] owners = owners(tokens.length, spans, told);
    return divided(information, echo, known, owners, rarities(owners, spans, seeds));
  }

  private static Credit divided(
      long[] information, BitSet echo, BitSet known, int[] owners, long[] rarities) {
    long[] weights = new long[owners.length];
    long common = 0;
    long echoed = 0;
    long uncovered = 0;
    for (int at = 0; at < owners.length; at++) {
      if (echo.get(at)) {
        echoed += information[at];
      } else if (owners[at] == NONE) {
        uncovered += information[at];
      } else {
        boolean earns = owners[at] != BELOW_FLOOR && !known.get(at);
        weights[at] = earns ? information[at] * rarities[at] / Background.RARE : 0;
        common += information[at] - weights[at];
      }
    }
    return new Credit(owners, weights, common, echoed, uncovered);
  }

  private void require(CreditedSpan span, int tokens) {
    if (span.length() < seed || span.start() < 0 || span.end() > tokens) {
      throw new IllegalArgumentException(
          span + " isn't a span of at least " + seed + " of " + tokens + " tokens");
    }
  }

  /** The span that each token belongs to, whether or not it repeats the prompt. */
  private int[] owners(int tokens, List<CreditedSpan> spans, long[] told) {
    int[] owners = new int[tokens];
    Arrays.fill(owners, NONE);
    List<Integer> ranked = new ArrayList<>();
    for (int i = 0; i < spans.size(); i++) {
      if (told[i] >= floor && told[i] > 0) {
        ranked.add(i);
      } else {
        Arrays.fill(owners, spans.get(i).start(), spans.get(i).end(), BELOW_FLOOR);
      }
    }
    // The best first; then each fills what is still free. Every token is filled at most once for
    // each span over it, and there are at most as many as spans of the same length overlap.
    ranked.sort(
        Comparator.comparing((Integer i) -> spans.get(i).length())
            .thenComparing(i -> told[i])
            .reversed()
            .thenComparing(i -> spans.get(i).start()));
    int[] free = new int[tokens + 1];
    Arrays.setAll(free, at -> at);
    for (int span : ranked) {
      int at = firstFree(free, spans.get(span).start());
      while (at < spans.get(span).end()) {
        owners[at] = span;
        free[at] = at + 1;
        at = firstFree(free, at);
      }
    }
    return owners;
  }

  /** The first token from {@code at} on that belongs to nobody; paths are halved on the way. */
  private static int firstFree(int[] free, int at) {
    int token = at;
    while (free[token] != token) {
      free[token] = free[free[token]];
      token = free[token];
    }
    return token;
  }

  /** For each token with an owner, the rarity of the rarest run inside its span that has it. */
  private long[] rarities(int[] owners, List<CreditedSpan> spans, SeedCounts seeds) {
    long[] rarities = new long[owners.length];
    for (int i = 0; i < spans.size(); i++) {
      CreditedSpan span = spans.get(i);
      // Windows that end before the token can be forgotten; of those that are left, one that came
      // earlier and is no rarer never matters again.
      int[] starts = new int[span.length()];
      long[] rare = new long[span.length()];
      int first = 0;
      int end = 0;
      for (int at = span.start(); at < span.end(); at++) {
        if (at + seed <= span.end()) {
          long rarity = background.rarity(seeds.startingAt(at));
          while (end > first && rare[end - 1] <= rarity) {
            end--;
          }
          starts[end] = at;
          rare[end++] = rarity;
        }
        while (starts[first] + seed <= at) {
          first++;
        }
        if (owners[at] == i) {
          rarities[at] = rare[first];
        }
      }
    }
    return rarities;
  }
}
