package org.tributary.attribute;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.BigRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class SharesTest {
  @Test
  void thirdsByHand() {
    assertThat(Shares.of(integers(1, 1, 1))).containsExactly(333_333_334, 333_333_333, 333_333_333);
    assertThat(Shares.of(integers(2, -5, 1)))
        .as("2/3 has the larger remainder")
        .containsExactly(666_666_667, 0, 333_333_333);
    assertThat(Shares.of(integers(7))).containsExactly(1_000_000_000);
  }

  @Test
  void nobodyEarnsByHarm() {
    assertThat(Shares.of(integers(-1, 0, -3))).containsExactly(0, 0, 0);
    assertThat(Shares.of(List.of())).isEmpty();
  }

  @Property(tries = 500)
  void sharesSumToTheWholeAndAreOffByLessThanOne(
      @ForAll @Size(min = 1, max = 40)
          List<
                  @BigRange(
                      min = "-99999999999999999999999999999999999999",
                      max = "99999999999999999999999999999999999999")
                  BigInteger>
              values) {
    long[] shares = Shares.of(values);
    BigInteger sum =
        values.stream()
            .map(value -> value.max(BigInteger.ZERO))
            .reduce(BigInteger.ZERO, BigInteger::add);
    assertThat(Arrays.stream(shares).sum()).isEqualTo(sum.signum() == 0 ? 0 : Shares.WHOLE);
    for (int i = 0; i < shares.length; i++) {
      BigInteger exact =
          values.get(i).max(BigInteger.ZERO).multiply(BigInteger.valueOf(Shares.WHOLE));
      BigInteger given = BigInteger.valueOf(shares[i]).multiply(sum);
      assertThat(given.subtract(exact).abs().compareTo(sum.max(BigInteger.ONE))).isNegative();
    }
  }

  private static List<BigInteger> integers(long... values) {
    List<BigInteger> integers = new ArrayList<>();
    for (long value : values) {
      integers.add(BigInteger.valueOf(value));
    }
    return integers;
  }
}
