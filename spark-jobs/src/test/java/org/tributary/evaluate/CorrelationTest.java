package org.tributary.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class CorrelationTest {
  @Test
  void pearsonByHand() {
    // Deviations (-1, 0, 1) and (-2, 1, 1): 3 / (sqrt 2 * sqrt 6).
    double[] a = {1, 2, 3};
    double[] b = {0, 3, 3};
    assertThat(Correlation.pearson(a, b)).isCloseTo(3 / Math.sqrt(12), within(1e-15));
  }

  @Test
  void equalValuesShareTheirMeanRank() {
    assertThat(Correlation.ranks(new double[] {7, 1, 7, -3, 7}))
        .containsExactly(4.0, 2.0, 4.0, 1.0, 4.0);
  }

  @Test
  void spearmanByHand() {
    // Ranks 1 2 3 4 5 and 2 1 4 3 5: 1 - 6 * 4 / (5 * 24) = 0.8.
    double[] a = {0.1, 0.2, 5, 6, 1000};
    double[] b = {-1, -2, 8, 7, 9};
    assertThat(Correlation.spearman(a, b)).isCloseTo(0.8, within(1e-15));
  }

  @Property(tries = 200)
  void spearmanSeesOnlyTheOrder(
      @ForAll @Size(8) List<@IntRange(min = -5, max = 5) Integer> first,
      @ForAll @Size(8) List<@IntRange(min = -5, max = 5) Integer> second) {
    if (Set.copyOf(first).size() == 1 || Set.copyOf(second).size() == 1) {
      return;
    }
    double[] a = first.stream().mapToDouble(x -> x).toArray();
    double[] b = second.stream().mapToDouble(x -> x).toArray();
    double[] stretched = Arrays.stream(b).map(x -> x * x * x).toArray();
    double[] negated = Arrays.stream(b).map(x -> -x).toArray();
    double expected = Correlation.spearman(a, b);
    assertThat(expected).isBetween(-1 - 1e-12, 1 + 1e-12);
    assertThat(Correlation.spearman(a, stretched)).isEqualTo(expected);
    assertThat(Correlation.spearman(b, a)).isCloseTo(expected, within(1e-12));
    assertThat(Correlation.spearman(a, negated)).isCloseTo(-expected, within(1e-12));
  }

  @Test
  void refusesWhatHasNoCorrelation() {
    assertThatThrownBy(() -> Correlation.pearson(new double[] {1, 1}, new double[] {1, 2}))
        .hasMessage("No correlation without variation: a sample of 2 equal values");
    assertThatThrownBy(() -> Correlation.pearson(new double[2], new double[3]))
        .hasMessage("Samples of 2 and 3 values");
  }
}
