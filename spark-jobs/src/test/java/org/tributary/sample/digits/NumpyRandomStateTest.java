package org.tributary.sample.digits;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** Golden values: printed by NumPy 2.4.6, {@code numpy.random.RandomState}. */
class NumpyRandomStateTest {
  @Test
  void drawsTheBitsOfNumpy() {
    NumpyRandomState random = new NumpyRandomState(5489);
    assertThat(random.nextUnsignedInt()).isEqualTo(3499211612L);
    assertThat(random.nextUnsignedInt()).isEqualTo(581869302L);
    assertThat(random.nextUnsignedInt()).isEqualTo(3890346734L);
    assertThat(random.nextUnsignedInt()).isEqualTo(3586334585L);
    assertThat(new NumpyRandomState(0).nextUnsignedInt()).isEqualTo(2357136044L);
  }

  @Test
  void permutesLikeNumpy() {
    assertThat(new NumpyRandomState(0).permutation(10))
        .containsExactly(2, 8, 4, 9, 1, 6, 7, 3, 0, 5);
    assertThat(new NumpyRandomState(0xffffffffL).permutation(6)).containsExactly(1, 4, 5, 0, 2, 3);
    int[] digits = new NumpyRandomState(0).permutation(1797);
    assertThat(Arrays.copyOf(digits, 8)).containsExactly(1081, 1707, 927, 713, 262, 182, 303, 895);
    assertThat(Arrays.copyOfRange(digits, 1793, 1797)).containsExactly(1216, 1653, 559, 684);
    long weighted = 0;
    for (int i = 0; i < digits.length; i++) {
      weighted += (long) digits[i] * i;
    }
    assertThat(weighted).isEqualTo(1458534993L);
  }

  @Test
  void keepsItsStreamOverCallsAndRefills() {
    NumpyRandomState random = new NumpyRandomState(42);
    assertThat(random.permutation(5)).containsExactly(1, 4, 2, 0, 3);
    assertThat(Arrays.copyOf(random.permutation(700), 5)).containsExactly(296, 81, 77, 208, 318);
    assertThat(random.permutation(7)).containsExactly(3, 5, 0, 6, 1, 4, 2);
  }

  @Test
  void choosesLikeNumpy() {
    assertThat(Arrays.copyOf(new NumpyRandomState(100).choice(1000, 500), 8))
        .containsExactly(249, 353, 537, 424, 564, 124, 492, 553);
    int[] last = new NumpyRandomState(199).choice(1000, 500);
    assertThat(Arrays.copyOfRange(last, 496, 500)).containsExactly(596, 329, 113, 878);
    assertThat(Arrays.stream(last).sum()).isEqualTo(250912);
  }

  @Test
  void refusesWhatNumpyRefuses() {
    assertThatThrownBy(() -> new NumpyRandomState(-1))
        .hasMessage("Seed must lie between 0 and 2^32 - 1, is: -1");
    assertThatThrownBy(() -> new NumpyRandomState(1).choice(3, 4))
        .hasMessage("Can't choose 4 of 3 without return");
    assertThatThrownBy(() -> new NumpyRandomState(1).interval(-2))
        .hasMessage("The largest value must not be negative, is: -2");
    assertThatThrownBy(() -> new NumpyRandomState(1).permutation(-3))
        .hasMessage("A permutation needs n >= 0, is: -3");
  }
}
