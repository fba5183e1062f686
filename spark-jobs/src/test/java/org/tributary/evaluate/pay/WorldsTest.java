package org.tributary.evaluate.pay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.tributary.sample.digits.DigitsData;
import org.tributary.sample.digits.Examples;
import org.tributary.schemas.TributaryException;

class WorldsTest {
  private static final DigitsData DIGITS = DigitsData.load();

  @Test
  void sizesRiseFromOneToNine() {
    int[] sizes = Worlds.sizes(50, 1000);
    assertThat(sizes).hasSize(50).startsWith(4, 5, 5, 6).endsWith(34, 35, 35, 36);
    assertThat(Arrays.stream(sizes).sum()).isEqualTo(1000);
    assertThat(Worlds.sizes(3, 15)).containsExactly(1, 5, 9);
  }

  @Property(tries = 100)
  void sizesSumUp(
      @ForAll @IntRange(min = 1, max = 60) int contributors,
      @ForAll @IntRange(min = 1, max = 40) int each) {
    int rows = contributors * each + contributors / 2;
    int[] sizes = Worlds.sizes(contributors, rows);
    assertThat(Arrays.stream(sizes).sum()).isEqualTo(rows);
    assertThat(Arrays.stream(sizes).min().orElseThrow()).isPositive();
  }

  @Test
  void aMixedWorldIsAsTheProtocolSays() {
    Worlds.Drawn drawn = new Worlds(DIGITS, PayProtocol.full(3)).mixed(1);
    World world = drawn.world();
    assertThat(world.contributors()).isEqualTo(50);
    assertThat(world.train().size()).isEqualTo(1000);
    assertThat(world.queries().size()).isEqualTo(400);
    int[] sizes = IntStream.range(0, 50).map(c -> world.rowsOf(c).length).sorted().toArray();
    assertThat(sizes).isEqualTo(Worlds.sizes(50, 1000));
    // 0.6 u^2 over u = 0 to 1 has a mean of a bit more than 0.2.
    double wrong = drawn.mislabelled().stream().filter(each -> each).count() / 1000.0;
    assertThat(wrong).isBetween(0.15, 0.25);
    long specialists = IntStream.range(0, 50).filter(c -> rightClasses(drawn, c) <= 3).count();
    assertThat(specialists).isBetween(20L, 32L);
  }

  /** How many classes the right labels of a contributor have. */
  private static long rightClasses(Worlds.Drawn drawn, int contributor) {
    return Arrays.stream(drawn.world().rowsOf(contributor))
        .filter(row -> !drawn.mislabelled().get(row))
        .map(row -> drawn.world().train().label(row))
        .distinct()
        .count();
  }

  @Test
  void noImageIsInAWorldTwice() {
    World world = new Worlds(DIGITS, PayProtocol.full(3)).mixed(2).world();
    Set<List<Double>> seen = new HashSet<>();
    addAll(seen, world.train());
    addAll(seen, world.queries());
    Set<List<Double>> all = new HashSet<>();
    addAll(all, DIGITS.examples(IntStream.range(0, DIGITS.size()).toArray()));
    // The data itself has a few images twice.
    assertThat(seen.size()).isGreaterThan(1400 - (DIGITS.size() - all.size()) - 1);
  }

  private static void addAll(Set<List<Double>> images, Examples examples) {
    for (int row = 0; row < examples.size(); row++) {
      images.add(Arrays.stream(examples.features(row)).boxed().toList());
    }
  }

  @Test
  void aSeedIsAWorld() {
    Worlds worlds = new Worlds(DIGITS, PayProtocol.full(3));
    assertThat(worlds.mixed(4).world().owners()).isEqualTo(worlds.mixed(4).world().owners());
    assertThat(worlds.mixed(4).mislabelled()).isEqualTo(worlds.mixed(4).mislabelled());
    assertThat(worlds.mixed(4).world().owners()).isNotEqualTo(worlds.mixed(5).world().owners());
  }

  @Test
  void equalsHaveRightLabelsAndOneSize() {
    World world = new Worlds(DIGITS, PayProtocol.full(3)).equal(7);
    for (int c = 0; c < world.contributors(); c++) {
      assertThat(world.rowsOf(c)).hasSize(20);
    }
  }

  @Test
  void refusesWhatCannotBeMeasured() {
    assertThatThrownBy(() -> PayProtocol.full(2))
        .isInstanceOf(TributaryException.class)
        .hasMessage("An evaluation takes 3 to 1000 seeds, not 2");
    assertThatThrownBy(() -> new PayProtocol(List.of(), 50, 1000, 400, 0.6, 0, 0, 1e-2))
        .hasMessage("Pay needs at least one seed");
    assertThatThrownBy(() -> new PayProtocol(List.of(1L), 50, 1500, 400, 0.6, 0, 0, 1e-2))
        .hasMessage("1500 training rows and 400 queries are more than the 1797 digits there are");
    assertThatThrownBy(() -> new PayProtocol(List.of(1L), 50, 100, 400, 0.6, 0, 0, 1e-2))
        .hasMessageStartingWith("Need at least 3 contributors of 5 rows on average");
    assertThatThrownBy(() -> new PayProtocol(List.of(1L), 50, 1000, 400, 0.6, 2, 1, 1e-2))
        .hasMessage("1 attackers among 50 contributors, for 2 of 1 seeds");
  }
}
