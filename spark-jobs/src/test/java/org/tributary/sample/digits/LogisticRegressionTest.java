package org.tributary.sample.digits;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.tributary.sample.digits.LogisticRegression.Training;

/**
 * Golden optima: SciPy 1.17.1, {@code minimize(method="L-BFGS-B", gtol=1e-10, ftol=0, maxcor=50)}
 * on the first 1,000 rows of {@code RandomState(0).permutation(1797)}.
 */
class LogisticRegressionTest {
  private static Examples train;
  private static Examples test;

  @BeforeAll
  static void split() {
    int[] order = new NumpyRandomState(0).permutation(DigitsData.ROWS);
    DigitsData digits = DigitsData.load();
    train = digits.examples(Arrays.copyOf(order, 1000));
    test = digits.examples(Arrays.copyOfRange(order, 1000, 1200));
  }

  @Test
  void findsTheOptimumThatScipyFinds() {
    assertOptimum(1e-2, 0.945, 7.96394776635683, -0.456076296258, 0.0132486531025);
    assertOptimum(1e-3, 0.95, 15.7166423147544, -0.995644631576, 0.00138365966345);
    assertOptimum(1e-4, 0.95, 29.9740625685945, -2.03269831748, -0.0636498190807);
  }

  private static void assertOptimum(
      double l2, double accuracy, double norm, double weight20, double weight649) {
    Training training = LogisticRegression.withL2(l2).train(train);
    assertThat(training.gradientNorm()).isLessThanOrEqualTo(1e-8);
    assertThat(training.model().accuracy(test)).isEqualTo(accuracy);
    // The objective is l2-strongly convex: the optimum is no farther than gradient norm / l2.
    Offset<Double> reach = within(2e-8 / l2);
    double[] weights = training.model().weights();
    double squares = Arrays.stream(weights).map(w -> w * w).sum();
    assertThat(Math.sqrt(squares)).isCloseTo(norm, reach);
    assertThat(weights[20]).isCloseTo(weight20, reach);
    assertThat(weights[649]).isCloseTo(weight649, reach);
  }

  @Test
  void gradientsOfTheExamplesSumToTheStationaryPoint() {
    double l2 = 1e-2;
    LogisticModel model = LogisticRegression.withL2(l2).train(train).model();
    double[] sum = new double[LogisticRegression.WEIGHTS];
    for (int row = 0; row < train.size(); row++) {
      double[] gradient = model.gradient(train, row);
      for (int i = 0; i < sum.length; i++) {
        sum[i] += gradient[i];
      }
    }
    double[] weights = model.weights();
    for (int i = 0; i < sum.length; i++) {
      assertThat(sum[i] / train.size()).isCloseTo(-l2 * weights[i], within(1e-8));
    }
  }

  @Test
  void gradientIsTheDerivativeOfTheLoss() {
    LogisticModel model =
        LogisticRegression.withL2(1e-2).checkpointAfter(5).train(train).checkpoints().get(0);
    double[] gradient = model.gradient(test, 7);
    double step = 1e-6;
    for (int i : new int[] {3, 20, 64, 65 * 4 + 30, 649}) {
      double[] up = model.weights();
      double[] down = model.weights();
      up[i] += step;
      down[i] -= step;
      double slope =
          (LogisticModel.of(up).loss(test, 7) - LogisticModel.of(down).loss(test, 7)) / (2 * step);
      assertThat(gradient[i]).isCloseTo(slope, within(1e-8));
    }
  }

  @Test
  void retrainsWithinAFewIterationsFromTheFullOptimum() {
    LogisticRegression trainer = LogisticRegression.withL2(1e-2);
    LogisticModel full = trainer.train(train).model();
    Curvature curvature = Curvature.at(full, train, 1e-2);
    Examples without = train.without(17);
    Training fast = trainer.from(full).preconditionedBy(curvature).train(without);
    Training slow = trainer.train(without);
    assertThat(fast.iterations()).isLessThan(10);
    assertThat(slow.iterations()).isGreaterThan(50);
    double[] expected = slow.model().weights();
    double[] found = fast.model().weights();
    for (int i = 0; i < found.length; i++) {
      assertThat(found[i]).isCloseTo(expected[i], within(2e-6));
    }
  }

  @Test
  void curvatureIsTheDerivativeOfTheGradient() {
    Examples few = train.subset(0, 1, 2, 3, 4, 5, 6, 7);
    LogisticModel model = LogisticRegression.withL2(1e-1).train(few).model();
    Curvature curvature = Curvature.at(model, few, 1e-1);
    Objective objective = new Objective(few, 1e-1);
    double[] direction = few.features(0);
    double[] along = Arrays.copyOf(direction, LogisticRegression.WEIGHTS);
    double step = 1e-5;
    double[] up = new double[along.length];
    double[] down = new double[along.length];
    objective.evaluate(moved(model, along, step), up);
    objective.evaluate(moved(model, along, -step), down);
    double[] product = new double[along.length];
    for (int i = 0; i < product.length; i++) {
      product[i] = (up[i] - down[i]) / (2 * step);
    }
    double[] solved = curvature.solve(product);
    for (int i = 0; i < solved.length; i++) {
      assertThat(solved[i]).isCloseTo(along[i], within(1e-7));
    }
  }

  @Test
  void repeatsToTheLastBit() {
    LogisticRegression trainer = LogisticRegression.withL2(1e-2).checkpointAfter(20);
    Training first = trainer.train(train);
    Training second = trainer.train(train);
    assertThat(second.model().weights()).isEqualTo(first.model().weights());
    assertThat(second.checkpoints().get(0).weights())
        .isEqualTo(first.checkpoints().get(0).weights())
        .isNotEqualTo(first.model().weights());
  }

  @Test
  void refusesWhatCannotBeTrained() {
    assertThatThrownBy(() -> LogisticRegression.withL2(0))
        .hasMessage("l2 must be positive and finite, is: 0.0");
    assertThatThrownBy(() -> LogisticRegression.withL2(1).train(train.subset()))
        .hasMessage("Can't train on no examples");
    assertThatThrownBy(() -> LogisticRegression.withL2(1).checkpointAfter(-1))
        .hasMessage("Can't keep a model after -1 iterations");
    assertThatThrownBy(() -> LogisticModel.of(new double[3]))
        .hasMessage("Expected 650 weights, found 3");
  }

  private static double[] moved(LogisticModel model, double[] along, double step) {
    double[] weights = model.weights();
    for (int i = 0; i < weights.length; i++) {
      weights[i] += step * along[i];
    }
    return weights;
  }
}
