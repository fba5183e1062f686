package org.tributary.influence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.tributary.schemas.policy.Damping;
import org.tributary.schemas.policy.Preconditioner;

/** Sums with factors, and what is kept of a contributor: the order never matters. */
class ExactSumsTest {
  @Property(tries = 500)
  void aFactorIsRightToTwentyThreeBits(
      @ForAll @IntRange(min = 1) int significand,
      @ForAll @IntRange(min = -200, max = 200) int power,
      @ForAll @IntRange(min = -200, max = 200) int exponent) {
    double factor = Math.scalb((double) significand, power);
    FixedPoint fixed = FixedPoint.of(factor, exponent);
    assertThat(fixed.low()).isBetween(0, 32_767);
    assertThat(fixed.high()).isBetween(0, 32_768);
    double integer = fixed.high() * FixedPoint.HIGH_UNIT + fixed.low();
    double found = Math.scalb(integer, FixedPoint.BAND * fixed.band() - exponent);
    assertThat(found).isCloseTo(factor, within(Math.scalb(factor, -22)));
  }

  /** 3 = 3 x 2^28 x 2^-28, and the band below is -32: 3 x 2^28 has 30 bits. */
  @Test
  void byHand() {
    assertThat(FixedPoint.of(3, 4)).isEqualTo(new FixedPoint(-3, 3 << 13, 0));
    WeightedSum sum = new WeightedSum(2);
    sum.add(new byte[] {9, 127, -1}, 1, 4, 3);
    sum.add(new byte[] {9, 2, 0}, 1, -1, -0.5);
    assertThat(sum.dense()).containsExactly(127 * 16 * 3 - 0.5, -48);
    WeightedGram gram = new WeightedGram(2);
    gram.add(new byte[] {9, 127, -1}, 1, 4, 3);
    assertThat(gram.dense()).containsExactly(127 * 127 * 768.0, -127 * 768.0, -127 * 768.0, 768.0);
  }

  @Property(tries = 40)
  void contributorsMergeToTheSameBitsInAnyOrder(
      @ForAll long seed, @ForAll @IntRange(min = 1, max = 25) int rows) {
    List<TrainingExample> examples = Examples.random(seed, rows);
    InMemoryPreparation preparation = InMemoryPreparation.of("m", examples);
    for (Preconditioner method : Preconditioner.values()) {
      Damping damping = new Damping(Damping.Kind.RELATIVE_TO_MEAN_EIGENVALUE, 0.3);
      Preconditioning solved =
          preparation.prepare(new InfluenceSetting(method, damping), Set.of()).preconditioning();
      // All rows as if they were one contributor's: fewer and more of them than dimensions.
      ContributorSums inOrder = new ContributorSums(solved);
      preparation.rawRows().forEach(row -> inOrder.add(solved, row, true));
      ContributorSums merged = merged(solved, preparation.rawRows(), new Random(seed));
      assertThat(LeaveGroupOut.vector(solved, merged))
          .isEqualTo(LeaveGroupOut.vector(solved, inOrder));
      assertThat(LeaveGroupOut.dense(solved, merged))
          .isEqualTo(LeaveGroupOut.dense(solved, inOrder));
      assertThat(merged.leaders()).isEqualTo(inOrder.leaders());
    }
  }

  private static ContributorSums merged(Preconditioning solved, List<RawRow> rows, Random random) {
    List<ContributorSums> parts = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      parts.add(new ContributorSums(solved));
    }
    rows.forEach(row -> parts.get(random.nextInt(4)).add(solved, row, true));
    while (parts.size() > 1) {
      ContributorSums one = parts.remove(random.nextInt(parts.size()));
      parts.get(random.nextInt(parts.size())).merge(solved, one);
    }
    return parts.get(0);
  }

  @Test
  void rowsBelowTheWindowAreMadeCoarser() {
    ExponentRange range = ExponentRange.of(-50, 0);
    assertThat(range).isEqualTo(new ExponentRange(-32, 0));
    assertThat(range.fit(new QuantizedRow(-33, new byte[] {64, 3, -127})))
        .isEqualTo(new QuantizedRow(-32, new byte[] {32, 2, -64}));
    assertThat(range.fit(new QuantizedRow(-50, new byte[] {64, 3, -127})))
        .isEqualTo(new QuantizedRow(-32, new byte[3]));
    assertThat(range.fit(new QuantizedRow(-3, new byte[] {64})))
        .isEqualTo(new QuantizedRow(-3, new byte[] {64}));
  }

  @Test
  void sumsAreShiftedOnlyWhereTheyMust() {
    assertThat(SettingNumbers.sumShift(new ExponentRange(0, 10), 1)).isZero();
    assertThat(SettingNumbers.sumShift(new ExponentRange(0, 10), 1 << 20)).isZero();
    assertThat(SettingNumbers.sumShift(new ExponentRange(-32, 0), 1)).isEqualTo(1);
    assertThat(SettingNumbers.sumShift(new ExponentRange(-32, 0), 1_000)).isEqualTo(11);
    assertThat(SettingNumbers.sumShift(new ExponentRange(-32, 0), 1_025)).isEqualTo(12);
  }
}
