package org.tributary.evaluate.pay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.tributary.influence.CheckpointSketch;
import org.tributary.influence.SketchLayout;
import org.tributary.sample.digits.DigitsData;
import org.tributary.sample.digits.Examples;

class PerceptronTest {
  private static final Examples TRAIN =
      DigitsData.load().examples(IntStream.range(0, 200).toArray());
  private static final Examples OTHERS =
      DigitsData.load().examples(IntStream.range(200, 300).toArray());

  @Test
  void learnsTheSameEveryTime() {
    Perceptron network = Perceptron.train(TRAIN, 3, 40);
    Perceptron again = Perceptron.train(TRAIN, 3, 40);
    Perceptron another = Perceptron.train(TRAIN, 4, 40);
    assertThat(network.gradient(OTHERS, 0)).isEqualTo(again.gradient(OTHERS, 0));
    assertThat(network.gradient(OTHERS, 0)).isNotEqualTo(another.gradient(OTHERS, 0));
    assertThat(mean(network)).isLessThan(0.9).isLessThan(mean(Perceptron.train(TRAIN, 3, 1)));
  }

  private static double mean(Perceptron network) {
    return IntStream.range(0, OTHERS.size())
        .mapToDouble(row -> network.loss(OTHERS, row))
        .average()
        .orElseThrow();
  }

  @Test
  void gradientsAreSlopes() {
    Perceptron network = Perceptron.train(TRAIN, 3, 20);
    double[] gradient = network.gradient(OTHERS, 5);
    for (int i = 0; i < gradient.length; i += 37) {
      double step = 1e-6;
      double slope =
          (network.moved(i, step).loss(OTHERS, 5) - network.moved(i, -step).loss(OTHERS, 5))
              / (2 * step);
      assertThat(gradient[i]).as("weight " + i).isCloseTo(slope, within(1e-6));
    }
  }

  @Test
  void anEnsembleHasACheckpointForEachNetwork() {
    Fit fit = new PerceptronLearner(2, 10).fit(TRAIN);
    assertThat(fit.members()).isEqualTo(2);
    SketchLayout layout = SketchLayout.of("m", fit.parts());
    Map<String, CheckpointSketch> sketches = fit.sketches(OTHERS, 0);
    assertThat(layout.problemOf("It", sketches)).isEmpty();
    assertThat(layout.parts())
        .extracting(SketchLayout.Part::blockName)
        .containsExactly("hidden", "output", "hidden", "output");
    assertThat(layout.dimension()).isEqualTo(2 * (512 + 330));
  }

  @Test
  void aProjectionKeepsProducts() {
    double[] a = Perceptron.train(TRAIN, 3, 5).gradient(OTHERS, 0);
    double[] projected = SignProjection.apply(a, Perceptron.HIDDEN_WEIGHTS);
    double square = 0;
    for (int i = 0; i < Perceptron.HIDDEN_WEIGHTS; i++) {
      square += a[i] * a[i];
    }
    double projectedSquare = 0;
    for (double each : projected) {
      projectedSquare += each * each;
    }
    assertThat(projectedSquare / square).isBetween(0.75, 1.25);
  }
}
