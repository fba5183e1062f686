package org.tributary.influence.groups;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.tributary.influence.groups.GroupWorlds.BOUND;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BucketsTest {
  private static final Nearness NEARNESS = Nearness.of(BOUND);

  /** A cosine of 0.95 is an angle of 18.19 degrees: signs agree with 1 - 18.19 / 180 = 0.8989. */
  @Test
  void thePlanByHand() {
    BandPlan plan = BandPlan.of(6_000, NEARNESS);
    assertThat(plan)
        .as("0.8989^10 = 0.3446; ln 0.001 / ln(1 - 0.3446) = 16.4")
        .isEqualTo(new BandPlan(10, 17));
    assertThat(plan.recall(BOUND)).isCloseTo(1 - Math.pow(1 - 0.3446, 17), within(1e-4));
    assertThat(plan.recall(990_000)).isGreaterThan(0.999_999);
    assertThat(BandPlan.of(1_024, NEARNESS)).as("compared whole").isEqualTo(new BandPlan(0, 1));
    assertThat(BandPlan.of(1_024, NEARNESS).recall(BOUND)).isEqualTo(1);
  }

  @Test
  void everyPlanReachesItsRecallWithFewBands() {
    for (int cosine = 500_000; cosine < 1_000_000; cosine += 12_500) {
      for (long rows = 1_025; rows < 100_000_000; rows *= 3) {
        BandPlan plan = BandPlan.of(rows, Nearness.of(cosine));
        assertThat(plan.recall(cosine)).as("%s", plan).isGreaterThanOrEqualTo(0.999);
        assertThat(plan.bands()).isLessThanOrEqualTo(128);
        assertThat(plan.bits()).isBetween(1, 31);
      }
    }
  }

  /** Pairs whose cosine is just the bound: the hardest that must meet. */
  @ParameterizedTest
  @CsvSource({"64, 6000", "64, 1000000", "500, 6000", "1300, 20000"})
  void plantedPairsMeet(int dimension, long rows) {
    Buckets buckets = Buckets.of(BandPlan.of(rows, NEARNESS), dimension);
    Random random = new Random(7);
    int pairs = 3_000;
    int met = 0;
    for (int i = 0; i < pairs; i++) {
      byte[][] pair = pairAtTheBound(dimension, random);
      met += meet(buckets.of(pair[0]), buckets.of(pair[1])) ? 1 : 0;
    }
    assertThat(met / (double) pairs).as("of %d pairs", pairs).isGreaterThanOrEqualTo(0.999);
  }

  @Test
  void rowsAtRightAnglesSeldomMeet() {
    Buckets buckets = Buckets.of(BandPlan.of(6_000, NEARNESS), 64);
    Random random = new Random(8);
    int met = 0;
    for (int i = 0; i < 2_000; i++) {
      met += meet(buckets.of(noise(64, random)), buckets.of(noise(64, random))) ? 1 : 0;
    }
    assertThat(met / 2_000.0).as("17 bands of 2^10 buckets").isCloseTo(17 / 1024.0, within(0.01));
  }

  @Test
  void theDirectionAloneDecides() {
    Buckets buckets = Buckets.of(BandPlan.of(6_000, NEARNESS), 40);
    byte[] row = GroupWorlds.signs(40, 3, 8, 21);
    byte[] loud = row.clone();
    for (int j = 0; j < loud.length; j++) {
      loud[j] = (byte) (127 * loud[j]);
    }
    assertThat(buckets.of(loud)).isEqualTo(buckets.of(row));
    Set<Long> distinct = new HashSet<>();
    Arrays.stream(buckets.of(row)).forEach(distinct::add);
    assertThat(distinct).as("bands don't mix").hasSize(17);
    assertThatThrownBy(() -> buckets.of(new byte[41])).hasMessageContaining("41 dimensions");
  }

  /**
   * Other signs would give other groups, and so other pay: these must never change. The numbers
   * come from the definition, written down in Python with the Hadamard matrix entry by entry.
   */
  @Test
  void theProjectionsAreTheSameForEver() {
    Buckets buckets = Buckets.of(new BandPlan(8, 4), 64);
    assertThat(Arrays.stream(buckets.of(GroupWorlds.signs(64))).map(each -> each & 0xFF))
        .containsExactly(203L, 30L, 96L, 97L);
  }

  private static byte[][] pairAtTheBound(int dimension, Random random) {
    // With noise of a third, the cosine is 0.949 on average: drawn until it is just enough.
    while (true) {
      byte[] a = noise(dimension, random);
      byte[] b = a.clone();
      for (int j = 0; j < dimension; j++) {
        b[j] = bounded(a[j] + 13.15 * random.nextGaussian());
      }
      int cosine = Nearness.cosinePpm(a, b);
      if (cosine >= BOUND && cosine < BOUND + 5_000) {
        return new byte[][] {a, b};
      }
    }
  }

  private static byte[] noise(int dimension, Random random) {
    byte[] q = new byte[dimension];
    for (int j = 0; j < dimension; j++) {
      q[j] = bounded(40 * random.nextGaussian());
    }
    return q;
  }

  private static byte bounded(double value) {
    return (byte) Math.max(-127, Math.min(127, Math.rint(value)));
  }

  private static boolean meet(long[] a, long[] b) {
    for (int band = 0; band < a.length; band++) {
      if (a[band] == b[band]) {
        return true;
      }
    }
    return false;
  }
}
