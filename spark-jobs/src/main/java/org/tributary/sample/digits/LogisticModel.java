package org.tributary.sample.digits;

import java.util.Arrays;

/**
 * Weights of a multinomial logistic regression, {@link LogisticRegression#WEIGHTS} of them in
 * <em>class-major order</em>: entry {@code c * 65 + j} belongs to class {@code c} and feature
 * {@code j}, feature 64 being the bias (scikit-learn's {@code coef_} with the intercept as last
 * column). Gradients have the same order. Transcendental functions are {@link StrictMath}'s, so
 * that every machine gets the same bits.
 */
public final class LogisticModel {
  private static final int CLASSES = LogisticRegression.CLASSES;
  private static final int FEATURES = LogisticRegression.FEATURES;

  private final double[] weights;

  private LogisticModel(double[] weights) {
    this.weights = weights;
  }

  /** A model with these weights. */
  public static LogisticModel of(double[] weights) {
    if (weights.length != LogisticRegression.WEIGHTS) {
      throw new IllegalArgumentException(
          "Expected " + LogisticRegression.WEIGHTS + " weights, found " + weights.length);
    }
    return new LogisticModel(weights.clone());
  }

  /** A copy of the weights. */
  public double[] weights() {
    return weights.clone();
  }

  /** The probability of each class for example {@code row}. */
  public double[] probabilities(Examples examples, int row) {
    double[] probabilities = logits(examples, row);
    double max = Arrays.stream(probabilities).max().orElseThrow();
    double sum = 0;
    for (int c = 0; c < CLASSES; c++) {
      probabilities[c] = StrictMath.exp(probabilities[c] - max);
      sum += probabilities[c];
    }
    for (int c = 0; c < CLASSES; c++) {
      probabilities[c] /= sum;
    }
    return probabilities;
  }

  /** The most probable class of example {@code row}; the smallest one where two are equal. */
  public int predict(Examples examples, int row) {
    double[] logits = logits(examples, row);
    int best = 0;
    for (int c = 1; c < CLASSES; c++) {
      if (logits[c] > logits[best]) {
        best = c;
      }
    }
    return best;
  }

  /** Cross entropy of example {@code row} with its label, in nats, without the L2 term. */
  public double loss(Examples examples, int row) {
    double[] logits = logits(examples, row);
    double max = Arrays.stream(logits).max().orElseThrow();
    double sum = 0;
    for (int c = 0; c < CLASSES; c++) {
      sum += StrictMath.exp(logits[c] - max);
    }
    return StrictMath.log(sum) + max - logits[examples.label(row)];
  }

  /** The share of {@code examples} whose label the model predicts. */
  public double accuracy(Examples examples) {
    int right = 0;
    for (int row = 0; row < examples.size(); row++) {
      if (predict(examples, row) == examples.label(row)) {
        right++;
      }
    }
    return right / (double) examples.size();
  }

  /**
   * The gradient of {@link #loss(Examples, int)} by the weights, in the weights' order: {@code (p_c
   * - [c = label]) x_j}. Without the L2 term, which belongs to no example.
   */
  public double[] gradient(Examples examples, int row) {
    return gradient(examples, row, examples.label(row));
  }

  /** As {@link #gradient(Examples, int)}, for {@code label} instead of the example's own. */
  public double[] gradient(Examples examples, int row, int label) {
    double[] residuals = probabilities(examples, row);
    residuals[label] -= 1;
    double[] gradient = new double[LogisticRegression.WEIGHTS];
    for (int c = 0; c < CLASSES; c++) {
      for (int j = 0; j < FEATURES; j++) {
        gradient[c * FEATURES + j] = residuals[c] * examples.feature(row, j);
      }
    }
    return gradient;
  }

  private double[] logits(Examples examples, int row) {
    double[] logits = new double[CLASSES];
    for (int c = 0; c < CLASSES; c++) {
      double sum = 0;
      for (int j = 0; j < FEATURES; j++) {
        sum += weights[c * FEATURES + j] * examples.feature(row, j);
      }
      logits[c] = sum;
    }
    return logits;
  }
}
