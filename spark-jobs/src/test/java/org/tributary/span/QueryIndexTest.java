package org.tributary.span;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;

class QueryIndexTest {
  private static final int TRIES = 1_000;

  /** Suffixes of b a n a n a: a, a n a, a n a n a, b a n a n a, n a, n a n a. */
  @Test
  void bananaByHand() {
    int[] banana = {2, 1, 3, 1, 3, 1};
    QueryIndex index = QueryIndex.of(List.of(banana), 1);
    assertThat(index.suffixes()).containsExactly(5, 3, 1, 0, 4, 2);
    assertThat(IntStream.rangeClosed(0, 6).map(index.lcp()::get))
        .containsExactly(0, 1, 3, 0, 0, 2, 0);
  }

  @Property(tries = TRIES)
  void suffixesAreSortedAndNeighboursShareWhatTheLcpSays(@ForAll long seed) {
    List<int[]> outputs = SpanWorlds.random(seed).outputs();
    QueryIndex index = QueryIndex.of(outputs, 3);
    List<int[]> sorted = new ArrayList<>();
    for (int output = 0; output < outputs.size(); output++) {
      for (int start = 0; start < outputs.get(output).length; start++) {
        int[] tokens = outputs.get(output);
        sorted.add(Arrays.copyOfRange(tokens, start, tokens.length));
        int rank = index.rank(output, start);
        assertThat(index.prefix(rank, tokens.length - start))
            .isEqualTo(sorted.get(sorted.size() - 1));
      }
    }
    assertThat(index.tokens()).isEqualTo(sorted.size());
    assertThat(Arrays.stream(index.suffixes()).distinct().count()).isEqualTo(sorted.size());
    sorted.sort(Comparator.comparing(tokens -> tokens, Arrays::compare));
    for (int rank = 0; rank < sorted.size(); rank++) {
      assertThat(index.prefix(rank, sorted.get(rank).length)).isEqualTo(sorted.get(rank));
      if (rank > 0) {
        int differs = Arrays.mismatch(sorted.get(rank - 1), sorted.get(rank));
        assertThat(index.lcp().get(rank))
            .isEqualTo(differs < 0 ? sorted.get(rank).length : differs);
      }
    }
    assertThat(index.lcp().get(0)).isZero();
    assertThat(index.lcp().get(sorted.size())).isZero();
  }

  @Property(tries = TRIES)
  void suffixSortIsRightOnAnyString(@ForAll long seed) {
    Random random = new Random(seed);
    int largest = random.nextInt(5);
    int[] symbols = random.ints(random.nextInt(60), 0, largest + 1).toArray();
    Integer[] expected = IntStream.range(0, symbols.length).boxed().toArray(Integer[]::new);
    Arrays.sort(
        expected, (a, b) -> Arrays.compare(symbols, a, symbols.length, symbols, b, symbols.length));
    assertThat(SuffixSort.of(symbols, largest))
        .containsExactly(Arrays.stream(expected).mapToInt(Integer::intValue).toArray());
  }

  @Property(tries = TRIES)
  void theTreeAnswersLikeALoop(@ForAll long seed) {
    Random random = new Random(seed);
    int size = 2 + random.nextInt(700);
    int[] lcp = random.ints(size, 0, 1 + random.nextInt(6)).toArray();
    lcp[0] = 0;
    lcp[size - 1] = 0;
    LcpTree tree = new LcpTree(lcp);
    for (int i = 0; i < 20; i++) {
      int from = random.nextInt(size);
      int to = from + random.nextInt(size - from);
      int bound = 1 + random.nextInt(7);
      assertThat(tree.least(from, to))
          .isEqualTo(Arrays.stream(lcp, from, to).min().orElse(Integer.MAX_VALUE));
      assertThat(tree.firstBelow(from, bound))
          .isEqualTo(
              IntStream.range(from, size).filter(j -> lcp[j] < bound).findFirst().getAsInt());
      assertThat(tree.lastBelow(to, bound))
          .isEqualTo(IntStream.rangeClosed(0, to).filter(j -> lcp[j] < bound).max().getAsInt());
    }
  }

  /** A sort that compares suffixes takes minutes for these. */
  @Test
  void repetitionCostsNothing() {
    int[] ones = new int[1 << 19];
    Arrays.fill(ones, 1);
    int[] alternating = IntStream.range(0, 1 << 19).map(i -> i & 1).toArray();
    QueryIndex index =
        Assertions.assertTimeout(
            Duration.ofSeconds(20), () -> QueryIndex.of(List.of(ones, alternating), 16));
    assertThat(index.lcp().get(index.rank(0, 0))).isEqualTo(ones.length - 1);
    assertThat(index.lcp().get(index.rank(1, 0))).isEqualTo(ones.length - 2);
  }

  @Test
  void aTokenTakesFewBytes() {
    Random random = new Random(1);
    int[] tokens = random.ints(100_000, 0, 50_000).toArray();
    QueryIndex index = QueryIndex.of(List.of(tokens), 16);
    assertThat(index.bytes()).isLessThan(25L * tokens.length);
  }

  @Test
  void thereMayBeNothing() {
    QueryIndex nothing = QueryIndex.of(List.of(), 4);
    QueryIndex empty = QueryIndex.of(List.of(new int[0], new int[0]), 4);
    assertThat(nothing.outputs()).isZero();
    assertThat(empty.outputs()).isEqualTo(2);
    assertThat(empty.tokens()).isZero();
    for (QueryIndex index : List.of(nothing, empty)) {
      ScanResult result = SpanWorlds.scan(index, List.of(new int[] {1, 2, 3, 4, 5}, new int[0]));
      Spans spans = Spans.of(index, result);
      assertThat(spans.size()).isZero();
      HolderScan holders = new HolderScan(index, SpanHolders.of(index, spans));
      assertThat(holders.accept(new int[] {1, 2, 3, 4}).size()).isZero();
    }
  }

  /** L + start is more than an int here. */
  @Test
  void nothingIsAsLongAsAHugeMatch() {
    int[] tokens = new int[100];
    QueryIndex index = QueryIndex.of(List.of(tokens), Integer.MAX_VALUE - 50);
    assertThat(SpanWorlds.scan(index, List.of(tokens)).size()).isZero();
  }

  @Test
  void refusesWhatIsNoTokenAndNoLength() {
    assertThatThrownBy(() -> QueryIndex.of(List.of(new int[] {3}, new int[] {0, -7}), 4))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Output 1 has token -7 at 1: token ids are 0 or more");
    assertThatThrownBy(() -> QueryIndex.of(List.of(), 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("A match of at least 0 tokens: needs 1 or more");
  }
}
