package org.tributary.evaluate;

import java.util.Comparator;
import java.util.stream.IntStream;

/** Pearson's and Spearman's correlation, summed in the order of the values. */
public final class Correlation {
  private Correlation() {}

  /**
   * Pearson's r of two samples of equal length.
   *
   * @throws IllegalArgumentException where a sample has no variation: r is not defined then
   */
  public static double pearson(double[] a, double[] b) {
    if (a.length != b.length) {
      throw new IllegalArgumentException("Samples of " + a.length + " and " + b.length + " values");
    }
    double meanA = mean(a);
    double meanB = mean(b);
    double products = 0;
    double squaresA = 0;
    double squaresB = 0;
    for (int i = 0; i < a.length; i++) {
      double fromA = a[i] - meanA;
      double fromB = b[i] - meanB;
      products += fromA * fromB;
      squaresA += fromA * fromA;
      squaresB += fromB * fromB;
    }
    if (!(squaresA > 0 && squaresB > 0)) {
      throw new IllegalArgumentException(
          "No correlation without variation: a sample of " + a.length + " equal values");
    }
    return products / (Math.sqrt(squaresA) * Math.sqrt(squaresB));
  }

  /** Spearman's rho: Pearson's r of the ranks, equal values sharing their mean rank. */
  public static double spearman(double[] a, double[] b) {
    return pearson(ranks(a), ranks(b));
  }

  /** Ranks from 1; equal values share the mean of the ranks they take up together. */
  public static double[] ranks(double[] values) {
    int[] order =
        IntStream.range(0, values.length)
            .boxed()
            .sorted(Comparator.<Integer>comparingDouble(i -> values[i]).thenComparing(i -> i))
            .mapToInt(Integer::intValue)
            .toArray();
    double[] ranks = new double[values.length];
    int first = 0;
    while (first < order.length) {
      int end = first + 1;
      while (end < order.length && values[order[end]] == values[order[first]]) {
        end++;
      }
      for (int i = first; i < end; i++) {
        ranks[order[i]] = (first + 1 + end) / 2.0;
      }
      first = end;
    }
    return ranks;
  }

  private static double mean(double[] values) {
    double sum = 0;
    for (double value : values) {
      sum += value;
    }
    return sum / values.length;
  }
}
