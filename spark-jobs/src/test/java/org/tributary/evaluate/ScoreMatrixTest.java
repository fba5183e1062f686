package org.tributary.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class ScoreMatrixTest {
  /** Two queries, three training rows. */
  private final ScoreMatrix scores = new ScoreMatrix(new double[][] {{4, 2, 1}, {1, -1, 5}});

  @Test
  void datamodelingScoreByHand() {
    // Query 0: sums 6, 5, 3; losses 0.1, 0.3, 0.2 -> outputs rank 3 1 2 against 3 2 1: rho 0.5.
    // Query 1: sums 0, 6, 4; losses 0.9, 0.1, 0.5 -> the same order: rho 1.
    HalfSubsets truth =
        new HalfSubsets(
            new int[][] {{0, 1}, {0, 2}, {1, 2}},
            new double[][] {{0.1, 0.9}, {0.3, 0.1}, {0.2, 0.5}});
    Agreement agreement = scores.linearDatamodelingScore(truth);
    assertThat(agreement.mean()).isCloseTo(0.75, within(1e-12));
    // Standard deviation of (0.5, 1) is sqrt(0.125); over two queries divided by sqrt 2.
    assertThat(agreement.standardError()).isCloseTo(0.25, within(1e-12));
  }

  @Test
  void leaveOneOutByHand() {
    // Query 0: added loss is half the score. Query 1: added loss is minus the score.
    double[][] lossAdded = {{2, -1}, {1, 1}, {0.5, -5}};
    Agreement agreement = scores.leaveOneOutCorrelation(lossAdded);
    assertThat(agreement.mean()).isCloseTo(0, within(1e-12));
    assertThat(agreement.standardError()).isCloseTo(1, within(1e-12));
  }
}
