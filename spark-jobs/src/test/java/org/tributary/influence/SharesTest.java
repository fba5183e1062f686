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

  @Test
  void valuesAreDrawnToTheirMeansByHand() {
    long[] whole = {Credibility.WHOLE, Credibility.WHOLE};
    // Means of 4 inferences: 10 and 2. Values 8 and -5, in a unit that is twice the reference's.
    assertThat(Shares.of(new long[] {8, -5}, whole, means(4, 1_000_000, 40, 8), 1))
        .as("16 + 10 against 0 + 2")
        .containsExactly(928_571_429, 71_428_571);
    // A quarter of the reference's unit: 2 + 10 against 0 + 2.
    assertThat(Shares.of(new long[] {8, -5}, whole, means(4, 1_000_000, 40, 8), -2))
        .containsExactly(857_142_857, 142_857_143);
    assertThat(
            Shares.of(
                new long[] {8, -5},
                new long[] {Credibility.WHOLE / 2, Credibility.WHOLE},
                means(4, 500_000, 40, 8),
                0))
        .as("(8 + 5) / 2 against 0 + 1")
        .containsExactly(866_666_667, 133_333_333);
    assertThat(Shares.of(new long[] {8, -5}, whole, means(4, 0, 40, 8), 1))
        .as("without smoothing")
        .containsExactly(1_000_000_000, 0);
    assertThat(Shares.of(new long[] {0, -5}, whole, means(4, 1_000_000, 40, 8), 1))
        .as("an inference that says nothing good of anybody")
        .containsExactly(0, 0);
  }

  @Property(tries = 500)
  void drawnValuesAreRationalNumbers(
      @ForAll @Size(min = 1, max = 12) List<@IntRange(min = -50, max = 1000) Integer> values,
      @ForAll @IntRange(min = -40, max = 32) int shift,
      @ForAll @IntRange(min = 1, max = 1000) int inferences,
      @ForAll @IntRange(min = 0, max = 3_000_000) int smoothing,
      @ForAll long seed) {
    Random random = new Random(seed);
    long[] longs = values.stream().mapToLong(Integer::longValue).toArray();
    long[] credibilities = new long[longs.length];
    BigInteger[] sums = new BigInteger[longs.length];
    List<BigInteger> weights = new ArrayList<>();
    boolean any = false;
    for (int i = 0; i < longs.length; i++) {
      credibilities[i] = random.nextInt(3) == 0 ? 0 : random.nextInt(1_000_000_001);
      sums[i] = new BigInteger(random.nextInt(80), random);
      // Value and mean in a unit so fine that both are integers: 2^-40, and an m-th of it.
      BigInteger fine = BigInteger.valueOf(Math.max(0, longs[i])).shiftLeft(40 + shift);
      BigInteger own = fine.multiply(BigInteger.valueOf(1_000_000L * inferences));
      BigInteger mean = sums[i].shiftLeft(40).multiply(BigInteger.valueOf(smoothing));
      weights.add(own.add(mean).multiply(BigInteger.valueOf(credibilities[i])));
      any |= longs[i] > 0 && credibilities[i] > 0;
    }
    WindowMeans means = new WindowMeans(List.of(sums), inferences, smoothing);
    assertThat(Shares.of(longs, credibilities, means, shift))
        .isEqualTo(any ? Shares.of(weights) : new long[longs.length]);
  }

  private static WindowMeans means(long inferences, int smoothingPpm, long... sums) {
    return new WindowMeans(integers(sums), inferences, smoothingPpm);
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
