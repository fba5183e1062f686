package org.tributary.allocate;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Halving over days, floored exactly. */
class FreshnessTest {
  @ParameterizedTest
  @CsvSource({
    "90, 0, 1000000000",
    "90, 90, 500000000",
    "90, 180, 250000000",
    // The root of a half is 0.70710678118...
    "90, 45, 707106781",
    "2, 1, 707106781",
    "1, 3, 125000000",
    "1, 29, 1",
    "1, 30, 0",
    "3650, 0, 1000000000",
    "1, 2147483647, 0"
  })
  void byHand(int halfLife, long age, long expected) {
    assertThat(Freshness.after(halfLife, age)).isEqualTo(expected);
  }

  /** The definition itself, in integers. */
  @Property(tries = 200)
  void itIsTheFloorOfTheExactValue(
      @ForAll @IntRange(min = 1, max = 400) int halfLife, @ForAll @IntRange(max = 4_000) int age) {
    long x = Freshness.after(halfLife, age);
    BigInteger bound = BigInteger.valueOf(1_000_000_000).pow(halfLife);
    assertThat(power(x, halfLife, age)).isLessThanOrEqualTo(bound);
    assertThat(power(x + 1, halfLife, age)).isGreaterThan(bound);
  }

  @Test
  void ageNeverAddsWorth() {
    long before = Freshness.WHOLE;
    for (int age = 1; age < 400; age++) {
      long now = Freshness.after(30, age);
      assertThat(now).isLessThanOrEqualTo(before);
      before = now;
    }
  }

  private static BigInteger power(long x, int halfLife, int age) {
    return BigInteger.valueOf(x).pow(halfLife).shiftLeft(age);
  }
}
