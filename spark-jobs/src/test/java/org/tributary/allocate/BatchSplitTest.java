package org.tributary.allocate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

/** GPU time of a batch by tokens: the example is that of ADAPTER_BATCH.md. */
class BatchSplitTest {
  @Test
  void byTokens() {
    // 100 ms by 300:150:50 tokens are 60, 30, 10. 101 ms are 60.6, 30.3, 10.1: the unit to .6.
    assertThat(parts(100, member("i1", 300), member("i2", 150), member("i3", 50)))
        .containsExactly("i1 60", "i2 30", "i3 10");
    assertThat(parts(101, member("i3", 50), member("i1", 300), member("i2", 150)))
        .containsExactly("i1 61", "i2 30", "i3 10");
  }

  @Test
  void equallyWhereNoTokensAreLogged() {
    assertThat(parts(100, member("c", 0), member("a", 0), member("b", 0)))
        .containsExactly("a 34", "b 33", "c 33");
    assertThat(parts(100, member("a", 0), member("b", 1))).containsExactly("a 0", "b 100");
  }

  @Test
  void anyTimeIsDivided() {
    assertThat(parts(Long.MAX_VALUE, member("a", Long.MAX_VALUE), member("b", Long.MAX_VALUE)))
        .containsExactly("a 4611686018427387904", "b 4611686018427387903");
    assertThat(parts(0, member("a", 1))).containsExactly("a 0");
  }

  @Property(tries = 1_000)
  void nothingOfABatchIsLost(
      @ForAll @LongRange(min = 0) long gpuMs,
      @ForAll @Size(min = 1, max = 20) List<@IntRange(min = 0, max = 100_000) Integer> tokens,
      @ForAll Random random) {
    List<BatchSplit.Member> members = new ArrayList<>();
    for (int i = 0; i < tokens.size(); i++) {
      members.add(member("i" + i, tokens.get(i)));
    }
    List<BatchSplit.Part> parts = BatchSplit.split(gpuMs, members);
    assertThat(parts.stream().mapToLong(BatchSplit.Part::gpuMs).reduce(0, Math::addExact))
        .isEqualTo(gpuMs);
    assertThat(parts).allMatch(part -> part.gpuMs() >= 0);
    Collections.shuffle(members, random);
    assertThat(BatchSplit.split(gpuMs, members)).isEqualTo(parts);
  }

  private static List<String> parts(long gpuMs, BatchSplit.Member... members) {
    return BatchSplit.split(gpuMs, List.of(members)).stream()
        .map(part -> part.inferenceId() + " " + part.gpuMs())
        .toList();
  }

  private static BatchSplit.Member member(String id, long tokens) {
    return new BatchSplit.Member(id, tokens);
  }
}
