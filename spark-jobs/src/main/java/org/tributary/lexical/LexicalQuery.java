package org.tributary.lexical;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.tributary.schemas.policy.LexicalRule;

/**
 * The terms of an output.
 *
 * @param terms that are looked for, ascending
 * @param information what each tells in the output: times it stands there and doesn't repeat the
 *     prompt, times its information, 2^-16 bits
 * @param echo what the terms tell where they repeat the prompt
 * @param unknown what the terms tell that no contribution has of its own
 */
@SuppressWarnings("ArrayRecordComponent") // never compared; read only
public record LexicalQuery(int[] terms, long[] information, long echo, long unknown)
    implements Serializable {
  /** A term of an output: how often it is said, and how often of the prompt. */
  private record Said(int term, long times, long echoed, long information) {
    /** Who tells most comes first. */
    static final Comparator<Said> TELLING =
        Comparator.comparingLong((Said said) -> said.times * said.information)
            .reversed()
            .thenComparingInt(Said::term);
  }

  /**
   * The terms of an output: the most telling ones that some contributions have, but not too many of
   * them.
   *
   * @param echo which tokens repeat the prompt
   * @param weights of all its terms
   */
  public static LexicalQuery of(int[] output, BitSet echo, LexicalRule rule, TermWeights weights) {
    Map<Integer, long[]> times = new TreeMap<>();
    for (int at = 0; at < output.length; at++) {
      long[] each = times.computeIfAbsent(output[at], term -> new long[2]);
      each[0]++;
      each[1] += echo.get(at) ? 1 : 0;
    }
    List<Said> known = new ArrayList<>();
    long echoed = 0;
    long unknown = 0;
    for (Map.Entry<Integer, long[]> each : times.entrySet()) {
      long information = weights.information(each.getKey());
      long[] counts = each.getValue();
      if (weights.isUnknown(each.getKey())) {
        unknown += (counts[0] - counts[1]) * information;
        echoed += counts[1] * information;
      } else if (!weights.isCommon(each.getKey(), rule.commonTermPpm())) {
        known.add(new Said(each.getKey(), counts[0], counts[1], information));
      }
    }
    List<Said> chosen =
        known.stream()
            .sorted(Said.TELLING)
            .limit(rule.queryTerms())
            .sorted(Comparator.comparingInt(Said::term))
            .toList();
    for (Said said : chosen) {
      echoed += said.echoed() * said.information();
    }
    return new LexicalQuery(
        chosen.stream().mapToInt(Said::term).toArray(),
        chosen.stream()
            .mapToLong(said -> (said.times() - said.echoed()) * said.information())
            .toArray(),
        echoed,
        unknown);
  }

  /** What all terms that are looked for tell, where they don't repeat the prompt. */
  long whole() {
    long sum = 0;
    for (long each : information) {
      sum += each;
    }
    return sum;
  }
}
