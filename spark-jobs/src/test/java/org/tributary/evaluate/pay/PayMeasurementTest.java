package org.tributary.evaluate.pay;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.tributary.gpu.Kernel;
import org.tributary.gpu.Kernels;
import org.tributary.sample.digits.DigitsData;

/**
 * What the default promises, on three worlds of mixed contributors and one attacker in a world of
 * equals, each attack with the model trained again. {@code evaluate} takes more of both.
 */
class PayMeasurementTest {
  private static final Kernel KERNEL = Kernels.select(Kernels.AUTO);

  private static PayEvaluation evaluation;

  @BeforeAll
  static void measure() {
    PayProtocol three = new PayProtocol(List.of(0L, 1L, 2L), 50, 1000, 400, 0.6, 1, 1, 1e-2);
    evaluation = PayMeasurement.brief(three, DigitsData.load(), KERNEL).measure();
  }

  @Test
  void payFollowsValue() {
    assertThat(evaluation.spearman(Rule.DEFAULT)).isGreaterThanOrEqualTo(0.95);
    assertThat(evaluation.harmfulShare(Rule.DEFAULT)).isLessThanOrEqualTo(0.0255);
    assertThat(evaluation.totalVariation(Rule.DEFAULT)).isLessThan(0.13);
    assertThat(evaluation.ceiling()).isBetween(0.95, 0.99);
    for (MixedWorld world : evaluation.worlds()) {
      assertThat(world.paid(Rule.DEFAULT).quality().spearman()).isGreaterThan(0.94);
      assertThat(world.harmful()).isBetween(10, 25);
      assertThat(world.reliability()).isEqualTo(1);
      assertThat(world.mislabelAuc()).isGreaterThan(0.95);
    }
  }

  @Test
  void thePublishedRuleDoesNot() {
    assertThat(evaluation.spearman(Rule.PUBLISHED)).isLessThan(0.4);
    assertThat(evaluation.harmfulShare(Rule.PUBLISHED)).isGreaterThan(0.25);
    assertThat(evaluation.attackFactor("copy-ten-times", Rule.PUBLISHED)).isGreaterThan(4);
    assertThat(evaluation.attackFactor("near-copies", Rule.PUBLISHED)).isGreaterThan(4);
    assertThat(evaluation.attackFactor("copy-others", Rule.PUBLISHED)).isGreaterThan(2.5);
  }

  @Test
  void noAttackPays() {
    assertThat(evaluation.attackNames()).hasSize(Attack.values().length);
    for (String attack : evaluation.attackNames()) {
      assertThat(evaluation.attackFactor(attack, Rule.DEFAULT)).as(attack).isLessThan(1.08);
    }
    assertThat(evaluation.attackFactor("flip-labels", Rule.DEFAULT)).isLessThan(0.2);
    assertThat(evaluation.attackFactor("junk", Rule.DEFAULT)).isLessThan(0.4);
  }

  @Test
  void kernelsAndCoresChangeNoNumber() {
    PayProtocol small = new PayProtocol(List.of(0L), 8, 120, 30, 0.6, 0, 0, 1e-2);
    DigitsData digits = DigitsData.load();
    PayEvaluation one = PayMeasurement.brief(small, digits, KERNEL).measure();
    PayEvaluation other =
        PayMeasurement.brief(small, digits, Kernels.select("reference")).measure();
    assertThat(one.worlds().get(0).paid(Rule.DEFAULT).shares())
        .isEqualTo(other.worlds().get(0).paid(Rule.DEFAULT).shares());
  }
}
