package org.tributary.evaluate.pay;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.tributary.evaluate.Correlation;
import org.tributary.sample.digits.Examples;

/**
 * What contributors are really worth: the mean loss that the queries gain when the model is trained
 * without one. Positive: its data helps.
 *
 * @param byMember effect of each contributor, per member of the ensemble
 */
@SuppressWarnings("ArrayRecordComponent") // never compared; read only
record ContributorTruth(double[][] byMember) {
  /** Trains again without each contributor; in parallel, with the same numbers. */
  static ContributorTruth of(World world, Learner learner, Fit full) {
    double[] before = losses(full, world.queries());
    double[][] after =
        IntStream.range(0, world.contributors())
            .parallel()
            .mapToObj(c -> losses(learner.refit(full, world.trainWithout(c)), world.queries()))
            .toArray(double[][]::new);
    double[][] byMember = new double[before.length][world.contributors()];
    for (int member = 0; member < before.length; member++) {
      for (int c = 0; c < world.contributors(); c++) {
        byMember[member][c] = after[c][member] - before[member];
      }
    }
    return new ContributorTruth(byMember);
  }

  /** The effect of each contributor, mean over the members. */
  double[] effects() {
    double[] effects = new double[byMember[0].length];
    for (double[] member : byMember) {
      for (int c = 0; c < effects.length; c++) {
        effects[c] += member[c] / byMember.length;
      }
    }
    return effects;
  }

  /**
   * How far the truth can be trusted: correlation of the effects in the first half of the members
   * with those in the second, corrected to the full number (Spearman and Brown 1910).
   */
  double reliability() {
    int half = byMember.length / 2;
    if (half == 0) {
      return 1;
    }
    double r =
        Correlation.pearson(
            new ContributorTruth(Arrays.copyOfRange(byMember, 0, half)).effects(),
            new ContributorTruth(Arrays.copyOfRange(byMember, half, 2 * half)).effects());
    return 2 * r / (1 + r);
  }

  private static double[] losses(Fit fit, Examples queries) {
    double[] losses = new double[fit.members()];
    for (int member = 0; member < losses.length; member++) {
      for (int query = 0; query < queries.size(); query++) {
        losses[member] += fit.loss(member, queries, query);
      }
      losses[member] /= queries.size();
    }
    return losses;
  }
}
