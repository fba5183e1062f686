package org.tributary.evaluate;

/**
 * What a method says: one score per query and training row; positive means that the row made the
 * query's loss smaller. Immutable by convention of this package: nobody writes to the arrays.
 */
final class ScoreMatrix {
  private final double[][] scores;

  /** Takes over {@code scores}, one array of training rows per query. */
  ScoreMatrix(double[][] scores) {
    this.scores = scores;
  }

  int queries() {
    return scores.length;
  }

  /** The scores of all training rows for {@code query}. */
  double[] row(int query) {
    return scores[query];
  }

  /**
   * The linear datamodeling score (Park et al. 2023, arXiv 2303.14186): Spearman's correlation over
   * subsets between the summed scores of the rows trained on and the retrained model's output,
   * averaged over queries. Output is minus the loss, so that more is better on both sides.
   */
  Agreement linearDatamodelingScore(HalfSubsets truth) {
    double[] correlations = new double[queries()];
    for (int query = 0; query < queries(); query++) {
      double[] predicted = new double[truth.count()];
      double[] measured = new double[truth.count()];
      for (int subset = 0; subset < truth.count(); subset++) {
        for (int row : truth.rows(subset)) {
          predicted[subset] += scores[query][row];
        }
        measured[subset] = -truth.loss(subset, query);
      }
      correlations[query] = Correlation.spearman(predicted, measured);
    }
    return Agreement.over(correlations);
  }

  /**
   * The leave-one-out correlation: Pearson's correlation over training rows between a row's score
   * and the loss added by retraining without it, averaged over queries.
   *
   * @param lossAdded one array of queries per training row
   */
  Agreement leaveOneOutCorrelation(double[][] lossAdded) {
    double[] correlations = new double[queries()];
    for (int query = 0; query < queries(); query++) {
      double[] measured = new double[lossAdded.length];
      for (int row = 0; row < lossAdded.length; row++) {
        measured[row] = lossAdded[row][query];
      }
      correlations[query] = Correlation.pearson(scores[query], measured);
    }
    return Agreement.over(correlations);
  }
}
