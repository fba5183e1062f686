package org.tributary.evaluate.pay;

import static org.assertj.core.api.Assertions.assertThat;

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

class AttackTest {
  private static final World WORLD =
      new Worlds(DigitsData.load(), new PayProtocol(List.of(0L), 12, 240, 20, 0.6, 0, 0, 1e-2))
          .equal(3);

  @Property(tries = 60)
  void whatAnAttackerDoesntTouchStays(
      @ForAll Attack attack, @ForAll @IntRange(min = 0, max = 11) int attacker, @ForAll int seed) {
    Attack.Outcome outcome = attack.on(WORLD, attacker, new RandomNumbers(seed & 0xffff));
    World after = outcome.world();
    assertThat(after.train().size()).isGreaterThanOrEqualTo(240);
    assertThat(after.queries()).isSameAs(WORLD.queries());
    for (int row = 0; row < 240; row++) {
      if (WORLD.owners()[row] != attacker) {
        assertThat(after.train().features(row)).isEqualTo(WORLD.train().features(row));
        assertThat(after.train().label(row)).isEqualTo(WORLD.train().label(row));
      }
    }
    // What is new or changed belongs to accounts of the attacker.
    for (int row = 0; row < after.train().size(); row++) {
      if (row >= 240 || WORLD.owners()[row] == attacker) {
        assertThat(outcome.paid()).contains(after.owners()[row]);
      }
    }
    assertThat(Arrays.stream(after.owners()).distinct().count()).isEqualTo(after.contributors());
    assertThat(outcome.before()).contains(attacker);
  }

  @Test
  void rowsByAttack() {
    assertThat(added(Attack.COPY_TWICE)).isEqualTo(20);
    assertThat(added(Attack.COPY_TEN_TIMES)).isEqualTo(180);
    assertThat(added(Attack.NEAR_COPIES)).isEqualTo(180);
    assertThat(added(Attack.COPY_OTHERS)).isEqualTo(60);
    assertThat(added(Attack.JUNK)).isEqualTo(60);
    for (Attack same : List.of(Attack.FLIP_LABELS, Attack.NOISE, Attack.SPLIT, Attack.MERGE)) {
      assertThat(added(same)).as(same.key()).isZero();
    }
  }

  private static int added(Attack attack) {
    return after(attack, 2).world().train().size() - 240;
  }

  private static Attack.Outcome after(Attack attack, int attacker) {
    return attack.on(WORLD, attacker, new RandomNumbers(11));
  }

  @Test
  void copiesAreCopies() {
    Set<List<Double>> own = new HashSet<>();
    Arrays.stream(WORLD.rowsOf(2)).forEach(row -> own.add(pixels(WORLD, row)));
    World copied = after(Attack.COPY_TEN_TIMES, 2).world();
    IntStream.range(240, 420).forEach(row -> assertThat(own).contains(pixels(copied, row)));
    World near = after(Attack.NEAR_COPIES, 2).world();
    for (int row = 240; row < 420; row++) {
      List<Double> original = pixels(copied, row);
      List<Double> moved = pixels(near, row);
      assertThat(near.train().label(row)).isEqualTo(copied.train().label(row));
      double squares = 0;
      for (int j = 0; j < 64; j++) {
        squares += Math.pow(moved.get(j) - original.get(j), 2);
      }
      // 64 pixels of variance 0.02^2.
      assertThat(Math.sqrt(squares / 64)).isBetween(0.01, 0.03);
      assertThat(moved.get(64)).isEqualTo(1);
    }
    World others = after(Attack.COPY_OTHERS, 2).world();
    IntStream.range(240, 300).forEach(row -> assertThat(own).doesNotContain(pixels(others, row)));
  }

  private static List<Double> pixels(World world, int row) {
    return Arrays.stream(world.train().features(row)).boxed().toList();
  }

  @Test
  void everyFlippedLabelIsAnother() {
    World flipped = after(Attack.FLIP_LABELS, 2).world();
    for (int row : WORLD.rowsOf(2)) {
      assertThat(flipped.train().label(row)).isNotEqualTo(WORLD.train().label(row));
      assertThat(pixels(flipped, row)).isEqualTo(pixels(WORLD, row));
    }
  }

  @Test
  void accounts() {
    Attack.Outcome split = after(Attack.SPLIT, 2);
    assertThat(split.world().contributors()).isEqualTo(21);
    assertThat(split.paid()).hasSize(10);
    split.paid().forEach(one -> assertThat(split.world().rowsOf(one)).hasSize(2));
    assertThat(split.before()).containsExactly(2);
    for (int attacker : List.of(2, 4, 11)) {
      Attack.Outcome merged = after(Attack.MERGE, attacker);
      int partner = (attacker + 7) % 12;
      assertThat(merged.world().contributors()).isEqualTo(11);
      assertThat(merged.paid()).hasSize(1);
      assertThat(merged.before()).containsExactly(attacker, partner);
      int[] both =
          IntStream.concat(
                  Arrays.stream(WORLD.rowsOf(attacker)), Arrays.stream(WORLD.rowsOf(partner)))
              .sorted()
              .toArray();
      assertThat(merged.world().rowsOf(merged.paid().get(0))).isEqualTo(both);
    }
  }

  @Test
  void namesAreTwoWay() {
    for (Attack attack : Attack.values()) {
      assertThat(Attack.ofKey(attack.key())).isEqualTo(attack);
      assertThat(AttackFactor.words(attack.key())).isEqualTo(attack.words());
    }
  }
}
