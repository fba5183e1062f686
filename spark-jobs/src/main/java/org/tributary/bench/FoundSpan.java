package org.tributary.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.tributary.span.CorpusScan;
import org.tributary.span.QueryIndex;
import org.tributary.span.Spans;

/**
 * A span of an output.
 *
 * @param output its place among the outputs
 * @param start first token
 * @param end one behind the last token
 * @param count how often its text stands in the documents
 */
record FoundSpan(int output, int start, int end, long count) implements Comparable<FoundSpan> {
  /** The spans of at least so many tokens that outputs share with documents, by the engine. */
  static Set<FoundSpan> of(List<int[]> outputs, List<int[]> documents, int least) {
    QueryIndex index = QueryIndex.of(new ArrayList<>(outputs), least);
    CorpusScan scan = new CorpusScan(index);
    documents.forEach(scan::accept);
    Spans spans = Spans.of(index, scan.result());
    Set<FoundSpan> found = new TreeSet<>();
    for (int span = 0; span < spans.size(); span++) {
      found.add(
          new FoundSpan(
              spans.output(span),
              spans.start(span),
              spans.start(span) + spans.length(span),
              spans.count(span)));
    }
    return found;
  }

  @Override
  public int compareTo(FoundSpan other) {
    int byOutput = Integer.compare(output, other.output);
    int byStart = byOutput != 0 ? byOutput : Integer.compare(start, other.start);
    int byEnd = byStart != 0 ? byStart : Integer.compare(end, other.end);
    return byEnd != 0 ? byEnd : Long.compare(count, other.count);
  }
}
