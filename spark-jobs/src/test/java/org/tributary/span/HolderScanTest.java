package org.tributary.span;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.tributary.span.SpanOracle.Found;
import org.tributary.span.SpanOracle.Held;
import org.tributary.span.SpanWorlds.World;

class HolderScanTest {
  private static final int TRIES = 2_000;

  /** The texts are 1 1, 1 1 1 and 2 3; the first is a prefix of the second, so counts with it. */
  @Test
  void aWorldByHand() {
    World world =
        new World(
            List.of(new int[] {1, 1, 1, 9}, new int[] {1, 1}, new int[] {2, 3}),
            List.of(
                new int[] {0, 1, 1, 1, 5},
                new int[] {2, 3, 1, 1, 2, 3},
                new int[] {},
                new int[] {1, 2}),
            2);
    assertThat(SpanWorlds.holders(world))
        .containsExactly(
            new Held(0, List.of(1, 1), 2, 1),
            new Held(0, List.of(1, 1, 1), 1, 1),
            new Held(1, List.of(1, 1), 1, 2),
            new Held(1, List.of(2, 3), 2, 0));
  }

  @Property(tries = TRIES)
  void holdersAreThoseOfTheDefinition(@ForAll long seed) {
    World world = SpanWorlds.random(seed);
    List<Found> spans = SpanOracle.spans(world.outputs(), world.documents(), world.least());
    List<Held> expected = SpanOracle.holders(spans, world.documents());
    assertThat(SpanWorlds.holders(world)).containsExactlyInAnyOrderElementsOf(expected);
  }

  @Property(tries = TRIES)
  void textsAreAscendingAndCountsAddUp(@ForAll long seed) {
    World world = SpanWorlds.random(seed);
    QueryIndex index = QueryIndex.of(world.outputs(), world.least());
    Spans spans = Spans.of(index, SpanWorlds.scan(index, world.documents()));
    HolderScan scan = new HolderScan(index, SpanHolders.of(index, spans));
    long[] sums = new long[spans.texts()];
    for (int[] document : world.documents()) {
      Holdings holdings = scan.accept(document);
      for (int i = 0; i < holdings.size(); i++) {
        sums[holdings.text(i)] += holdings.occurrences(i);
        assertThat(i == 0 || holdings.text(i) > holdings.text(i - 1)).isTrue();
      }
    }
    assertThat(sums)
        .isEqualTo(IntStream.range(0, sums.length).mapToLong(spans::textCount).toArray());
  }

  /** Texts of 2 to 400 of the same token nest 399 deep. */
  @Test
  void aLongChainOfPrefixes() {
    List<int[]> outputs = IntStream.rangeClosed(2, 400).mapToObj(int[]::new).toList();
    List<Held> held =
        SpanWorlds.holders(new World(outputs, Collections.nCopies(2, new int[1_000]), 2));
    assertThat(held).hasSize(2 * 399);
    for (Held each : held) {
      assertThat(each.occurrences()).isEqualTo(1_000 - each.tokens().size() + 1);
      assertThat(each.first()).isZero();
    }
  }

  @Test
  void aNegativeTokenIsRefusedAndTheScanGoesOn() {
    QueryIndex index = QueryIndex.of(List.of(new int[] {1, 2}), 2);
    Spans spans = Spans.of(index, SpanWorlds.scan(index, List.of(new int[] {1, 2})));
    HolderScan scan = new HolderScan(index, SpanHolders.of(index, spans));
    assertThatThrownBy(() -> scan.accept(new int[] {1, 2, -5}))
        .hasMessage("A document has token -5 at 2: token ids are 0 or more");
    assertThat(scan.accept(new int[] {0, 0}).size()).isZero();
    assertThat(scan.accept(new int[] {7, 0, 1, 2}, 1, 3).first(0)).isEqualTo(1);
  }
}
