package org.tributary.sample.code;

import java.util.ArrayList;
import java.util.List;
import org.tributary.sample.Draws;

/**
 * An n-gram language model with interpolated absolute discounting (Ney, Essen, Kneser 1994), all
 * counts exact. A follower w of a context h seen c(h) times has
 *
 * <pre>p(w|h) = (c(hw) - d)/c(h) + d t(h)/c(h) p(w|h')</pre>
 *
 * with t(h) distinct followers, h' the context without its first token, and the uniform
 * distribution below the empty context. The discount d is one half, so that sampling needs integers
 * only: of the 2 c(h) half occurrences of a context, one per distinct follower means "ask the
 * shorter context", and the others stand for the follower that they precede.
 *
 * <p>The counts are not stored. All positions of the training text, sorted by the tokens that
 * follow, hold them: the positions of a context are an interval, found by binary search, and
 * running numbers of distinct prefixes tell t(h). Training is one counting sort per order.
 */
public final class NgramModel {
  private static final double DISCOUNT = 0.5;

  private final int vocabularySize;
  private final int order;
  private final int[] text;
  private final int[] sorted;

  /** {@code distinct[k][i]}: how many prefixes of k + 1 tokens the first i + 1 positions have. */
  private final int[][] distinct;

  private NgramModel(int vocabularySize, int order, int[] text) {
    this.vocabularySize = vocabularySize;
    this.order = order;
    this.text = text;
    this.sorted = sortedPositions(text, vocabularySize, order);
    this.distinct = distinctPrefixes(text, sorted, order);
  }

  /**
   * Counts all n-grams up to {@code order} of the documents, with a boundary token before each.
   *
   * @param documents token ids below {@code vocabularySize}
   * @param order longest context plus one; at least 1
   */
  public static NgramModel train(List<int[]> documents, int vocabularySize, int order) {
    if (order < 1 || documents.isEmpty()) {
      throw new IllegalArgumentException(
          "A model needs an order of at least 1 and a document, not order "
              + order
              + " and "
              + documents.size()
              + " documents");
    }
    int length = documents.stream().mapToInt(document -> document.length + 1).sum();
    // Boundaries after the last document let every position have a full prefix.
    int[] text = new int[length + order];
    int at = 0;
    for (int[] document : documents) {
      text[at++] = Vocabulary.BOUNDARY;
      System.arraycopy(document, 0, text, at, document.length);
      at += document.length;
    }
    return new NgramModel(vocabularySize, order, text);
  }

  /**
   * Samples what comes after {@code prompt}: {@code most} tokens, or fewer where a file ends after
   * {@code least} or more. A file's end before that is drawn again.
   */
  public int[] complete(int[] prompt, int least, int most, Draws draws) {
    int[] history = new int[prompt.length + most];
    System.arraycopy(prompt, 0, history, 0, prompt.length);
    int end = prompt.length;
    while (end < history.length) {
      int next = sample(history, end, draws);
      if (next != Vocabulary.BOUNDARY) {
        history[end++] = next;
      } else if (end - prompt.length >= least) {
        break;
      }
    }
    int[] output = new int[end - prompt.length];
    System.arraycopy(history, prompt.length, output, 0, output.length);
    return output;
  }

  /** Mean -log2 probability of the tokens of {@code document} and of the boundary after it. */
  public double crossEntropyBits(int[] document) {
    int[] history = new int[document.length + 2];
    System.arraycopy(document, 0, history, 1, document.length);
    double bits = 0;
    for (int i = 1; i < history.length; i++) {
      bits -= StrictMath.log(probability(history, i)) / StrictMath.log(2);
    }
    return bits / (history.length - 1);
  }

  private int sample(int[] history, int end, Draws draws) {
    for (int k = Math.min(order - 1, end); k >= 0; k--) {
      int low = firstNotBelow(history, end - k, k);
      int high = firstAbove(history, end - k, k, low);
      if (low < high) {
        int half = draws.below(2 * (high - low));
        int i = low + half / 2;
        boolean discounted = half % 2 == 0 && isFirstOfItsFollower(k, low, i);
        if (!discounted) {
          return text[sorted[i] + k];
        }
      }
    }
    return draws.below(vocabularySize);
  }

  private double probability(int[] history, int end) {
    double probability = 1.0 / vocabularySize;
    for (int k = 0; k <= Math.min(order - 1, end); k++) {
      int low = firstNotBelow(history, end - k, k);
      int high = firstAbove(history, end - k, k, low);
      if (low == high) {
        break;
      }
      int lowWithToken = firstNotBelow(history, end - k, k + 1);
      int withToken = firstAbove(history, end - k, k + 1, lowWithToken) - lowWithToken;
      int followers = distinct[k][high - 1] - distinct[k][low] + 1;
      double total = high - low;
      probability =
          Math.max(withToken - DISCOUNT, 0) / total + DISCOUNT * followers / total * probability;
    }
    return probability;
  }

  private boolean isFirstOfItsFollower(int k, int low, int i) {
    return i == low || distinct[k][i] != distinct[k][i - 1];
  }

  private int firstNotBelow(int[] context, int from, int length) {
    int low = 0;
    int high = sorted.length;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (compare(sorted[middle], context, from, length) < 0) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  private int firstAbove(int[] context, int from, int length, int start) {
    int low = start;
    int high = sorted.length;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (compare(sorted[middle], context, from, length) <= 0) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  private int compare(int position, int[] context, int from, int length) {
    for (int j = 0; j < length; j++) {
      int difference = Integer.compare(text[position + j], context[from + j]);
      if (difference != 0) {
        return difference;
      }
    }
    return 0;
  }

  /** Positions by the {@code order} tokens that start there, equals by position: a radix sort. */
  private static int[] sortedPositions(int[] text, int vocabularySize, int order) {
    int count = text.length - order;
    int[] positions = new int[count];
    for (int i = 0; i < count; i++) {
      positions[i] = i;
    }
    int[] target = new int[count];
    for (int j = order - 1; j >= 0; j--) {
      int[] starts = new int[vocabularySize + 1];
      for (int i = 0; i < count; i++) {
        starts[text[i + j] + 1]++;
      }
      for (int token = 0; token < vocabularySize; token++) {
        starts[token + 1] += starts[token];
      }
      for (int position : positions) {
        target[starts[text[position + j]]++] = position;
      }
      int[] swapped = positions;
      positions = target;
      target = swapped;
    }
    return positions;
  }

  private static int[][] distinctPrefixes(int[] text, int[] sorted, int order) {
    int[][] distinct = new int[order][sorted.length];
    for (int i = 1; i < sorted.length; i++) {
      int same = 0;
      while (same < order && text[sorted[i - 1] + same] == text[sorted[i] + same]) {
        same++;
      }
      for (int k = 0; k < order; k++) {
        distinct[k][i] = distinct[k][i - 1] + (k >= same ? 1 : 0);
      }
    }
    return distinct;
  }

  /** The documents of contributions, in their order. */
  public static List<int[]> documents(List<CodeContribution> contributions) {
    List<int[]> documents = new ArrayList<>(contributions.size());
    contributions.forEach(contribution -> documents.add(contribution.tokens()));
    return documents;
  }
}
