package org.tributary.ingest.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ProjectionTest {
  private static final List<Block> BLOCKS = List.of(new Block("a", 2), new Block("b", 3));
  private static final Projection ONE = new Projection("g", "1", 0.5, "float32", BLOCKS, "ab");

  /** Every field counts, and every difference is named with both values. */
  @Test
  void everyFieldIsPartOfTheIdentity() {
    List<Projection> others =
        List.of(
            new Projection("h", "1", 0.5, "float32", BLOCKS, "ab"),
            new Projection("g", null, 0.5, "float32", BLOCKS, "ab"),
            new Projection("g", "1", 0.25, "float32", BLOCKS, "ab"),
            new Projection("g", "1", 0.5, "float16", BLOCKS, "ab"),
            new Projection(
                "g", "1", 0.5, "float32", List.of(BLOCKS.get(0), new Block("c", 3)), "ab"),
            new Projection("g", "1", 0.5, "float32", List.of(new Block("a", 5)), "ab"),
            new Projection("g", "1", 0.5, "float32", BLOCKS, null));
    Set<String> ids = new HashSet<>(Set.of(ONE.id()));
    others.forEach(other -> assertThat(ids.add(other.id())).as(other.toString()).isTrue());
    assertThat(others.stream().map(other -> String.join("; ", ONE.differences(other))))
        .containsExactly(
            "generator g here, h there",
            "seed 1 here, not told there",
            "scale 0.5 here, 0.25 there",
            "dtype float32 here, float16 there",
            "block 1 b (3) here, c (3) there",
            "number of blocks 2 here, 1 there",
            "matrix_sha256 ab here, not told there");
    assertThat(ONE.differences(new Projection("g", "1", 0.5, "float32", BLOCKS, "ab"))).isEmpty();
  }

  /** Computed once with Python's hashlib over the canonical JSON: ids in tables must never move. */
  @Test
  void theIdIsTheHashOfTheCanonicalText() {
    assertThat(ONE.id())
        .isEqualTo("24f1a601ecc8e3ad44daf83caf2aa933135990c279d0abcc41d474b6643cf1fc");
  }
}
