package org.tributary.sample.digits;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.tributary.schemas.ErrorCode;
import org.tributary.schemas.TributaryException;

class DigitsDataTest {
  @Test
  void readsAllImagesInOrder() {
    DigitsData digits = DigitsData.load();
    assertThat(digits.size()).isEqualTo(DigitsData.ROWS);
    assertThat(Arrays.copyOf(digits.pixels(0), 10)).containsExactly(0, 0, 5, 13, 9, 1, 0, 0, 0, 0);
    assertThat(digits.label(0)).isZero();
    assertThat(digits.label(1)).isEqualTo(1);
    for (int row = 0; row < digits.size(); row++) {
      assertThat(digits.label(row)).isBetween(0, 9);
      assertThat(Arrays.stream(digits.pixels(row)).allMatch(p -> p >= 0 && p <= 16)).isTrue();
    }
  }

  @Test
  void handsOutCopies() {
    DigitsData digits = DigitsData.load();
    digits.pixels(0)[2] = 99;
    assertThat(digits.pixels(0)[2]).isEqualTo(5);
  }

  @Test
  void refusesAnotherFile() {
    assertThatThrownBy(() -> DigitsData.parse(new byte[] {1, 2, 3}))
        .isInstanceOfSatisfying(
            TributaryException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.INPUT_MISSING))
        .hasMessageContaining("digits.csv.gz has SHA-256 039058c6")
        .hasMessageContaining("restore the file from the release");
  }

  @Test
  void scalesPixelsAndAddsTheBias() {
    Examples examples = DigitsData.load().examples(0, 5);
    assertThat(examples.size()).isEqualTo(2);
    assertThat(examples.features(0)).hasSize(65);
    assertThat(examples.feature(0, 3)).isEqualTo(13 / 16.0);
    assertThat(examples.feature(1, 64)).isEqualTo(1.0);
    assertThat(examples.without(0).features(0)).isEqualTo(examples.features(1));
    assertThatThrownBy(() -> examples.without(2)).hasMessage("No example 2 among 2");
    assertThatThrownBy(() -> Examples.of(new int[1][63], new int[1]))
        .hasMessage("Image 0 has 63 pixels, expected 64");
    assertThatThrownBy(() -> Examples.of(new int[1][64], new int[] {10}))
        .hasMessage("Image 0 has label 10");
    assertThatThrownBy(() -> Examples.of(new int[1][64], new int[2]))
        .hasMessage("Need one label per image: 1 images, 2 labels");
  }
}
