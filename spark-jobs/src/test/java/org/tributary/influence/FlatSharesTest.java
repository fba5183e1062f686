package org.tributary.influence;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class FlatSharesTest {
  @Test
  void byHand() {
    boolean[] flat = {true, false, true, true};
    assertThat(FlatShares.of(new long[] {7, 90, 0, 3}, flat, new long[] {1, 5, 2, 3}))
        .as("10 by 1 : 2 : 3 is 1.67, 3.33, 5")
        .containsExactly(2, 90, 3, 5);
    assertThat(FlatShares.of(new long[] {0, 90, 0, 0}, flat, new long[] {1, 5, 2, 3}))
        .as("nothing to divide")
        .containsExactly(0, 90, 0, 0);
    assertThat(FlatShares.of(new long[] {7, 90, 0, 3}, flat, new long[] {0, 5, 0, 0}))
        .as("nothing to divide by")
        .containsExactly(7, 90, 0, 3);
  }

  @Property(tries = 300)
  void theSumStaysAndSoDoTheOthers(
      @ForAll @Size(min = 1, max = 30) List<@LongRange(min = 0, max = 30_000_000) Long> shares,
      @ForAll long seed) {
    Random random = new Random(seed);
    long[] before = shares.stream().mapToLong(Long::longValue).toArray();
    boolean[] flat = new boolean[before.length];
    long[] contributions = new long[before.length];
    for (int i = 0; i < before.length; i++) {
      flat[i] = random.nextBoolean();
      contributions[i] = random.nextInt(4);
    }
    long[] after = FlatShares.of(before, flat, contributions);
    assertThat(Arrays.stream(after).sum()).isEqualTo(Arrays.stream(before).sum());
    for (int i = 0; i < before.length; i++) {
      assertThat(after[i]).isNotNegative();
      if (!flat[i]) {
        assertThat(after[i]).isEqualTo(before[i]);
      }
    }
    assertThat(FlatShares.of(after, flat, contributions)).as("done once").isEqualTo(after);
  }
}
