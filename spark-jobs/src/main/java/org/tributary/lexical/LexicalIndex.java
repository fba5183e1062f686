package org.tributary.lexical;

import java.io.Serializable;
import java.util.Arrays;
import java.util.List;

/** Which outputs of a batch look for a term. */
public final class LexicalIndex implements Serializable {
  private static final long serialVersionUID = 1L;

  private final List<LexicalQuery> queries;
  private final int[] terms;

  /** Of each term where its outputs begin; one more for the end. */
  private final int[] begins;

  private final int[] outputs;
  private final int[] slots;

  private LexicalIndex(
      List<LexicalQuery> queries, int[] terms, int[] begins, int[] outputs, int[] slots) {
    this.queries = queries;
    this.terms = terms;
    this.begins = begins;
    this.outputs = outputs;
    this.slots = slots;
  }

  /** Indexes outputs: what is looked for takes 8 bytes a term of an output. */
  public static LexicalIndex of(List<LexicalQuery> queries) {
    int[] terms =
        queries.stream().flatMapToInt(each -> Arrays.stream(each.terms())).sorted().toArray();
    int[] distinct = Arrays.stream(terms).distinct().toArray();
    int[] begins = new int[distinct.length + 1];
    for (int term : terms) {
      begins[Arrays.binarySearch(distinct, term) + 1]++;
    }
    Arrays.parallelPrefix(begins, Integer::sum);
    int[] next = begins.clone();
    int[] outputs = new int[terms.length];
    int[] slots = new int[terms.length];
    for (int output = 0; output < queries.size(); output++) {
      int[] asked = queries.get(output).terms();
      for (int slot = 0; slot < asked.length; slot++) {
        int place = next[Arrays.binarySearch(distinct, asked[slot])]++;
        outputs[place] = output;
        slots[place] = slot;
      }
    }
    return new LexicalIndex(List.copyOf(queries), distinct, begins, outputs, slots);
  }

  List<LexicalQuery> queries() {
    return queries;
  }

  /** Number of a term, or a negative number. */
  int find(int term) {
    return Arrays.binarySearch(terms, term);
  }

  int begin(int number) {
    return begins[number];
  }

  int end(int number) {
    return begins[number + 1];
  }

  int output(int place) {
    return outputs[place];
  }

  /** What a term tells in an output. */
  long information(int place) {
    return queries.get(outputs[place]).information()[slots[place]];
  }
}
