package org.tributary.evaluate.pay;

import java.util.Arrays;
import java.util.List;
import org.tributary.evaluate.Correlation;

/**
 * How well pay follows value.
 *
 * @param spearman rank correlation of a contributor's share with its effect
 * @param totalVariation half the summed differences between the shares and the true ones, which are
 *     in proportion to the positive effects
 * @param harmfulShare part of the money that clearly harmful contributors get
 */
public record PayQuality(double spearman, double totalVariation, double harmfulShare) {
  /** Harm is clear from this part of the largest effect, in either direction. */
  static final double CLEAR = 0.02;

  /**
   * Holds shares against effects.
   *
   * @param shares of the money, by contributor
   * @param effects loss that removing each contributor adds
   */
  public static PayQuality of(double[] shares, double[] effects) {
    double paid = Arrays.stream(shares).sum();
    double[] truth = trueShares(effects);
    boolean[] harmful = clearlyHarmful(effects);
    double distance = 0;
    double toHarmful = 0;
    for (int c = 0; c < shares.length; c++) {
      double share = paid > 0 ? shares[c] / paid : 0;
      distance += Math.abs(share - truth[c]);
      toHarmful += harmful[c] ? share : 0;
    }
    return new PayQuality(Correlation.spearman(shares, effects), distance / 2, toHarmful);
  }

  /** Positive effects over their sum; all 0 where nobody helps. */
  public static double[] trueShares(double[] effects) {
    double sum = Arrays.stream(effects).filter(effect -> effect > 0).sum();
    return Arrays.stream(effects).map(effect -> effect > 0 ? effect / sum : 0).toArray();
  }

  /** Whose removal lowers the loss by more than {@link #CLEAR} of the largest effect. */
  public static boolean[] clearlyHarmful(double[] effects) {
    double largest = Arrays.stream(effects).map(Math::abs).max().orElse(0);
    boolean[] harmful = new boolean[effects.length];
    for (int c = 0; c < harmful.length; c++) {
      harmful[c] = effects[c] < -CLEAR * largest;
    }
    return harmful;
  }

  /**
   * Area under the ROC curve of a score that should be high where something holds: the probability
   * that it is higher for one that it holds for than for one that it doesn't, ties counting half
   * (Mann and Whitney 1947).
   *
   * @throws IllegalArgumentException where it holds for all or for none
   */
  static double auc(double[] scores, List<Boolean> holds) {
    double[] ranks = Correlation.ranks(scores);
    double sum = 0;
    long positive = 0;
    for (int i = 0; i < scores.length; i++) {
      if (holds.get(i)) {
        sum += ranks[i];
        positive++;
      }
    }
    long negative = scores.length - positive;
    if (positive == 0 || negative == 0) {
      throw new IllegalArgumentException(positive + " of " + scores.length + " hold: no curve");
    }
    return (sum - positive * (positive + 1) / 2.0) / ((double) positive * negative);
  }
}
