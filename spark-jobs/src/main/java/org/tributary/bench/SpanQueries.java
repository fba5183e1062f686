package org.tributary.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Outputs of which 15 in 100 tokens stand in spans copied from documents; the others are pieces too
 * short to count, so that they start like documents and end unlike them.
 */
final class SpanQueries {
  static final int OUTPUT_TOKENS = 512;
  static final int PROMPT_TOKENS = 64;

  /** L: fewest tokens of a span. */
  static final int LEAST = 16;

  private static final int MEAN_BEYOND = 16;
  private static final int LONGEST_PIECE = 15;
  private static final double COPIED = 0.15;

  private final List<BenchDocument> documents;

  SpanQueries(List<BenchDocument> documents) {
    this.documents = documents.stream().filter(each -> each.tokens().length >= 8 * LEAST).toList();
  }

  /** Outputs of at least so many tokens. */
  List<int[]> outputs(int tokens) {
    int count = (tokens + OUTPUT_TOKENS - 1) / OUTPUT_TOKENS;
    List<int[]> outputs = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      outputs.add(text(new SplittableRandom(i * 0x9E3779B97F4A7C15L), OUTPUT_TOKENS, COPIED));
    }
    return outputs;
  }

  /** The prompt of an output; it has nothing copied. */
  int[] prompt(int output) {
    return text(new SplittableRandom(~(long) output), PROMPT_TOKENS, 0);
  }

  private int[] text(SplittableRandom random, int length, double copied) {
    // The chance that makes the wanted part of the tokens copied, by the mean lengths of both.
    double span = LEAST + MEAN_BEYOND;
    double piece = (1 + LONGEST_PIECE) / 2.0;
    double chance = copied * piece / (copied * piece + (1 - copied) * span);
    int[] text = new int[length];
    int at = 0;
    while (at < length) {
      int wanted =
          random.nextDouble() < chance
              ? LEAST + geometric(random)
              : 1 + random.nextInt(LONGEST_PIECE);
      int[] source = documents.get(random.nextInt(documents.size())).tokens();
      int taken = Math.min(Math.min(wanted, source.length), length - at);
      System.arraycopy(source, random.nextInt(source.length - taken + 1), text, at, taken);
      at += taken;
    }
    return text;
  }

  private static int geometric(SplittableRandom random) {
    return (int) (-MEAN_BEYOND * Math.log(1 - random.nextDouble()));
  }

  /** Tokens of all. */
  static long tokens(List<int[]> outputs) {
    return outputs.stream().mapToLong(output -> output.length).sum();
  }
}
