package org.tributary.span;

import java.util.BitSet;
import java.util.List;

/**
 * What an output repeats of its own prompt: the prompt is where it has that from, not a document.
 */
public final class PromptEcho {
  private PromptEcho() {}

  /**
   * The positions of an output that lie in a run of at least {@code least} tokens that stands word
   * for word in the prompt. For n tokens of output and m of prompt it takes O(n log n + m log n)
   * time, whatever they repeat.
   *
   * @param least tokens, at least 1
   * @throws IllegalArgumentException if {@code least} isn't positive or a token is negative
   */
  public static BitSet of(int[] output, int[] prompt, int least) {
    QueryIndex index = QueryIndex.of(List.of(output), least);
    CorpusScan scan = new CorpusScan(index);
    scan.accept(prompt);
    return LongestMatches.of(index, scan.result()).covered(0);
  }
}
