package org.tributary.sample.digits;

import java.util.Arrays;

/**
 * What training minimises: mean cross entropy plus {@code l2 / 2} times the squared norm of all
 * weights, the bias included. One thread, one fixed order of operations; the inner loops run over
 * whole columns without reductions, so that the compiler may use vector instructions and the bits
 * still don't depend on the machine.
 */
final class Objective {
  private static final int CLASSES = LogisticRegression.CLASSES;
  private static final int FEATURES = LogisticRegression.FEATURES;

  private final Examples examples;
  private final double l2;
  private final double[] columns;
  private final double[] scores;

  Objective(Examples examples, double l2) {
    this.examples = examples;
    this.l2 = l2;
    this.columns = examples.featuresByColumn();
    this.scores = new double[CLASSES * examples.size()];
  }

  /** The value at {@code weights}; {@code gradient} is overwritten with the gradient there. */
  double evaluate(double[] weights, double[] gradient) {
    computeLogits(weights);
    double loss = toResiduals() / examples.size();
    Arrays.fill(gradient, 0);
    accumulateGradient(gradient);
    double squares = 0;
    for (int i = 0; i < weights.length; i++) {
      gradient[i] = gradient[i] / examples.size() + l2 * weights[i];
      squares += weights[i] * weights[i];
    }
    return loss + 0.5 * l2 * squares;
  }

  private void computeLogits(double[] weights) {
    int n = examples.size();
    Arrays.fill(scores, 0);
    for (int c = 0; c < CLASSES; c++) {
      for (int j = 0; j < FEATURES; j++) {
        addScaled(scores, c * n, weights[c * FEATURES + j], columns, j * n, n);
      }
    }
  }

  /** Turns logits into probabilities minus the label's one; returns the summed cross entropy. */
  private double toResiduals() {
    int n = examples.size();
    double loss = 0;
    for (int row = 0; row < n; row++) {
      double max = scores[row];
      for (int c = 1; c < CLASSES; c++) {
        max = Math.max(max, scores[c * n + row]);
      }
      int labelled = examples.label(row) * n + row;
      loss += max - scores[labelled];
      double sum = 0;
      for (int c = 0; c < CLASSES; c++) {
        scores[c * n + row] = StrictMath.exp(scores[c * n + row] - max);
        sum += scores[c * n + row];
      }
      loss += StrictMath.log(sum);
      for (int c = 0; c < CLASSES; c++) {
        scores[c * n + row] /= sum;
      }
      scores[labelled] -= 1;
    }
    return loss;
  }

  private void accumulateGradient(double[] gradient) {
    int n = examples.size();
    double[] rows = examples.featuresByRow();
    for (int row = 0; row < n; row++) {
      for (int c = 0; c < CLASSES; c++) {
        addScaled(gradient, c * FEATURES, scores[c * n + row], rows, row * FEATURES, FEATURES);
      }
    }
  }

  private static void addScaled(
      double[] target, int to, double factor, double[] source, int from, int length) {
    for (int i = 0; i < length; i++) {
      target[to + i] += factor * source[from + i];
    }
  }
}
