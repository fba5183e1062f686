package org.tributary.influence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class GramTest {
  @Test
  void sumsOuterProducts() {
    Gram gram = new Gram(2);
    gram.add(new QuantizedRow(0, new byte[] {1, 2}));
    gram.add(new QuantizedRow(-1, new byte[] {3, -4}));
    gram.add(new QuantizedRow(0, new byte[] {0, 0}));
    // [1 2; 2 4] + 1/4 [9 -12; -12 16]
    assertThat(gram.dense()).containsExactly(3.25, -1, -1, 8);
    assertThat(gram.rows()).isEqualTo(3);
  }

  @Property(tries = 200)
  void neitherOrderNorPartsChangeABit(
      @ForAll long seed, @ForAll @IntRange(min = 1, max = 5) int parts) {
    List<QuantizedRow> rows = rows(new Random(seed), 30, 5);
    Gram whole = gramOf(rows, 5);
    Collections.shuffle(rows, new Random(seed + 1));
    List<Gram> grams = new ArrayList<>();
    for (int part = 0; part < parts; part++) {
      int from = part * rows.size() / parts;
      grams.add(gramOf(rows.subList(from, (part + 1) * rows.size() / parts), 5));
    }
    Collections.shuffle(grams, new Random(seed + 2));
    Gram merged = new Gram(5);
    grams.forEach(merged::merge);
    assertThat(merged.dense()).containsExactly(whole.dense());
    assertThat(merged.rows()).isEqualTo(whole.rows());
  }

  @Property(tries = 100)
  void equalsTheExactSumWhereADoubleHoldsIt(@ForAll long seed) {
    List<QuantizedRow> rows = rows(new Random(seed), 20, 4);
    double[] dense = gramOf(rows, 4).dense();
    for (int i = 0; i < 4; i++) {
      for (int j = 0; j < 4; j++) {
        BigDecimal sum = BigDecimal.ZERO;
        for (QuantizedRow row : rows) {
          double unit = Math.scalb(1.0, 2 * row.exponent());
          sum = sum.add(new BigDecimal(row.q()[i] * row.q()[j] * unit));
        }
        assertThat(dense[i * 4 + j]).isEqualTo(sum.doubleValue());
      }
    }
  }

  @Test
  void anotherDimensionIsRefused() {
    assertThatThrownBy(() -> new Gram(3).add(new QuantizedRow(0, new byte[2])))
        .hasMessageContaining("2 dimensions doesn't fit a Gram of 3");
    assertThatThrownBy(() -> new Gram(3).merge(new Gram(4)))
        .hasMessageContaining("4 dimensions doesn't fit a Gram of 3");
  }

  private static Gram gramOf(List<QuantizedRow> rows, int dimension) {
    Gram gram = new Gram(dimension);
    rows.forEach(gram::add);
    return gram;
  }

  /** Rows whose exponents span several bands, narrow enough for an exact double. */
  static List<QuantizedRow> rows(Random random, int count, int dimension) {
    List<QuantizedRow> rows = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      byte[] q = new byte[dimension];
      for (int j = 0; j < dimension; j++) {
        q[j] = (byte) (random.nextInt(255) - 127);
      }
      rows.add(new QuantizedRow(random.nextInt(16) - 12, q));
    }
    return rows;
  }
}
