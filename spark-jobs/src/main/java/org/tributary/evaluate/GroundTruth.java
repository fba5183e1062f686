package org.tributary.evaluate;

import java.util.stream.IntStream;
import org.tributary.sample.digits.Curvature;
import org.tributary.sample.digits.DigitsData;
import org.tributary.sample.digits.Examples;
import org.tributary.sample.digits.LogisticModel;
import org.tributary.sample.digits.LogisticRegression;
import org.tributary.sample.digits.NumpyRandomState;

/**
 * What really happens when rows are left out, by training again to a gradient norm of 1e-8. Every
 * retraining starts from the full optimum with the curvature there as preconditioner, which changes
 * the time and not the optimum: the objective is strongly convex. Retrainings run in parallel and
 * don't know of each other, so the numbers don't depend on the number of cores.
 */
final class GroundTruth {
  private final Examples train;
  private final Examples queries;
  private final LogisticModel model;
  private final Curvature curvature;
  private final LogisticRegression retrainer;

  private GroundTruth(Examples train, Examples queries, double l2) {
    this.train = train;
    this.queries = queries;
    LogisticRegression trainer = LogisticRegression.withL2(l2);
    this.model = trainer.train(train).model();
    this.curvature = Curvature.at(model, train, l2);
    this.retrainer = trainer.from(model).preconditionedBy(curvature);
  }

  /**
   * Trains on the first {@code trainRows} of {@code RandomState(splitSeed).permutation}, with the
   * next {@code queryRows} as queries.
   */
  static GroundTruth of(
      DigitsData digits, long splitSeed, int trainRows, int queryRows, double l2) {
    int[] order = new NumpyRandomState(splitSeed).permutation(digits.size());
    Examples train = digits.examples(IntStream.range(0, trainRows).map(i -> order[i]).toArray());
    Examples queries =
        digits.examples(IntStream.range(0, queryRows).map(i -> order[trainRows + i]).toArray());
    return new GroundTruth(train, queries, l2);
  }

  Examples train() {
    return train;
  }

  Examples queries() {
    return queries;
  }

  /** The model trained on all rows. */
  LogisticModel model() {
    return model;
  }

  /** The Hessian of the objective at {@link #model()}. */
  Curvature curvature() {
    return curvature;
  }

  /** Per training row, the loss that each query gains when the model is trained without it. */
  double[][] leaveOneOut() {
    double[] before = losses(model);
    return IntStream.range(0, train.size())
        .parallel()
        .mapToObj(
            row -> {
              double[] added = losses(retrainer.train(train.without(row)).model());
              for (int query = 0; query < added.length; query++) {
                added[query] -= before[query];
              }
              return added;
            })
        .toArray(double[][]::new);
  }

  /**
   * Models of {@code count} random halves: subset s is {@code RandomState(firstSeed + s).choice(n,
   * n / 2, replace=False)}.
   */
  HalfSubsets halfSubsets(long firstSeed, int count) {
    int[][] rows = new int[count][];
    for (int subset = 0; subset < count; subset++) {
      rows[subset] =
          new NumpyRandomState(firstSeed + subset).choice(train.size(), train.size() / 2);
    }
    double[][] losses =
        IntStream.range(0, count)
            .parallel()
            .mapToObj(subset -> losses(retrainer.train(train.subset(rows[subset])).model()))
            .toArray(double[][]::new);
    return new HalfSubsets(rows, losses);
  }

  private double[] losses(LogisticModel trained) {
    double[] losses = new double[queries.size()];
    for (int query = 0; query < losses.length; query++) {
      losses[query] = trained.loss(queries, query);
    }
    return losses;
  }
}
