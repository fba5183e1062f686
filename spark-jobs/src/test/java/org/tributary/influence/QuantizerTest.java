package org.tributary.influence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.math.RoundingMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class QuantizerTest {
  @Test
  void theLargestMagnitudeFillsTheByte() {
    assertThat(Quantizer.quantize(new double[] {1, -0.5, 0.25}))
        .isEqualTo(new QuantizedRow(-6, new byte[] {64, -32, 16}));
    assertThat(Quantizer.quantize(new double[] {127, 1}))
        .isEqualTo(new QuantizedRow(0, new byte[] {127, 1}));
    assertThat(Quantizer.quantize(new double[] {-127.5, 1}))
        .as("127.5 rounds to 128, so one binade coarser, where 0.5 ties to even")
        .isEqualTo(new QuantizedRow(1, new byte[] {-64, 0}));
    assertThat(Quantizer.quantize(new double[] {127.49, 2.5, 3.5}))
        .as("ties to even")
        .isEqualTo(new QuantizedRow(0, new byte[] {127, 2, 4}));
  }

  @Test
  void zerosHaveExponentZero() {
    assertThat(Quantizer.quantize(new double[] {0, -0.0}))
        .isEqualTo(new QuantizedRow(0, new byte[2]));
    assertThat(Quantizer.quantize(new double[] {1e-20, 0}, -20))
        .as("rounds to zero at the lowest exponent")
        .isEqualTo(new QuantizedRow(0, new byte[2]));
  }

  @Test
  void theLowestExponentBoundsTheScale() {
    assertThat(Quantizer.quantize(new double[] {1, 0.25}, -3))
        .isEqualTo(new QuantizedRow(-3, new byte[] {8, 2}));
    assertThat(Quantizer.quantize(new float[] {1, 0.25f}, -100).exponent()).isEqualTo(-6);
  }

  @Test
  void extremesOfTheRange() {
    assertThat(Quantizer.quantize(new double[] {Double.MIN_VALUE}))
        .isEqualTo(new QuantizedRow(-1080, new byte[] {64}));
    assertThat(Quantizer.quantize(new double[] {Double.MAX_VALUE}))
        .as("just below 2^1024 rounds up to 64 x 2^1018")
        .isEqualTo(new QuantizedRow(1018, new byte[] {64}));
    assertThat(Quantizer.quantize(new float[] {Float.MIN_VALUE}))
        .isEqualTo(new QuantizedRow(-155, new byte[] {64}));
  }

  @Test
  void anEntryThatIsNotFiniteIsNamed() {
    assertThatThrownBy(() -> Quantizer.quantize(new double[] {1, Double.NaN}))
        .hasMessageContaining("Entry 1 of a sketch of 2 dimensions is NaN");
    assertThatThrownBy(() -> Quantizer.quantize(new float[] {Float.POSITIVE_INFINITY}))
        .hasMessageContaining("Entry 0 of a sketch of 1 dimensions is Infinity");
  }

  @Property
  void equalsTheDefinitionInExactDecimals(
      @ForAll @Size(min = 1, max = 6) double[] mantissas,
      @ForAll @IntRange(min = -1100, max = 900) int power) {
    double[] row = new double[mantissas.length];
    for (int j = 0; j < row.length; j++) {
      row[j] = Math.scalb(mantissas[j] / Double.MAX_VALUE, power);
    }
    QuantizedRow quantized = Quantizer.quantize(row);
    double largest = 0;
    for (double each : row) {
      largest = Math.max(largest, Math.abs(each));
    }
    if (largest == 0) {
      assertThat(quantized).isEqualTo(new QuantizedRow(0, new byte[row.length]));
      return;
    }
    assertThat(rounded(largest, quantized.exponent())).isLessThanOrEqualTo(127);
    assertThat(rounded(largest, quantized.exponent() - 1)).isGreaterThan(127);
    for (int j = 0; j < row.length; j++) {
      assertThat((int) quantized.q()[j]).isEqualTo(rounded(row[j], quantized.exponent()));
    }
  }

  @Property
  void scalingByAPowerOfTwoMovesOnlyTheExponent(
      @ForAll @Size(5) double[] row, @ForAll @IntRange(min = -300, max = 300) int power) {
    double[] clean = new double[row.length];
    double[] scaled = new double[row.length];
    for (int j = 0; j < row.length; j++) {
      // Entries that a scale may push out of the normal range say nothing about the rule.
      double one = row[j] / Double.MAX_VALUE;
      clean[j] = Math.abs(one) < 1e-200 ? 0 : one;
      scaled[j] = Math.scalb(clean[j], power);
    }
    QuantizedRow one = Quantizer.quantize(clean);
    QuantizedRow other = Quantizer.quantize(scaled);
    assertThat(other.q()).isEqualTo(one.q());
    assertThat(other.exponent()).isEqualTo(one.isZero() ? 0 : one.exponent() + power);
  }

  private static int rounded(double value, int exponent) {
    BigDecimal two = BigDecimal.valueOf(2);
    BigDecimal scaled =
        exponent <= 0
            ? new BigDecimal(value).multiply(two.pow(-exponent))
            : new BigDecimal(value).divide(two.pow(exponent));
    return scaled.setScale(0, RoundingMode.HALF_EVEN).intValueExact();
  }
}
