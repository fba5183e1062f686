package org.tributary.span;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * Texts made to keep a matcher busy. Each takes well under a second; a matcher that compares a
 * match anew at each position takes minutes, so the bounds need not be tight.
 */
class HotTextTest {
  private static final Duration BOUND = Duration.ofSeconds(20);

  @Test
  void oneTokenOverAndOver() {
    assertThat(occurrences(List.of(new int[2_000]), new int[200_000]))
        .containsExactly(200_000 - 2_000 + 1);
  }

  @Test
  void aLongOutputOfOneToken() {
    assertThat(occurrences(List.of(new int[200_000]), new int[400_000])).containsExactly(200_001);
  }

  @Test
  void manyOutputsOfOneToken() {
    List<int[]> outputs = IntStream.rangeClosed(1, 500).mapToObj(i -> new int[2 * i]).toList();
    assertThat(occurrences(outputs, new int[200_000])).hasSize(500 - 7).contains(199_001);
  }

  /** The text starts at every second position, so the second pass looks there only. */
  @Test
  void twoTokensInTurn() {
    int[] document = IntStream.range(0, 400_000).map(i -> i & 1).toArray();
    int[] output = IntStream.range(0, 200_000).map(i -> i & 1).toArray();
    assertThat(occurrences(List.of(output), document)).containsExactly(100_001);
  }

  /** A header that 2,000 outputs share, each with its own next token. */
  @Test
  void aHeaderInEveryOutput() {
    List<int[]> outputs =
        IntStream.range(0, 2_000)
            .mapToObj(
                output -> IntStream.range(0, 201).map(i -> i < 200 ? i : 1_000 + output).toArray())
            .toList();
    int[] document = IntStream.range(0, 200_000).map(i -> i % 200).toArray();
    assertThat(occurrences(outputs, document)).containsExactly(1_000);
  }

  /** Finds spans and holders, and returns the distinct texts' counts, with both found to agree. */
  private static List<Integer> occurrences(List<int[]> outputs, int[] document) {
    return assertTimeout(
        BOUND,
        () -> {
          QueryIndex index = QueryIndex.of(outputs, 16);
          Spans spans = Spans.of(index, SpanWorlds.scan(index, Collections.nCopies(1, document)));
          Holdings holdings = new HolderScan(index, SpanHolders.of(index, spans)).accept(document);
          assertThat(holdings.size()).isEqualTo(spans.texts());
          return IntStream.range(0, spans.texts())
              .peek(i -> assertThat(spans.textCount(i)).isEqualTo(holdings.occurrences(i)))
              .mapToObj(holdings::occurrences)
              .toList();
        });
  }
}
