package org.tributary.evaluate.pay;

import java.util.Arrays;
import org.tributary.sample.digits.Examples;
import org.tributary.sample.digits.LogisticRegression;

/**
 * A network of 64 pixels, 32 rectified hidden units and 10 classes, trained by full-batch Adam
 * (Kingma and Ba 2015, arXiv 1412.6980) on mean cross entropy plus a penalty: not convex.
 * Deterministic: one thread, fixed order, {@link StrictMath}.
 *
 * <p>Weights: 65 x 32 of the hidden layer, by input and then unit, the bias last; then 10 x 33 of
 * the output layer, by class and then unit, the bias last. Gradients have the same order.
 */
final class Perceptron {
  static final int CLASSES = LogisticRegression.CLASSES;
  private static final int INPUTS = LogisticRegression.FEATURES;
  private static final int HIDDEN = 32;
  private static final int TO_OUTPUT = HIDDEN + 1;
  static final int HIDDEN_WEIGHTS = HIDDEN * INPUTS;
  static final int OUTPUT_WEIGHTS = CLASSES * TO_OUTPUT;

  private static final double STEP = 0.02;
  private static final double FIRST_DECAY = 0.9;
  private static final double SECOND_DECAY = 0.999;
  private static final double TINY = 1e-8;
  private static final double PENALTY = 1e-3;

  private final double[] weights;

  private Perceptron(double[] weights) {
    this.weights = weights;
  }

  /**
   * Trains a network.
   *
   * @param seed of the start: normal weights of variance 2 over the inputs of a unit (He et al.
   *     2015)
   */
  static Perceptron train(Examples examples, long seed, int epochs) {
    double[] weights = start(seed);
    Gradients sum = new Gradients(examples);
    double[] first = new double[weights.length];
    double[] second = new double[weights.length];
    double firstLeft = 1;
    double secondLeft = 1;
    for (int epoch = 0; epoch < epochs; epoch++) {
      double[] gradient = sum.mean(weights);
      firstLeft *= FIRST_DECAY;
      secondLeft *= SECOND_DECAY;
      // The step falls to nothing, so that training ends at a point and not around it.
      double step = STEP * (1 + StrictMath.cos(StrictMath.PI * epoch / epochs)) / 2;
      for (int i = 0; i < weights.length; i++) {
        double slope = gradient[i] + PENALTY * weights[i];
        first[i] = FIRST_DECAY * first[i] + (1 - FIRST_DECAY) * slope;
        second[i] = SECOND_DECAY * second[i] + (1 - SECOND_DECAY) * slope * slope;
        double root = Math.sqrt(second[i] / (1 - secondLeft));
        weights[i] -= step * first[i] / (1 - firstLeft) / (root + TINY);
      }
    }
    return new Perceptron(weights);
  }

  private static double[] start(long seed) {
    RandomNumbers random = new RandomNumbers(seed);
    double[] weights = new double[HIDDEN_WEIGHTS + OUTPUT_WEIGHTS];
    for (int i = 0; i < weights.length; i++) {
      boolean hidden = i < HIDDEN_WEIGHTS;
      int input = hidden ? i / HIDDEN : (i - HIDDEN_WEIGHTS) % TO_OUTPUT;
      int inputs = hidden ? INPUTS : TO_OUTPUT;
      boolean bias = input == inputs - 1;
      weights[i] = bias ? 0 : StrictMath.sqrt(2.0 / inputs) * random.normal();
    }
    return weights;
  }

  /** The same network with one weight moved. */
  Perceptron moved(int weight, double by) {
    double[] other = weights.clone();
    other[weight] += by;
    return new Perceptron(other);
  }

  double[] probabilities(Examples examples, int row) {
    double[] output = new double[CLASSES];
    forward(weights, examples.features(row), new double[HIDDEN], output);
    toProbabilities(output);
    return output;
  }

  /** Cross entropy of an example with its label, in nats, without the penalty. */
  double loss(Examples examples, int row) {
    double[] output = new double[CLASSES];
    forward(weights, examples.features(row), new double[HIDDEN], output);
    double label = output[examples.label(row)];
    return toProbabilities(output) - label;
  }

  /** The gradient of {@link #loss}. */
  double[] gradient(Examples examples, int row) {
    double[] gradient = new double[weights.length];
    Gradients.add(weights, examples.features(row), examples.label(row), gradient);
    return gradient;
  }

  private static void addScaled(double[] target, int to, double factor, double[] source, int from) {
    for (int unit = 0; unit < HIDDEN; unit++) {
      target[to + unit] += factor * source[from + unit];
    }
  }

  /** Both results are to be zeros at first. */
  private static void forward(double[] weights, double[] inputs, double[] hidden, double[] output) {
    // Whole rows at a time: no sum runs along a row, so the compiler may use vector instructions.
    for (int j = 0; j < INPUTS; j++) {
      if (inputs[j] != 0) {
        addScaled(hidden, 0, inputs[j], weights, j * HIDDEN);
      }
    }
    for (int unit = 0; unit < HIDDEN; unit++) {
      hidden[unit] = Math.max(0, hidden[unit]);
    }
    for (int c = 0; c < CLASSES; c++) {
      int from = HIDDEN_WEIGHTS + c * TO_OUTPUT;
      double sum = weights[from + HIDDEN];
      for (int unit = 0; unit < HIDDEN; unit++) {
        sum += weights[from + unit] * hidden[unit];
      }
      output[c] = sum;
    }
  }

  /** Turns logits into probabilities; returns the logarithm of the sum of their exponentials. */
  private static double toProbabilities(double[] output) {
    double max = Arrays.stream(output).max().orElseThrow();
    double sum = 0;
    for (int c = 0; c < CLASSES; c++) {
      output[c] = StrictMath.exp(output[c] - max);
      sum += output[c];
    }
    for (int c = 0; c < CLASSES; c++) {
      output[c] /= sum;
    }
    return max + StrictMath.log(sum);
  }

  /** Gradients of many examples. */
  private static final class Gradients {
    private final double[][] inputs;
    private final int[] labels;

    Gradients(Examples examples) {
      inputs = new double[examples.size()][];
      labels = new int[examples.size()];
      for (int row = 0; row < labels.length; row++) {
        inputs[row] = examples.features(row);
        labels[row] = examples.label(row);
      }
    }

    double[] mean(double[] weights) {
      double[] gradient = new double[weights.length];
      for (int row = 0; row < labels.length; row++) {
        add(weights, inputs[row], labels[row], gradient);
      }
      for (int i = 0; i < gradient.length; i++) {
        gradient[i] /= labels.length;
      }
      return gradient;
    }

    static void add(double[] weights, double[] inputs, int label, double[] gradient) {
      double[] hidden = new double[HIDDEN];
      double[] residual = new double[CLASSES];
      forward(weights, inputs, hidden, residual);
      toProbabilities(residual);
      residual[label] -= 1;
      double[] back = new double[HIDDEN];
      for (int c = 0; c < CLASSES; c++) {
        int from = HIDDEN_WEIGHTS + c * TO_OUTPUT;
        for (int unit = 0; unit < HIDDEN; unit++) {
          back[unit] += residual[c] * weights[from + unit];
          gradient[from + unit] += residual[c] * hidden[unit];
        }
        gradient[from + HIDDEN] += residual[c];
      }
      for (int unit = 0; unit < HIDDEN; unit++) {
        back[unit] = hidden[unit] > 0 ? back[unit] : 0;
      }
      for (int j = 0; j < INPUTS; j++) {
        if (inputs[j] != 0) {
          addScaled(gradient, j * HIDDEN, inputs[j], back, 0);
        }
      }
    }
  }
}
