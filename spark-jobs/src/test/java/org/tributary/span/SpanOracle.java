package org.tributary.span;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** What spans, counts and holders are, from the definitions alone: every position tried. */
public final class SpanOracle {
  private SpanOracle() {}

  /** A span with its tokens spelled out. */
  public record Found(int output, int start, List<Integer> tokens, long count) {}

  /** That a document holds a text. */
  record Held(int document, List<Integer> tokens, int occurrences, int first) {}

  public static boolean standsAt(int[] document, int position, int[] text) {
    return position + text.length <= document.length
        && Arrays.equals(document, position, position + text.length, text, 0, text.length);
  }

  public static long count(int[] document, int[] text) {
    long count = 0;
    for (int position = 0; position < document.length; position++) {
      count += standsAt(document, position, text) ? 1 : 0;
    }
    return count;
  }

  public static long count(List<int[]> documents, int[] text) {
    return documents.stream().mapToLong(document -> count(document, text)).sum();
  }

  /** The longest match at a position of an output, 0 where it is shorter than L. */
  static int longest(int[] output, int start, List<int[]> documents, int least) {
    for (int end = output.length; end - start >= least; end--) {
      int[] text = Arrays.copyOfRange(output, start, end);
      if (count(documents, text) > 0) {
        return end - start;
      }
    }
    return 0;
  }

  public static List<Found> spans(List<int[]> outputs, List<int[]> documents, int least) {
    List<Found> found = new ArrayList<>();
    for (int output = 0; output < outputs.size(); output++) {
      int[] tokens = outputs.get(output);
      List<Integer> ends = new ArrayList<>(List.of(0));
      for (int start = 0; start < tokens.length; start++) {
        int length = longest(tokens, start, documents, least);
        int end = start + length;
        if (length > 0 && ends.stream().allMatch(earlier -> earlier < end)) {
          int[] text = Arrays.copyOfRange(tokens, start, end);
          found.add(new Found(output, start, boxed(text), count(documents, text)));
        }
        if (length > 0) {
          ends.add(end);
        }
      }
    }
    return found;
  }

  /** By document, for each distinct text of the spans that it holds. */
  static List<Held> holders(List<Found> spans, List<int[]> documents) {
    List<Held> held = new ArrayList<>();
    for (int i = 0; i < documents.size(); i++) {
      int[] document = documents.get(i);
      for (List<Integer> tokens : spans.stream().map(Found::tokens).distinct().toList()) {
        int[] text = tokens.stream().mapToInt(Integer::intValue).toArray();
        int times = (int) count(document, text);
        if (times > 0) {
          int first = 0;
          while (!standsAt(document, first, text)) {
            first++;
          }
          held.add(new Held(i, tokens, times, first));
        }
      }
    }
    return held;
  }

  public static List<Integer> boxed(int[] tokens) {
    return Arrays.stream(tokens).boxed().toList();
  }
}
