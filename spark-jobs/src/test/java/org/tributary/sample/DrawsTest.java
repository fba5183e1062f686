package org.tributary.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DrawsTest {
  @Test
  void aNameAndASeedAreAStream() {
    assertThat(Draws.of(1, "a").bits()).isEqualTo(Draws.of(1, "a").bits());
    assertThat(Draws.of(1, "a").bits()).isNotEqualTo(Draws.of(1, "b").bits());
    assertThat(Draws.of(1, "a").bits()).isNotEqualTo(Draws.of(2, "a").bits());
  }

  @Test
  void everyNumberBelowTheBoundComesUp() {
    Draws draws = Draws.of(7, "below");
    int[] seen = new int[6];
    for (int i = 0; i < 6_000; i++) {
      seen[draws.below(6)]++;
    }
    assertThat(Arrays.stream(seen)).allMatch(count -> count > 800 && count < 1_200);
    assertThatThrownBy(() -> draws.below(0)).hasMessage("A bound must be positive, not 0");
  }

  @Test
  void aPermutationHasEachNumberOnce() {
    assertThat(Draws.of(3, "order").permutation(100))
        .containsExactlyInAnyOrder(IntStream.range(0, 100).toArray());
  }
}
