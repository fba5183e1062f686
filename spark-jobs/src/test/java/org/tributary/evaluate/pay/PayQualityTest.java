package org.tributary.evaluate.pay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.Size;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class PayQualityTest {
  private static final Offset<Double> EPS = within(1e-15);

  @Test
  void byHand() {
    // True shares 3/4, 1/4, 0, 0, 0. The largest effect is -400: harm is clear below -8.
    double[] effects = {30, 10, -8, -9, -400};
    double[] shares = {0.5, 0.2, 0.1, 0.15, 0.05};
    PayQuality quality = PayQuality.of(shares, effects);
    // Ranks 5 4 2 3 1 and 5 4 3 2 1: 1 - 6 x 2 / (5 x 24).
    assertThat(quality.spearman()).isCloseTo(0.9, within(1e-15));
    assertThat(quality.totalVariation()).isCloseTo((0.25 + 0.05 + 0.1 + 0.15 + 0.05) / 2, EPS);
    assertThat(quality.harmfulShare()).isCloseTo(0.2, EPS);
    assertThat(PayQuality.clearlyHarmful(effects)).containsExactly(false, false, false, true, true);
  }

  @Test
  void unattributedMoneyIsNobodys() {
    double[] effects = {3, 1, -1};
    PayQuality half = PayQuality.of(new double[] {0.25, 0.125, 0.125}, effects);
    assertThat(half).isEqualTo(PayQuality.of(new double[] {0.5, 0.25, 0.25}, effects));
    assertThat(half.harmfulShare()).isEqualTo(0.25);
  }

  @Property(tries = 200)
  void theTruthIsNotFarFromItself(
      @ForAll @Size(min = 3, max = 20) List<@DoubleRange(min = -1, max = 1) Double> drawn) {
    double[] effects = drawn.stream().mapToDouble(x -> x).toArray();
    double[] truth = PayQuality.trueShares(effects);
    if (Arrays.stream(truth).distinct().count() < 2) {
      return;
    }
    PayQuality quality = PayQuality.of(truth, effects);
    assertThat(quality.totalVariation()).isCloseTo(0, within(1e-12));
    assertThat(quality.harmfulShare()).isZero();
    assertThat(quality.spearman()).isPositive();
  }

  @Test
  void areaUnderTheCurveByHand() {
    // Pairs (holds, doesn't): 3 > 1, 3 > 2, 2 > 1, and 2 = 2 counts half.
    double[] scores = {1, 2, 3, 2};
    assertThat(PayQuality.auc(scores, List.of(false, true, true, false))).isEqualTo(3.5 / 4);
    assertThatThrownBy(() -> PayQuality.auc(scores, List.of(false, false, false, false)))
        .hasMessage("0 of 4 hold: no curve");
  }

  @Property(tries = 200)
  void areaUnderTheCurveCountsPairs(@ForAll long seed) {
    Random random = new Random(seed);
    double[] scores = random.doubles(30).map(x -> Math.rint(10 * x)).toArray();
    List<Boolean> holds = Arrays.stream(scores).mapToObj(x -> random.nextBoolean()).toList();
    double won = 0;
    double pairs = 0;
    for (int i = 0; i < scores.length; i++) {
      for (int j = 0; j < scores.length; j++) {
        if (holds.get(i) && !holds.get(j)) {
          won += scores[i] > scores[j] ? 1 : scores[i] == scores[j] ? 0.5 : 0;
          pairs++;
        }
      }
    }
    if (pairs > 0) {
      assertThat(PayQuality.auc(scores, holds)).isCloseTo(won / pairs, within(1e-12));
    }
  }

  @Test
  void medianByHand() {
    assertThat(PayEvaluation.median(3, 1, 2)).isEqualTo(2);
    assertThat(PayEvaluation.median(4, 1, 2, 3)).isEqualTo(2.5);
    assertThatThrownBy(PayEvaluation::median).hasMessage("No values have no median");
  }

  @Test
  void theWorstAttackIsTheLargestMedian() {
    PayEvaluation evaluation =
        new PayEvaluation(
            PayProtocol.single(),
            List.of(),
            List.of(
                new AttackFactor(0, 0, "junk", "r", 0.5),
                new AttackFactor(0, 1, "junk", "r", 3),
                new AttackFactor(1, 0, "junk", "r", 0.7),
                new AttackFactor(0, 0, "split", "r", 0.9),
                new AttackFactor(0, 1, "split", "r", 1.1),
                new AttackFactor(1, 0, "split", "r", 1.0)));
    assertThat(evaluation.attackFactor("junk", "r")).isEqualTo(0.7);
    assertThat(evaluation.largestFactor("junk", "r")).isEqualTo(3);
    assertThat(evaluation.worstAttackFactor("r")).isEqualTo(1.0);
    assertThatThrownBy(
            () ->
                new PayEvaluation(PayProtocol.single(), List.of(), List.of())
                    .worstAttackFactor("r"))
        .hasMessage("No attack was tried");
  }
}
