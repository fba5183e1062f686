package org.tributary.influence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class SignedSumsTest {
  @Test
  void byHand() {
    int reference = -6;
    assertThat(ReferenceUnit.exponent(reference, -10)).isEqualTo(-32);
    assertThat(ReferenceUnit.shift(-6, reference)).as("as large as a training row").isEqualTo(16);
    assertThat(ReferenceUnit.shift(-10, reference)).as("a 16th of it").isEqualTo(12);
    assertThat(ReferenceUnit.shift(8, reference)).as("larger counts as large").isEqualTo(16);
    assertThat(ReferenceUnit.bring(3, 16)).isEqualTo(3 << 16);
    assertThat(ReferenceUnit.bring(-7, -1)).as("toward zero").isEqualTo(-3);
    assertThat(ReferenceUnit.bring(7, -1)).isEqualTo(3);
    assertThat(ReferenceUnit.bring(-7, -400)).isZero();
    assertThat(ReferenceUnit.isInRange(10, reference)).isTrue();
    assertThat(ReferenceUnit.isInRange(11, reference)).as("2^17 times as large").isFalse();
    SignedSums sums = new SignedSums(2);
    sums.add(1, 3, 1);
    sums.add(1, -7, -1);
    sums.add(1, 5, 0);
    assertThat(sums.positive(1)).isEqualTo(11);
    assertThat(sums.negative(1)).isEqualTo(3);
    assertThat(sums.positive(0)).isZero();
    assertThatThrownBy(() -> sums.add(0, 1, 17)).hasMessageContaining("17 bits");
    assertThatThrownBy(() -> ReferenceUnit.bring(1, 17)).hasMessageContaining("17 bits");
  }

  @Test
  void theLargestSumIsADecimal() {
    BigInteger most =
        ReferenceUnit.bring(Long.MIN_VALUE, ReferenceUnit.FINER_BITS).abs().shiftLeft(47);
    assertThat(most).isLessThan(BigInteger.TEN.pow(38));
  }

  @Test
  void oneHugeInferenceWeighsLikeALargeOne() {
    // Ann helped by 100 in each of 9 inferences as large as a training row's. Then somebody pays
    // for
    // one whose gradient is 2^10 times as large, on which she harms by as much as she ever helped.
    SignedSums sums = new SignedSums(1);
    for (int i = 0; i < 9; i++) {
      sums.add(0, 100, ReferenceUnit.shift(-6, -6));
    }
    sums.add(0, -100, ReferenceUnit.shift(4, -6));
    assertThat(Credibility.of(sums.positive(0), sums.negative(0), 1_100_000))
        .as("1 - 1.1 / 9")
        .isEqualTo(877_777_777);
  }

  @Property(tries = 300)
  void isTheSumOfValuesInAnyOrder(
      @ForAll @Size(max = 60) List<Long> values,
      @ForAll long seed,
      @ForAll @IntRange(min = 1, max = 4) int parts) {
    Random random = new Random(seed);
    List<SignedSums> sums = new ArrayList<>();
    for (int i = 0; i < parts; i++) {
      sums.add(new SignedSums(1));
    }
    BigInteger positive = BigInteger.ZERO;
    BigInteger negative = BigInteger.ZERO;
    values.add(Long.MIN_VALUE);
    values.add(Long.MAX_VALUE);
    for (long value : values) {
      int shift = random.nextInt(87) - 70;
      BigInteger exact = ReferenceUnit.bring(value, shift);
      assertThat(exact.abs())
          .isEqualTo(
              shift < 0
                  ? BigInteger.valueOf(value).abs().divide(BigInteger.TWO.pow(-shift))
                  : BigInteger.valueOf(value).abs().multiply(BigInteger.TWO.pow(shift)));
      positive = positive.add(exact.max(BigInteger.ZERO));
      negative = negative.add(exact.negate().max(BigInteger.ZERO));
      sums.get(random.nextInt(parts)).add(0, value, shift);
    }
    SignedSums all = new SignedSums(1);
    sums.forEach(all::addAll);
    assertThat(all.positive(0)).isEqualTo(positive);
    assertThat(all.negative(0)).isEqualTo(negative);
  }
}
