package org.tributary.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class LargestRemainderTest {
  @Test
  void theUnitsLeftGoToTheLargestRemainders() {
    // 100 by 5:3:1 of 9: 55 5/9, 33 3/9, 11 1/9. 99 are given; the unit left goes to 5/9.
    assertThat(LargestRemainder.splitByLongs(BigInteger.valueOf(100), List.of(5L, 3L, 1L)))
        .containsExactly(units(56), units(33), units(11));
    // 10 by 1:1:1:4 of 7: 1 3/7 three times and 5 5/7. 8 are given; one to 5/7, one to the first
    // 3/7.
    assertThat(LargestRemainder.splitByLongs(BigInteger.TEN, List.of(1L, 1L, 1L, 4L)))
        .containsExactly(units(2), units(1), units(1), units(6));
  }

  @Test
  void tiesGoByPosition() {
    assertThat(LargestRemainder.splitByLongs(BigInteger.TWO, List.of(1L, 1L, 1L)))
        .containsExactly(units(1), units(1), units(0));
  }

  @Test
  void noWeightNoPart() {
    assertThat(LargestRemainder.splitByLongs(units(7), List.of(0L, 3L, 0L)))
        .containsExactly(units(0), units(7), units(0));
  }

  @Test
  void worksWithTheLargestAmount() {
    assertThat(LargestRemainder.splitByLongs(Amounts.MAX, List.of(Long.MAX_VALUE, Long.MAX_VALUE)))
        .containsExactly(
            new BigInteger("50000000000000000000000000000000000000"),
            new BigInteger("49999999999999999999999999999999999999"));
  }

  @Test
  void saysWhyItCantDivide() {
    assertThatThrownBy(() -> LargestRemainder.splitByLongs(BigInteger.TEN, List.of(0L, 0L)))
        .hasMessageContaining("must sum to more than zero: [0, 0]");
    assertThatThrownBy(() -> LargestRemainder.splitByLongs(BigInteger.TEN, List.of()))
        .hasMessageContaining("must sum to more than zero: []");
    assertThatThrownBy(() -> LargestRemainder.splitByLongs(BigInteger.TEN, List.of(2L, -1L)))
        .hasMessageContaining("A weight can't be negative: [2, -1]");
    assertThatThrownBy(() -> LargestRemainder.splitByLongs(units(-1), List.of(1L)))
        .hasMessageContaining("A budget can't be negative: -1");
  }

  @Property
  void thePartsSumToTheBudgetAndLieWithinOneUnit(
      @ForAll("amounts") BigInteger budget, @ForAll("weights") List<Long> weights) {
    List<BigInteger> parts = LargestRemainder.splitByLongs(budget, weights);

    assertThat(parts.stream().reduce(BigInteger.ZERO, BigInteger::add)).isEqualTo(budget);
    BigInteger total = units(weights.stream().mapToLong(Long::longValue).sum());
    for (int i = 0; i < parts.size(); i++) {
      // |part - budget * weight / total| < 1, without dividing.
      BigInteger exact = budget.multiply(units(weights.get(i)));
      BigInteger distance = parts.get(i).multiply(total).subtract(exact).abs();
      assertThat(distance).isLessThan(total);
    }
  }

  @Property
  void onlyEqualRemaindersDependOnTheOrder(
      @ForAll("amounts") BigInteger budget,
      @ForAll("weights") List<Long> weights,
      @ForAll Random random) {
    List<Long> shuffled = new ArrayList<>(weights);
    Collections.shuffle(shuffled, random);
    Assume.that(remaindersOfDifferentWeightsDiffer(budget, weights));
    List<BigInteger> one = new ArrayList<>(LargestRemainder.splitByLongs(budget, weights));
    List<BigInteger> other = new ArrayList<>(LargestRemainder.splitByLongs(budget, shuffled));
    // As multisets of (weight, part), since equal weights may swap their units.
    assertThat(pairs(shuffled, other)).isEqualTo(pairs(weights, one));
  }

  @Property
  void scalingTheWeightsChangesNothing(
      @ForAll("amounts") BigInteger budget, @ForAll("weights") List<Long> weights) {
    List<BigInteger> scaled =
        weights.stream().map(weight -> units(weight).multiply(units(1_000_003))).toList();
    assertThat(LargestRemainder.split(budget, scaled))
        .isEqualTo(LargestRemainder.splitByLongs(budget, weights));
  }

  @Property
  void aLargerWeightNeverGetsLess(
      @ForAll("amounts") BigInteger budget, @ForAll("weights") List<Long> weights) {
    List<Long> sorted = weights.stream().sorted(Collections.reverseOrder()).toList();
    assertThat(LargestRemainder.splitByLongs(budget, sorted))
        .isSortedAccordingTo(Collections.reverseOrder());
  }

  @Provide
  Arbitrary<BigInteger> amounts() {
    return Arbitraries.bigIntegers().between(BigInteger.ZERO, Amounts.MAX);
  }

  @Provide
  Arbitrary<List<Long>> weights() {
    return Arbitraries.longs()
        .between(0, 1_000_000_000_000_000L)
        .list()
        .ofMinSize(1)
        .ofMaxSize(60)
        .filter(weights -> weights.stream().anyMatch(weight -> weight > 0));
  }

  private static boolean remaindersOfDifferentWeightsDiffer(BigInteger budget, List<Long> weights) {
    BigInteger total = units(weights.stream().mapToLong(Long::longValue).sum());
    List<Long> distinct = weights.stream().distinct().toList();
    return distinct.stream().map(w -> budget.multiply(units(w)).mod(total)).distinct().count()
        == distinct.size();
  }

  private static List<String> pairs(List<Long> weights, List<BigInteger> parts) {
    List<String> pairs = new ArrayList<>();
    for (int i = 0; i < parts.size(); i++) {
      pairs.add(weights.get(i) + ":" + parts.get(i));
    }
    Collections.sort(pairs);
    return pairs;
  }

  private static BigInteger units(long units) {
    return BigInteger.valueOf(units);
  }
}
