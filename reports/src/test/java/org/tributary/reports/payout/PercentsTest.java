package org.tributary.reports.payout;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class PercentsTest {
  @Test
  void theRemainderGoesToTheLargestAndThenToTheFirst() {
    assertThat(hundredths(1, 1, 1)).containsExactly(3334L, 3333L, 3333L);
    assertThat(hundredths(1, 2)).containsExactly(3333L, 6667L);
    assertThat(hundredths(0, 5)).containsExactly(0L, 10_000L);
    assertThat(Percents.text(3334)).isEqualTo("33.34 %");
  }

  @Test
  void aCorrectionMayTakeFromARole() {
    assertThat(hundredths(150, -50)).containsExactly(15_000L, -5_000L);
  }

  @Test
  void nothingHasNoParts() {
    assertThat(hundredths(0, 0)).isEmpty();
    assertThat(hundredths(-1)).isEmpty();
  }

  @Property
  void partsSumToTheWhole(
      @ForAll @Size(min = 1, max = 9) List<@LongRange(min = -1000, max = 1_000_000) Long> parts) {
    long[] values = parts.stream().mapToLong(Long::longValue).toArray();
    Assume.that(Arrays.stream(values).sum() > 0);
    assertThat(hundredths(values).stream().mapToLong(Long::longValue).sum()).isEqualTo(10_000);
  }

  private static List<Long> hundredths(long... parts) {
    return Percents.hundredths(LongStream.of(parts).mapToObj(BigInteger::valueOf).toList());
  }
}
