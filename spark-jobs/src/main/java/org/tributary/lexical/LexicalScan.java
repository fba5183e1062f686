package org.tributary.lexical;

import java.math.BigInteger;
import java.util.Map;
import java.util.TreeMap;
import org.tributary.schemas.policy.LexicalRule;

/** Reads contributions through an index of outputs; any order of reading finds the same. */
public final class LexicalScan {
  private static final BigInteger WHOLE = BigInteger.valueOf(1_000_000);

  private final LexicalIndex index;
  private final Bm25 weights;
  private final int most;
  private final long[] floors;
  private final Map<Integer, Candidates> found = new TreeMap<>();

  /** Of the contribution that is read: scores by output, and which aren't zero. */
  private final long[] scores;

  private final int[] touched;
  private int touchedSize;

  public LexicalScan(LexicalIndex index, Bm25 weights, LexicalRule rule) {
    this.index = index;
    this.weights = weights;
    this.most = rule.candidates();
    this.floors =
        index.queries().stream()
            .mapToLong(query -> floor(query.whole(), rule.scoreFloorPpm()))
            .toArray();
    this.scores = new long[floors.length];
    this.touched = new int[floors.length];
  }

  /** The least score of a match: at least 1. */
  private static long floor(long whole, int floorPpm) {
    return BigInteger.valueOf(whole)
        .multiply(BigInteger.valueOf(floorPpm))
        .add(WHOLE.subtract(BigInteger.ONE))
        .divide(WHOLE)
        .max(BigInteger.ONE)
        .longValueExact();
  }

  /** Reads a contribution of the training set. */
  public void accept(Source source, OwnText text) {
    if (text.terms().length == 0) {
      return;
    }
    long half = weights.half(text.length());
    for (int at = 0; at < text.terms().length; at++) {
      int number = index.find(text.terms()[at]);
      if (number >= 0) {
        add(number, text.counts()[at], half);
      }
    }
    for (int at = 0; at < touchedSize; at++) {
      int output = touched[at];
      offer(output, source, text, half);
      scores[output] = 0;
    }
    touchedSize = 0;
  }

  private void add(int number, int count, long half) {
    for (int place = index.begin(number); place < index.end(number); place++) {
      long weight = Bm25.weight(index.information(place), count, half);
      int output = index.output(place);
      if (weight > 0 && scores[output] == 0) {
        touched[touchedSize++] = output;
      }
      scores[output] += weight;
    }
  }

  private void offer(int output, Source source, OwnText text, long half) {
    long score = scores[output];
    if (score < floors[output]) {
      return;
    }
    Candidates candidates = found.computeIfAbsent(output, any -> new Candidates(most));
    if (candidates.mayTake(score)) {
      int[] terms = index.queries().get(output).terms();
      int[] counts = new int[terms.length];
      for (int slot = 0; slot < terms.length; slot++) {
        counts[slot] = text.count(terms[slot]);
      }
      candidates.offer(new Candidate(source, score, half, counts));
    }
  }

  /** The candidates of the outputs that have any. */
  public Map<Integer, Candidates> found() {
    return found;
  }
}
