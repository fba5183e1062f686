package org.tributary.span.credit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class ClaimSplitTest {
  @Test
  void byHand() {
    assertThat(ClaimSplit.of(10, 1, 300_000)).containsExactly(10);
    assertThat(ClaimSplit.of(10, 3, 1_000_000)).containsExactly(10, 0, 0);
    assertThat(ClaimSplit.of(10, 3, 700_000)).as("7, and 3 in two").containsExactly(7, 2, 1);
    assertThat(ClaimSplit.of(10, 4, 0)).containsExactly(0, 4, 3, 3);
    assertThat(ClaimSplit.of(0, 2, 500_000)).containsExactly(0, 0);
    assertThat(ClaimSplit.of(1, 2, 999_999)).as("what alpha floors goes on").containsExactly(0, 1);
  }

  @Property(tries = 500)
  void nothingIsLostAndEarlierIsNeverLess(
      @ForAll @LongRange(min = 0, max = 1L << 42) long weight,
      @ForAll @IntRange(min = 1, max = 30) int claims,
      @ForAll @IntRange(min = 500_000, max = 1_000_000) int alpha) {
    long[] parts = ClaimSplit.of(weight, claims, alpha);
    assertThat(Arrays.stream(parts).sum()).isEqualTo(weight);
    for (int i = 1; i < claims; i++) {
      assertThat(parts[i]).isLessThanOrEqualTo(parts[i - 1] + (i == 1 ? 1 : 0));
    }
  }

  @Property(tries = 200)
  void withAlphaAtTheWholeCopiesChangeNothing(
      @ForAll @LongRange(min = 0, max = 1L << 42) long weight,
      @ForAll @IntRange(min = 2, max = 30) int claims) {
    assertThat(ClaimSplit.of(weight, claims, 1_000_000)[0]).isEqualTo(weight);
  }

  @Test
  void whatCantBeDividedIsRefused() {
    assertThatThrownBy(() -> ClaimSplit.of(-1, 1, 0))
        .hasMessage("Can't divide -1 among 1 claims with alpha 0");
    assertThatThrownBy(() -> ClaimSplit.of(1, 0, 0)).hasMessageContaining("among 0 claims");
    assertThatThrownBy(() -> ClaimSplit.of(1, 1, 1_000_001)).hasMessageContaining("1000001");
  }
}
