package org.tributary.lexical;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class Bm25Test {
  private static final long BIT = 1 << 16;

  /**
   * Three contributions of 4, 8 and 12 tokens: N = 3, mean length 8. A term that one of them has
   * tells log2(8 / 3) = 1.415 bits, one that all have log2(8 / 7) = 0.1926. At b = 1/2 the one of
   * 12 tokens has half of a term at k1 (1/2 + 1/2 * 12 / 8) = 2 * 1.25 = 2.5 occurrences.
   */
  @Test
  void byHand() {
    Bm25 weights = new Bm25(2_000_000, 500_000, 3, 24);
    assertThat(weights.information(1)).isEqualTo(92_735).isEqualTo((long) (1.4150374992 * BIT));
    assertThat(weights.information(3)).isEqualTo((long) (0.1926450779 * BIT));
    assertThat(weights.half(12)).isEqualTo(5 * BIT / 2);
    assertThat(weights.half(8)).isEqualTo(2 * BIT);
    // 3 / (3 + 2.5) of 1,000, and of 5,500.
    assertThat(Bm25.weight(1_000, 3, weights.half(12))).isEqualTo(545);
    assertThat(Bm25.weight(5_500, 3, weights.half(12))).isEqualTo(2_999);
    assertThat(Bm25.weight(5_500, 0, weights.half(12))).isZero();
  }

  @Test
  void withoutK1AllOfATermIsThereAtOnce() {
    assertThat(new Bm25(0, 750_000, 3, 24).half(1_000)).isZero();
    assertThat(Bm25.weight(5_500, 1, 0)).isEqualTo(5_500);
  }

  @Property
  void isTheFormula(
      @ForAll @IntRange(max = 3_000_000) int k1,
      @ForAll @IntRange(max = 1_000_000) int b,
      @ForAll @IntRange(min = 1, max = 100_000) int contributions,
      @ForAll @IntRange(min = 1, max = 2_000) int meanLength,
      @ForAll @IntRange(min = 1, max = 50_000) int length,
      @ForAll @IntRange(min = 1, max = 500) int count,
      @ForAll @LongRange(max = 1L << 40) long information) {
    Bm25 weights = new Bm25(k1, b, contributions, (long) contributions * meanLength);
    double half = k1 / 1e6 * (1 - b / 1e6 + b / 1e6 * length / meanLength);
    assertThat((double) weights.half(length) / BIT).isEqualTo(half, Offset.offset(1e-3));
    double weight = information * (count / (count + half));
    assertThat((double) Bm25.weight(information, count, weights.half(length)))
        .isEqualTo(weight, Offset.offset(2 + weight * 1e-3));
  }

  @Property
  void moreIsNeverLess(
      @ForAll @IntRange(max = 100_000) int count,
      @ForAll @LongRange(max = 1L << 50) long information,
      @ForAll @LongRange(max = 1L << 40) long half) {
    long weight = Bm25.weight(information, count, half);
    assertThat(weight).isBetween(0L, information);
    assertThat(Bm25.weight(information, count + 1, half)).isGreaterThanOrEqualTo(weight);
    assertThat(Bm25.weight(information, count, half + 1)).isLessThanOrEqualTo(weight);
    assertThat(Bm25.weight(information + 1, count, half)).isGreaterThanOrEqualTo(weight);
  }
}
