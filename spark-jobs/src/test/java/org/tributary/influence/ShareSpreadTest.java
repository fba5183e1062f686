package org.tributary.influence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class ShareSpreadTest {
  @Test
  void byHand() {
    // Shares 2, 4, 9: mean 5, squared deviations 9 + 1 + 16 = 26, so sqrt(26 / (3 x 2)) = 2.08.
    ShareSpread spread = of(List.of(2L, 4L, 9L));
    assertThat(spread.mean()).isEqualTo(5);
    assertThat(spread.standardError()).hasValue(2);
    assertThat(of(List.of(200L, 400L, 900L)).standardError()).hasValue(208);
    assertThat(of(List.of(7L, 8L)).mean()).as("floored").isEqualTo(7);
    assertThat(of(List.of(5L, 5L, 5L)).standardError()).as("always the same").hasValue(0);
    assertThat(of(List.of(5L)).standardError()).as("one inference says nothing").isEmpty();
  }

  @Test
  void theFloorByHand() {
    // Mean 5 over a standard error of 2.0817: a signal-to-noise ratio of 2.4019.
    ShareSpread spread = of(List.of(2L, 4L, 9L));
    assertThat(spread.isBelow(2_401_900)).isFalse();
    assertThat(spread.isBelow(2_402_000)).isTrue();
    assertThat(spread.isBelow(0)).isFalse();
    assertThat(of(List.of(5L)).isBelow(100_000_000)).as("no standard error").isFalse();
    assertThat(of(List.of(0L, 0L)).isBelow(100_000_000)).as("no share").isFalse();
    assertThat(of(List.of(5L, 5L)).isBelow(100_000_000)).as("no noise").isFalse();
    assertThat(of(List.of(0L, 6L)).isBelow(1_000_000)).as("mean 3, standard error 3").isFalse();
    assertThat(of(List.of(0L, 6L)).isBelow(1_000_001)).isTrue();
    assertThatThrownBy(() -> new ShareSpread(0, BigInteger.ZERO, BigInteger.ZERO))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Property(tries = 300)
  void isTheTextbookFormula(
      @ForAll @Size(min = 2, max = 40) List<@LongRange(min = 0, max = 1_000_000_000) Long> shares) {
    BigDecimal m = BigDecimal.valueOf(shares.size());
    MathContext digits = new MathContext(60, RoundingMode.HALF_EVEN);
    BigDecimal mean =
        BigDecimal.valueOf(shares.stream().mapToLong(Long::longValue).sum()).divide(m, digits);
    BigDecimal squares = BigDecimal.ZERO;
    for (long share : shares) {
      squares = squares.add(BigDecimal.valueOf(share).subtract(mean).pow(2));
    }
    BigDecimal error = squares.divide(m.multiply(m.subtract(BigDecimal.ONE)), digits).sqrt(digits);
    ShareSpread spread = of(shares);
    assertThat(BigDecimal.valueOf(spread.standardError().orElseThrow()))
        .isBetween(error.subtract(new BigDecimal("1.000001")), error.add(new BigDecimal("1e-6")));
    List<Long> shuffled = new java.util.ArrayList<>(shares);
    Collections.shuffle(shuffled, new Random(3));
    assertThat(of(shuffled)).isEqualTo(spread);
  }

  private static ShareSpread of(List<Long> shares) {
    LongStream longs = shares.stream().mapToLong(Long::longValue);
    BigInteger squares =
        shares.stream()
            .map(share -> BigInteger.valueOf(share).pow(2))
            .reduce(BigInteger.ZERO, BigInteger::add);
    return new ShareSpread(shares.size(), BigInteger.valueOf(longs.sum()), squares);
  }
}
