package org.tributary.influence;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.BigRange;
import net.jqwik.api.constraints.IntRange;
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

  @Test
  void credibilityWeighsByHand() {
    long half = Credibility.WHOLE / 2;
    assertThat(Shares.of(new long[] {6, 4, -9}, new long[] {half, Credibility.WHOLE, half}))
        .as("3 against 4")
        .containsExactly(428_571_429, 571_428_571, 0);
    assertThat(Shares.of(new long[] {6, 4}, new long[] {0, 1})).containsExactly(0, 1_000_000_000);
    assertThat(Shares.of(new long[] {6, -4}, new long[] {0, 1})).containsExactly(0, 0);
  }

  @Property(tries = 500)
  void ofLongsIsOfTheirProducts(
      @ForAll @Size(min = 1, max = 20) List<Long> values, @ForAll long seed) {
    Random random = new Random(seed);
    long[] longs = values.stream().mapToLong(Long::longValue).toArray();
    long[] credibilities = new long[longs.length];
    List<BigInteger> weights = new ArrayList<>();
    for (int i = 0; i < longs.length; i++) {
      credibilities[i] = random.nextInt(3) == 0 ? 0 : random.nextInt(1_000_000_001);
      weights.add(BigInteger.valueOf(longs[i]).multiply(BigInteger.valueOf(credibilities[i])));
    }
    assertThat(Shares.of(longs, credibilities)).isEqualTo(Shares.of(weights));
  }

  @Property(tries = 200)
  void aPowerOfTwoChangesNothing(
      @ForAll @Size(min = 1, max = 20) List<@IntRange(min = -9999) Integer> values,
      @ForAll @IntRange(min = 0, max = 31) int power) {
    long[] once = values.stream().mapToLong(Integer::longValue).toArray();
    long[] scaled = values.stream().mapToLong(value -> (long) value << power).toArray();
    long[] whole = new long[once.length];
    Arrays.fill(whole, Credibility.WHOLE);
    assertThat(Shares.of(scaled, whole)).isEqualTo(Shares.of(once, whole));
    assertThat(Shares.of(once, whole))
        .as("full credibility is the plain positive share")
        .isEqualTo(Shares.of(integers(once)));
  }

  @Property(tries = 200)
  void twoAccountsGetWhatOneWould(
      @ForAll @Size(min = 1, max = 10) List<@IntRange(min = -99, max = 99_999) Integer> values,
      @ForAll @IntRange(min = 0, max = 99_999) int first,
      @ForAll @IntRange(min = 0, max = 99_999) int second,
      @ForAll @IntRange(min = 1, max = 1_000_000_000) int credibility) {
    int others = values.size();
    long[] together = new long[others + 1];
    long[] apart = new long[others + 2];
    for (int i = 0; i < others; i++) {
      together[i] = values.get(i);
      apart[i] = values.get(i);
    }
    together[others] = (long) first + second;
    apart[others] = first;
    apart[others + 1] = second;
    long[] c1 = new long[others + 1];
    long[] c2 = new long[others + 2];
    Arrays.fill(c1, credibility);
    Arrays.fill(c2, credibility);
    long one = Shares.of(together, c1)[others];
    long[] two = Shares.of(apart, c2);
    assertThat(two[others] + two[others + 1] - one).isBetween(-2L, 2L);
  }

  private static List<BigInteger> integers(long... values) {
    List<BigInteger> integers = new ArrayList<>();
    for (long value : values) {
      integers.add(BigInteger.valueOf(value));
    }
    return integers;
  }
}
