package org.tributary.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * What the engine promises about its attribution, held on the full protocol at L2 = 0.01: 1,000
 * leave-one-out retrainings and 100 halves. The expected numbers come from an independent run of
 * the same protocol in NumPy, printed to three digits.
 */
class DigitsAcceptanceTest {
  private static final double L2 = 1e-2;

  private static ModelQuality model;

  @BeforeAll
  static void measure() {
    Protocol full = Protocol.FULL;
    model =
        Evaluate.by(
                new Protocol(
                    full.splitSeed(),
                    full.trainRows(),
                    full.queryRows(),
                    full.firstSubsetSeed(),
                    full.subsets(),
                    true,
                    List.of(L2),
                    full.dampingRatios()))
            .measure()
            .model(L2);
  }

  @Test
  void theEngineReachesItsBar() {
    MethodQuality best = model.bestOfEngine();
    assertThat(best.method()).isEqualTo(MethodQuality.GAUSS_NEWTON);
    assertThat(best.dampingRatio()).contains(1.0);
    assertThat(best.inEngine().orElseThrow().datamodeling().mean()).isGreaterThanOrEqualTo(0.93);
    assertThat(best.inEngine().orElseThrow().leaveOneOut().orElseThrow().mean())
        .isGreaterThanOrEqualTo(0.95);
  }

  @Test
  void int8CostsNothingAtTheBestDamping() {
    MethodQuality best = model.bestOfEngine();
    Quality engine = best.inEngine().orElseThrow();
    assertThat(engine.datamodeling().mean())
        .isCloseTo(best.inDouble().datamodeling().mean(), within(0.005));
    assertThat(engine.leaveOneOut().orElseThrow().mean())
        .isCloseTo(best.inDouble().leaveOneOut().orElseThrow().mean(), within(0.005));
  }

  @Test
  void doubleScoresAreThoseOfTheIndependentRun() {
    assertThat(model.accuracy()).isEqualTo(0.945);
    assertInDouble(MethodQuality.EXACT_INFLUENCE, Optional.empty(), 0.991);
    assertInDouble(MethodQuality.GRADIENT_DOT, Optional.empty(), 0.607);
    assertInDouble(MethodQuality.GAUSS_NEWTON, Optional.of(1e-3), 0.316);
    assertInDouble(MethodQuality.GAUSS_NEWTON, Optional.of(1e-2), 0.468);
    assertInDouble(MethodQuality.GAUSS_NEWTON, Optional.of(1e-1), 0.729);
    assertInDouble(MethodQuality.GAUSS_NEWTON, Optional.of(1.0), 0.945);
    assertInDouble(MethodQuality.GAUSS_NEWTON, Optional.of(10.0), 0.810);
    assertThat(leaveOneOut(MethodQuality.EXACT_INFLUENCE, Optional.empty()))
        .isCloseTo(1.0, within(1e-3));
    assertThat(leaveOneOut(MethodQuality.GRADIENT_DOT, Optional.empty()))
        .isCloseTo(0.633, within(1e-3));
    assertThat(leaveOneOut(MethodQuality.GAUSS_NEWTON, Optional.of(1e-1)))
        .isCloseTo(0.762, within(1e-3));
  }

  private static void assertInDouble(String method, Optional<Double> ratio, double expected) {
    assertThat(model.method(method, ratio).inDouble().datamodeling().mean())
        .as(method + " " + ratio)
        .isCloseTo(expected, within(1e-3));
  }

  private static double leaveOneOut(String method, Optional<Double> ratio) {
    return model.method(method, ratio).inDouble().leaveOneOut().orElseThrow().mean();
  }
}
