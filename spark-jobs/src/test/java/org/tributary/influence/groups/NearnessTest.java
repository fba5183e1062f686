package org.tributary.influence.groups;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.tributary.influence.groups.GroupWorlds.BOUND;
import static org.tributary.influence.groups.GroupWorlds.signs;

import java.util.Arrays;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class NearnessTest {
  private static final Nearness NEARNESS = Nearness.of(BOUND);

  /** 64 entries of +-1: with f signs flipped the cosine is 1 - 2f/64. */
  @Test
  void aCosineByHand() {
    byte[] all = signs(64);
    assertThat(Nearness.cosinePpm(all, signs(64, 7))).isEqualTo(968_750);
    assertThat(NEARNESS.near(all, signs(64, 7))).isTrue();
    assertThat(Nearness.cosinePpm(all, signs(64, 7, 8))).isEqualTo(937_500);
    assertThat(NEARNESS.near(all, signs(64, 7, 8))).isFalse();
  }

  @Test
  void theBoundItselfIsNearEnough() {
    assertThat(Nearness.of(937_500).near(signs(64), signs(64, 7, 8))).isTrue();
    assertThat(Nearness.of(937_501).near(signs(64), signs(64, 7, 8))).isFalse();
  }

  @Test
  void oppositeRowsAreNotNear() {
    byte[] all = signs(64);
    byte[] opposite = new byte[64];
    Arrays.fill(opposite, (byte) -1);
    assertThat(NEARNESS.near(all, opposite)).isFalse();
    assertThat(Nearness.cosinePpm(all, opposite)).isZero();
  }

  @Test
  void scaleDoesNotMatter() {
    byte[] loud = signs(40, 3);
    for (int j = 0; j < loud.length; j++) {
      loud[j] = (byte) (127 * loud[j]);
    }
    assertThat(Nearness.cosinePpm(signs(40, 3), loud)).isEqualTo(1_000_000);
  }

  /** (1 - 0.95^2)^15 / 2 = 2^-51.4, and with 29 degrees of freedom 2^-49.7. */
  @Test
  void fewDimensionsAreNoEvidence() {
    assertThat(NEARNESS.leastDimensions()).isEqualTo(31);
    assertThat(NEARNESS.near(signs(31), signs(31))).isTrue();
    assertThat(NEARNESS.near(signs(30), signs(30))).isFalse();
    assertThat(NEARNESS.near(new byte[64], new byte[64])).as("zeros").isFalse();
    byte[] dominated = signs(64);
    dominated[0] = 127;
    assertThat(NEARNESS.near(dominated, dominated)).as("one entry says it all").isFalse();
    assertThat(Nearness.of(999_000).leastDimensions()).isEqualTo(12);
    assertThat(Nearness.of(500_000).leastDimensions()).isEqualTo(238);
  }

  @Test
  void theLargestRowsDoNotOverflow() {
    byte[] row = new byte[131_072];
    Arrays.fill(row, (byte) 127);
    byte[] other = row.clone();
    assertThat(NEARNESS.near(row, other)).isTrue();
    assertThat(Nearness.cosinePpm(row, other)).isEqualTo(1_000_000);
    Arrays.fill(other, 0, 131_072 / 50, (byte) -127);
    assertThat(Nearness.cosinePpm(row, other)).isEqualTo(GroupWorlds.cosine(row, other));
    assertThatThrownBy(() -> NEARNESS.near(new byte[131_073], new byte[131_073]))
        .hasMessageContaining("131073 dimensions");
  }

  @Test
  void withABoundOfOneNothingIsNear() {
    assertThat(Nearness.of(1_000_000).isSought()).isFalse();
    assertThat(Nearness.of(1_000_000).near(signs(64), signs(64))).isFalse();
    assertThatThrownBy(() -> Nearness.of(1_000_001)).hasMessageContaining("1000001 ppm");
  }

  @Property
  void bigIntegersSayTheSame(
      @ForAll @Size(64) byte[] values, @ForAll long seed, @ForAll @IntRange(max = 20) int noise) {
    byte[] a = new byte[64];
    byte[] b = new byte[64];
    Random random = new Random(seed);
    for (int j = 0; j < 64; j++) {
      a[j] = (byte) Math.max(-127, values[j]);
      b[j] = (byte) Math.max(-127, Math.min(127, a[j] + random.nextInt(2 * noise + 1) - noise));
    }
    assertThat(NEARNESS.near(a, b)).isEqualTo(GroupWorlds.near(a, b));
    assertThat(NEARNESS.near(b, a)).isEqualTo(NEARNESS.near(a, b));
    assertThat(Nearness.cosinePpm(a, b)).isEqualTo(GroupWorlds.cosine(a, b));
  }
}
