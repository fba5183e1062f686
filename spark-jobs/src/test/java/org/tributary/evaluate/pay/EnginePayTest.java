package org.tributary.evaluate.pay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.tributary.evaluate.Correlation;
import org.tributary.gpu.Kernel;
import org.tributary.gpu.Kernels;
import org.tributary.influence.CheckpointSketch;
import org.tributary.influence.InfluenceSetting;
import org.tributary.influence.PreparedModel;
import org.tributary.sample.digits.DigitsData;
import org.tributary.schemas.policy.AttributionRule;

class EnginePayTest {
  private static World world;
  private static Fit fit;
  private static EnginePay engine;

  @BeforeAll
  static void train() {
    PayProtocol small = new PayProtocol(List.of(0L), 10, 200, 60, 0.6, 0, 0, 1e-2);
    world = new Worlds(DigitsData.load(), small).mixed(5).world();
    fit = new LogisticLearner(1e-2).fit(world.train());
    engine = new EnginePay(world, fit, Kernels.select("reference"));
  }

  /** Leave-group-out, net influence and shrinkage in float64, by EJML, from the definitions. */
  @Test
  void paysWhatDoubleArithmeticPays() {
    double[] shares = engine.shares(Rule.both().get(0).attribution());
    double[] twin = inDouble(new DMatrixRMaj(gradients()), new DMatrixRMaj(queryGradients()));
    // An inference whose only positive values are lost in rounding is nobody's.
    assertThat(Arrays.stream(shares).sum()).isBetween(1 - 2.0 / world.queries().size(), 1.0);
    assertThat(Arrays.stream(twin).sum()).isBetween(1 - 2.0 / world.queries().size(), 1 + 1e-9);
    for (int c = 0; c < shares.length; c++) {
      assertThat(shares[c]).as("contributor " + c).isCloseTo(twin[c], within(0.02));
    }
    assertThat(Correlation.pearson(shares, twin)).isGreaterThan(0.998);
  }

  private static double[] inDouble(DMatrixRMaj train, DMatrixRMaj queries) {
    int rows = train.numRows;
    int k = train.numCols;
    DMatrixRMaj damped = new DMatrixRMaj(k, k);
    CommonOps_DDRM.multInner(train, damped);
    CommonOps_DDRM.scale(1.0 / rows, damped);
    double mean = CommonOps_DDRM.trace(damped) / k;
    for (int i = 0; i < k; i++) {
      damped.add(i, i, mean);
    }
    double[][] values = new double[world.contributors()][];
    double[] positive = new double[values.length];
    double[] negative = new double[values.length];
    double[] worth = new double[values.length];
    for (int c = 0; c < values.length; c++) {
      DMatrixRMaj others = damped.copy();
      DMatrixRMaj sum = new DMatrixRMaj(k, 1);
      int[] mine = world.rowsOf(c);
      for (int row : mine) {
        DMatrixRMaj gradient = new DMatrixRMaj(k, 1);
        CommonOps_DDRM.transpose(CommonOps_DDRM.extractRow(train, row, null), gradient);
        CommonOps_DDRM.addEquals(sum, gradient);
        CommonOps_DDRM.multAddTransB(-1.0 / rows, gradient, gradient, others);
      }
      DMatrixRMaj vector = new DMatrixRMaj(k, 1);
      assertThat(CommonOps_DDRM.solve(others, sum, vector)).isTrue();
      DMatrixRMaj value = new DMatrixRMaj(queries.numRows, 1);
      CommonOps_DDRM.mult(queries, vector, value);
      values[c] = value.data;
      positive[c] = Arrays.stream(values[c]).filter(x -> x > 0).sum();
      negative[c] = -Arrays.stream(values[c]).filter(x -> x < 0).sum();
      worth[c] = Math.max(0, positive[c] - negative[c]) / mine.length;
    }
    double typical = typical(worth);
    double[] paid = new double[values.length];
    for (int z = 0; z < values[0].length; z++) {
      double[] weights = new double[values.length];
      for (int c = 0; c < weights.length; c++) {
        double credibility =
            worth[c] <= 0 ? 0 : (1 - negative[c] / positive[c]) * worth[c] / (worth[c] + typical);
        weights[c] = Math.max(0, values[c][z]) * credibility;
      }
      double all = Arrays.stream(weights).sum();
      for (int c = 0; c < weights.length; c++) {
        paid[c] += all > 0 ? weights[c] / all / values[0].length : 0;
      }
    }
    return paid;
  }

  private static double typical(double[] worth) {
    double[] each =
        IntStream.range(0, world.train().size())
            .mapToDouble(row -> worth[world.owners()[row]])
            .filter(x -> x > 0)
            .sorted()
            .toArray();
    return each[(each.length - 1) / 2];
  }

  private static double[][] gradients() {
    return IntStream.range(0, world.train().size())
        .mapToObj(row -> wide(fit.sketches(world.train(), row).get("optimum").gradient()))
        .toArray(double[][]::new);
  }

  private static double[][] queryGradients() {
    return IntStream.range(0, world.queries().size())
        .mapToObj(row -> wide(fit.sketches(world.queries(), row).get("optimum").gradient()))
        .toArray(double[][]::new);
  }

  private static double[] wide(float[] gradient) {
    return IntStream.range(0, gradient.length).mapToDouble(i -> gradient[i]).toArray();
  }

  /**
   * Somebody pays for one inference in which its own data shines, with a gradient a hundred times
   * as large as it should be: part of that fee comes back, and better credibility earns a bit more
   * of the other 400 fees. Seven tenths of a fee go to contributors; together it is less than one.
   */
  @Test
  void oneHugeInferenceCostsMoreThanItBrings() {
    World full = new Worlds(DigitsData.load(), PayProtocol.full(3)).mixed(0).world();
    Fit trained = new LogisticLearner(1e-2).fit(full.train());
    EnginePay pay = new EnginePay(full, trained, Kernels.select(Kernels.AUTO));
    AttributionRule rule = Rule.both().get(0).attribution();
    PreparedModel model = pay.prepared(InfluenceSetting.of(rule));
    List<Map<String, CheckpointSketch>> honest = new ArrayList<>();
    for (int query = 0; query < full.queries().size(); query++) {
      honest.add(trained.sketches(full.queries(), query));
    }
    Kernel kernel = Kernels.select(Kernels.AUTO);
    long[] before = InferenceValues.of(model, honest, kernel).shares(rule.pay());
    for (int dealer = 0; dealer < full.contributors(); dealer += 3) {
      List<Map<String, CheckpointSketch>> dealt = new ArrayList<>(honest);
      int row = full.rowsOf(dealer)[0];
      float[] huge = trained.sketches(full.train(), row).get("optimum").gradient().clone();
      for (int j = 0; j < huge.length; j++) {
        huge[j] *= 100;
      }
      dealt.add(Map.of("optimum", CheckpointSketch.of(huge)));
      long after = InferenceValues.of(model, dealt, kernel).shares(rule.pay())[dealer];
      assertThat(0.7 * (after - before[dealer]) / InferenceValues.WHOLE)
          .as("fees that contributor " + dealer + " gains by paying one")
          .isLessThan(0.9);
    }
  }

  @Test
  void groupsCopiesAndNobodyElse() {
    World copied = Attack.NEAR_COPIES.on(world, 3, new RandomNumbers(1)).world();
    Fit refit = new LogisticLearner(1e-2).fit(copied.train());
    EnginePay pay = new EnginePay(copied, refit, Kernels.select("reference"));
    int added = copied.train().size() - world.train().size();
    assertThat(pay.followers(InfluenceSetting.of(Rule.both().get(0).attribution())))
        .hasSizeBetween(added, added + 2);
    assertThat(engine.followers(InfluenceSetting.of(Rule.both().get(0).attribution())))
        .hasSizeLessThan(3);
  }
}
