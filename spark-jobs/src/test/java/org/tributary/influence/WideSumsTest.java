package org.tributary.influence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class WideSumsTest {
  @Property
  void addsAsBigIntegersDo(
      @ForAll @Size(min = 1, max = 30) List<Integer> values, @ForAll long seed) {
    WideSums sums = new WideSums(2);
    BigInteger expected = BigInteger.ZERO;
    Random random = new Random(seed);
    for (int value : values) {
      int shift = random.nextInt(WideSums.LARGEST_SHIFT + 1);
      sums.addShifted(1, value, shift);
      expected = expected.add(BigInteger.valueOf(value).shiftLeft(shift));
    }
    assertThat(sums.exact(1)).isEqualTo(expected);
    assertThat(sums.isZero(1)).isEqualTo(expected.signum() == 0);
    sums.addFrom(0, sums, 1);
    sums.addFrom(0, sums, 1);
    assertThat(sums.exact(0)).isEqualTo(expected.shiftLeft(1));
  }

  @Property
  void comparesMagnitudes(
      @ForAll int a,
      @ForAll int b,
      @ForAll @IntRange(min = 0, max = 64) int shiftA,
      @ForAll @IntRange(min = 0, max = 64) int shiftB) {
    WideSums sums = new WideSums(2);
    sums.addShifted(0, a, shiftA);
    sums.addShifted(1, b, shiftB);
    int expected = sums.exact(0).abs().compareTo(sums.exact(1).abs());
    assertThat(Integer.signum(WideSums.compareMagnitude(sums, 0, sums, 1))).isEqualTo(expected);
    sums.copyFrom(1, sums, 0);
    assertThat(WideSums.compareMagnitude(sums, 0, sums, 1)).isZero();
  }

  @Test
  void aShiftBeyondTheBoundIsADefect() {
    assertThatThrownBy(() -> new WideSums(1).addShifted(0, 1, 65)).hasMessageContaining("65 bits");
  }
}
