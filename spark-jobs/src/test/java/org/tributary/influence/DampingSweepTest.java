package org.tributary.influence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tributary.sample.digits.DigitsData;
import org.tributary.sample.digits.LogisticModel;
import org.tributary.sample.digits.LogisticRegression;
import org.tributary.sample.digits.NumpyRandomState;
import org.tributary.schemas.policy.Damping;
import org.tributary.schemas.policy.Preconditioner;

class DampingSweepTest {
  private static final InfluenceSetting AUTO =
      new InfluenceSetting(Preconditioner.GAUSS_NEWTON, Damping.AUTO);

  /** One dimension: P B is a number, and its square over its square is 1 in each of four folds. */
  @Test
  void inOneDimensionNothingDependsOnTheDamping() {
    List<DampingSweep.Point> sweep = sweep(rows(new Random(1), 40, 1));
    assertThat(sweep).allSatisfy(each -> assertThat(each.criterion()).isCloseTo(-4, within(1e-12)));
  }

  /**
   * Two dimensions that no row mixes: with a fitted curvature diag(a1, a2) and a held-out one
   * diag(b1, b2), P B is diag(b1 / (a1 + l), b2 / (a2 + l)). All folds hold the same rows here.
   */
  @Test
  void byHand() {
    List<TrainingExample> examples = new ArrayList<>();
    int[] taken = new int[HeldOut.FOLDS];
    for (int i = 0; Arrays.stream(taken).anyMatch(each -> each < 2); i++) {
      ContributionKey key = new ContributionKey("d", "x" + i);
      int fold = HeldOut.fold(key);
      if (taken[fold] < 2) {
        float[] gradient = taken[fold]++ == 0 ? new float[] {64, 0} : new float[] {0, 16};
        examples.add(
            new TrainingExample(key, "c", true, Map.of("final", CheckpointSketch.of(gradient))));
      }
    }
    // Mean curvature diag(64^2, 16^2) / 2 = diag(2048, 128), mean eigenvalue 1088.
    for (DampingSweep.Point each : sweep(examples)) {
      double first = 2048 / (2048 + each.ratio() * 1088);
      double second = 128 / (128 + each.ratio() * 1088);
      double directions = (first + second) * (first + second) / (first * first + second * second);
      assertThat(each.criterion()).isCloseTo(-4 * directions, within(1e-9));
    }
  }

  @Test
  void manyRowsNeedLessDampingThanFew() {
    double few = pick(rows(new Random(2), 16, 24));
    double many = pick(rows(new Random(2), 3_000, 24));
    assertThat(many).isLessThan(few / 3);
  }

  @Test
  void aModelTooSmallToHoldRowsOutHasTheUsualDamping() {
    assertThat(pick(rows(new Random(3), 1, 4))).isEqualTo(0.1);
    assertThat(
            DampingSweep.resolve(
                new InfluenceSetting(Preconditioner.DATAINF, Damping.AUTO), List.of()))
        .isEqualTo(new Damping(Damping.Kind.RELATIVE_TO_MEAN_EIGENVALUE, 0.1));
  }

  /**
   * On the digits the linear datamodeling score was measured over the ratios (README). The bounds
   * are the ratios between which it is at least nine tenths of the best.
   */
  @ParameterizedTest
  @CsvSource({"1e-2, 0.3, 7", "1e-3, 0.1, 3", "1e-4, 0.05, 1.5"})
  void onTheDigitsThePickIsCloseToTheBest(double l2, double least, double most) {
    assertThat(pick(digits(l2))).isBetween(least, most);
  }

  private static List<DampingSweep.Point> sweep(List<TrainingExample> examples) {
    return InMemoryPreparation.of("m", examples).prepare(AUTO, Set.of()).sweep();
  }

  private static double pick(List<TrainingExample> examples) {
    return DampingSweep.resolve(AUTO, sweep(examples)).value();
  }

  /** Rows of very different size in different directions. */
  private static List<TrainingExample> rows(Random random, int count, int dimension) {
    List<TrainingExample> examples = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      float[] gradient = Examples.gradient(random, dimension, 1);
      for (int j = 0; j < dimension; j++) {
        gradient[j] *= (float) Math.pow(0.7, j);
      }
      examples.add(example(i, gradient));
    }
    return examples;
  }

  private static List<TrainingExample> digits(double l2) {
    DigitsData digits = DigitsData.load();
    int[] order = new NumpyRandomState(0).permutation(digits.size());
    org.tributary.sample.digits.Examples train = digits.examples(Arrays.copyOf(order, 1_000));
    LogisticModel model = LogisticRegression.withL2(l2).train(train).model();
    List<TrainingExample> examples = new ArrayList<>();
    for (int row = 0; row < train.size(); row++) {
      double[] wide = model.gradient(train, row);
      float[] gradient = new float[wide.length];
      for (int j = 0; j < wide.length; j++) {
        gradient[j] = (float) wide[j];
      }
      examples.add(example(row, gradient));
    }
    return examples;
  }

  private static TrainingExample example(int row, float... gradient) {
    return new TrainingExample(
        new ContributionKey("digits", "row-" + row),
        "c",
        true,
        Map.of("final", CheckpointSketch.of(gradient)));
  }
}
