package org.tributary.span;

import java.io.Serializable;
import java.util.AbstractList;
import java.util.Arrays;
import java.util.List;

/**
 * The distinct runs of k tokens inside the spans of a batch. How common they are somewhere else is
 * found by indexing them in turn, each as an output of its own: {@link #counts}.
 */
public final class SeedRuns implements Serializable {
  private static final long serialVersionUID = 1L;

  private final int tokens;

  /** Of every run the first rank whose suffix starts with it, ascending. */
  private final int[] ranks;

  private SeedRuns(int tokens, int[] ranks) {
    this.tokens = tokens;
    this.ranks = ranks;
  }

  /**
   * Collects them.
   *
   * @param tokens k, 1 to the index's L
   */
  public static SeedRuns of(QueryIndex index, Spans spans, int tokens) {
    if (tokens < 1 || tokens > index.least()) {
      throw new IllegalArgumentException(
          "Runs have 1 to " + index.least() + " tokens, not " + tokens);
    }
    IntList found = new IntList();
    for (int span = 0; span < spans.size(); span++) {
      int last = spans.start(span) + spans.length(span) - tokens;
      for (int start = spans.start(span); start <= last; start++) {
        found.add(index.firstSharing(index.rank(spans.output(span), start), tokens));
      }
    }
    return new SeedRuns(tokens, Arrays.stream(found.toArray()).sorted().distinct().toArray());
  }

  /** How many there are. */
  public int size() {
    return ranks.length;
  }

  /** The runs, by number. */
  public List<int[]> runs(QueryIndex index) {
    return new AbstractList<>() {
      @Override
      public int[] get(int run) {
        return index.prefix(ranks[run], tokens);
      }

      @Override
      public int size() {
        return ranks.length;
      }
    };
  }

  /** An index with each run as an output of its own, by number. */
  public QueryIndex index(QueryIndex index) {
    return QueryIndex.of(runs(index), tokens);
  }

  /** The runs of {@link #index} as spans: each all of an output. */
  public static Spans texts(QueryIndex runs) {
    CorpusScan scan = new CorpusScan(runs);
    for (int run = 0; run < runs.outputs(); run++) {
      scan.accept(runs.prefix(runs.rank(run, 0), runs.least()));
    }
    return Spans.of(runs, scan.result());
  }

  /**
   * The number of the run that starts at a token of an output.
   *
   * @throws IllegalArgumentException if it lies in no span
   */
  public int run(QueryIndex index, int output, int start) {
    int run = Arrays.binarySearch(ranks, index.firstSharing(index.rank(output, start), tokens));
    if (run < 0) {
      throw new IllegalArgumentException(
          "No span of output " + output + " has the run that starts at token " + start);
    }
    return run;
  }

  /**
   * How often each run stands in documents, by number.
   *
   * @param index of {@link #runs}, with k as its L
   * @param result of the documents
   */
  public long[] counts(QueryIndex index, ScanResult result) {
    long[] counts = new long[ranks.length];
    Spans found = Spans.of(index, result);
    for (int span = 0; span < found.size(); span++) {
      counts[found.output(span)] = found.count(span);
    }
    return counts;
  }
}
