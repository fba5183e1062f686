package org.tributary.span.credit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import org.tributary.text.Bits;

class BackgroundTest {
  /** Seven tokens; 5 stands three times, 9 once, and three others aren't counted by name. */
  private final Background background = Background.of(7, Map.of(5, 3L, 9, 1L));

  @Test
  void byHand() {
    assertThat(background.information(5)).as("log2(8 / 4) = 1 bit").isEqualTo(1 << 16);
    assertThat(background.information(9)).as("log2(8 / 2) = 2 bits").isEqualTo(2 << 16);
    assertThat(background.information(1)).as("log2(8 / 1) = 3 bits").isEqualTo(3 << 16);
    assertThat(background.rarity(0)).as("3/3").isEqualTo(Background.RARE);
    assertThat(background.rarity(1)).as("2/3, rounded down").isEqualTo(43_690);
    assertThat(background.rarity(7)).as("nothing else").isZero();
  }

  @Test
  void withoutABackgroundAllTokensAreAlike() {
    assertThat(Background.none().information(5)).isEqualTo(8 << 16);
    assertThat(Background.none().rarity(1_000)).isEqualTo(Background.RARE);
  }

  @Test
  void countsMustFit() {
    assertThatThrownBy(() -> Background.of(3, Map.of(1, 2L, 2, 2L)))
        .hasMessage("A background of 3 tokens can't have 4 of them counted");
    assertThatThrownBy(() -> Background.of(0, Map.of())).hasMessageContaining("of 0 tokens");
    assertThatThrownBy(() -> Background.of(3, Map.of(1, -1L)))
        .hasMessage("A token can't stand -1 times in a background");
  }

  @Property(tries = 2_000)
  void theLogarithmIsRoundedDown(
      @ForAll @LongRange(min = 1, max = Long.MAX_VALUE) long a,
      @ForAll @LongRange(min = 1, max = Long.MAX_VALUE) long b) {
    long numerator = Math.max(a, b);
    long denominator = Math.min(a, b);
    double exact =
        (Math.log((double) numerator) - Math.log((double) denominator)) / Math.log(2) * 65_536;
    // A double is good to 2^-53 of the two logarithms, which are below 64 bits.
    assertThat((double) Bits.log2(numerator, denominator)).isBetween(exact - 1.001, exact + 0.001);
  }

  @Property(tries = 200)
  void powersOfTwoAreExact(@ForAll @LongRange(min = 1, max = 1 << 30) long number) {
    for (int power = 0; power <= 32; power++) {
      assertThat(Bits.log2(number << power, number)).isEqualTo(power * Bits.ONE);
    }
    assertThatThrownBy(() -> Bits.log2(number, number + 1))
        .hasMessage("No logarithm of " + number + " / " + (number + 1));
  }
}
