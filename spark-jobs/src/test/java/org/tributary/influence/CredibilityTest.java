package org.tributary.influence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.math.BigInteger;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.BigRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class CredibilityTest {
  private static final String MOST = "99999999999999999999999999999999999999";

  @Test
  void byHand() {
    assertThat(of(8, 2, 1_000_000)).as("1 - 2/8").isEqualTo(750_000_000);
    assertThat(of(3, 1, 1_000_000)).as("2/3, floored").isEqualTo(666_666_666);
    assertThat(of(3, 1, 500_000)).as("1 - 1/6, floored").isEqualTo(833_333_333);
    assertThat(of(3, 1, 3_000_000)).as("1 - 3/3").isZero();
    assertThat(of(3, 2, 2_000_000)).as("less than nothing is nothing").isZero();
  }

  @Test
  void corners() {
    assertThat(of(0, 1, 1_000_000)).as("only harm").isZero();
    assertThat(of(0, 1, 1)).as("only harm, which hardly counts").isZero();
    assertThat(of(0, 0, 1_000_000)).as("nothing counts against it").isEqualTo(Credibility.WHOLE);
    assertThat(of(5, 0, 10_000_000)).as("no harm").isEqualTo(Credibility.WHOLE);
    assertThat(of(0, 7, 0)).as("harm doesn't count").isEqualTo(Credibility.WHOLE);
    assertThat(Credibility.of(BigInteger.TEN.pow(38), BigInteger.ONE, 1))
        .as("the least harm is seen")
        .isEqualTo(Credibility.WHOLE - 1);
    assertThatThrownBy(() -> of(-1, 0, 1)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> of(0, -1, 1)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> of(0, 0, -1)).isInstanceOf(IllegalArgumentException.class);
  }

  @Property(tries = 500)
  void isTheFormulaInDecimals(
      @ForAll @BigRange(min = "1", max = MOST) BigInteger positive,
      @ForAll @BigRange(min = "0", max = MOST) BigInteger negative,
      @ForAll @IntRange(min = 0, max = 10_000_000) int kappaPpm) {
    long credibility = Credibility.of(positive, negative, kappaPpm);
    // c is the floor of 10^9 (1 - kappa N / P) if and only if c <= that < c + 1; times 10^6 P.
    BigDecimal scale = new BigDecimal(positive).movePointRight(6);
    BigDecimal harm = new BigDecimal(negative).multiply(BigDecimal.valueOf(kappaPpm));
    BigDecimal net = scale.subtract(harm).max(BigDecimal.ZERO).movePointRight(9);
    assertThat(scale.multiply(BigDecimal.valueOf(credibility))).isLessThanOrEqualTo(net);
    assertThat(scale.multiply(BigDecimal.valueOf(credibility + 1))).isGreaterThan(net);
    assertThat(Credibility.of(positive.shiftLeft(9), negative.shiftLeft(9), kappaPpm))
        .as("the unit doesn't matter")
        .isEqualTo(credibility);
  }

  private static long of(long positive, long negative, int kappaPpm) {
    return Credibility.of(BigInteger.valueOf(positive), BigInteger.valueOf(negative), kappaPpm);
  }
}
