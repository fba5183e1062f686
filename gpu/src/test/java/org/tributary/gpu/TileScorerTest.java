package org.tributary.gpu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tiles against one pair at a time in numbers of any size. */
class TileScorerTest {
  private static final List<String> KERNELS = List.of("reference", "openblas", "onednn");

  /** What a scorer found for one query, as text: sums by contributor, then the strongest. */
  private record Found(List<String> sums, List<String> strongest) {}

  @ParameterizedTest
  @ValueSource(strings = {"reference", "openblas", "onednn"})
  void scoresByHand(String kernel) {
    // Products with the query [2, -1] are 3, -3, 4, 5: times 1, 1, 4, 4.
    byte[] rows = {2, 1, -1, 1, 3, 2, 1, -3};
    int[] shift = {0, 0, 2, 2};
    int[] contributor = {0, 1, 0, 1};
    int[] order = {1, 2, 0, 3};
    ScoringBlock block = new ScoringBlock(PackedRows.of(rows, 2), shift, contributor, order);
    Found found = score(kernel, new byte[] {2, -1}, 2, List.of(block), 2, 3).get(0);
    assertThat(found.sums()).containsExactly("19 0", "20 3");
    assertThat(found.strongest()).containsExactly("20 @3", "16 @0", "3 @1");
  }

  @Property(tries = 40)
  void equalsTheTwin(
      @ForAll @IntRange(min = 1, max = 300) int dimension,
      @ForAll @IntRange(min = 1, max = 256) int queries,
      @ForAll @IntRange(min = 0, max = 9) int places,
      @ForAll @IntRange(min = 1, max = 6) int contributors,
      @ForAll long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    byte[] left = rows(random, queries, dimension);
    List<ScoringBlock> blocks = new ArrayList<>();
    List<byte[]> packed = new ArrayList<>();
    int first = 0;
    for (int block = 0; block < 2; block++) {
      int size = 1 + random.nextInt(block == 0 ? 700 : 40);
      byte[] q = rows(random, size, dimension);
      packed.add(q);
      blocks.add(block(random, q, dimension, contributors, first));
      first += size;
    }
    List<Found> expected = twin(left, dimension, blocks, packed, contributors, places);
    for (String kernel : KERNELS) {
      assertThat(score(kernel, left, dimension, blocks, contributors, places))
          .as(kernel)
          .isEqualTo(expected);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {2_500, 33_289, 131_072})
  void theLargestSumsAreExact(int dimension) {
    byte[] row = new byte[dimension];
    Arrays.fill(row, (byte) 127);
    int size = 70;
    byte[] q = new byte[size * dimension];
    Arrays.fill(q, (byte) -127);
    System.arraycopy(row, 0, q, 5 * dimension, dimension);
    int[] shift = new int[size];
    Arrays.fill(shift, ScoringBlock.LARGEST_SHIFT);
    int[] order = new int[size];
    Arrays.setAll(order, i -> i);
    List<ScoringBlock> blocks =
        List.of(new ScoringBlock(PackedRows.of(q, dimension), shift, new int[size], order));
    assertThat(score("onednn", row, dimension, blocks, 1, 2))
        .isEqualTo(twin(row, dimension, blocks, List.of(q), 1, 2));
  }

  @Test
  void equalScoresRankByOrderWhateverComesFirst() {
    int size = 600;
    byte[] q = new byte[size];
    Arrays.fill(q, (byte) 3);
    int[] order = new int[size];
    Arrays.setAll(order, i -> (i * 7) % size);
    ScoringBlock block = new ScoringBlock(PackedRows.of(q, 1), new int[size], new int[size], order);
    assertThat(score("reference", new byte[] {-5}, 1, List.of(block), 1, 4).get(0).strongest())
        .containsExactly("-15 @0", "-15 @1", "-15 @2", "-15 @3");
  }

  @Test
  void aWorkspaceForgetsTheQueriesBefore() {
    TileScorer scorer = new TileScorer(Kernels.select("onednn"), 2);
    ScoringBlock block =
        new ScoringBlock(
            PackedRows.of(new byte[] {1, 2, 3, 4}, 2), new int[2], new int[2], new int[] {0, 1});
    byte[] many = new byte[2 * Tiles.QUERIES];
    Arrays.fill(many, (byte) 100);
    found(scorer, PackedRows.of(many, 2), Tiles.QUERIES, List.of(block), 1, 1);
    List<Found> one = found(scorer, PackedRows.of(new byte[] {1, 1}, 2), 1, List.of(block), 1, 1);
    assertThat(one).containsExactly(new Found(List.of("10 0"), List.of("7 @1")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"reference", "openblas", "onednn"})
  void valuesAreShiftedProducts(String kernel) {
    TileScorer scorer = new TileScorer(Kernels.select(kernel), 2);
    ScoringBlock block =
        new ScoringBlock(
            PackedRows.of(new byte[] {1, 2, 3, 4, -5, 6}, 2),
            new int[] {0, 1, 32},
            new int[3],
            new int[3]);
    long[] values = new long[6];
    scorer.load(
        PackedRows.of(new byte[] {1, 1, 2, 0}, 2), 2, new TopScores(0), new ScoreSums(0, 2));
    scorer.values(block, values);
    assertThat(values).containsExactly(3, 14, 1L << 32, 2, 12, -10L << 32);
  }

  @Test
  void sumsAreShiftedExactlyOrRefused() {
    ScoreSums sums = new ScoreSums(2, 1);
    int[] work = {2 * 5, 2 * 7};
    for (int i = 0; i < 3; i++) {
      sums.add(1, work, 0, 1, 32);
    }
    assertThat(sums.positive(1, 0, 0)).isEqualTo(36L << 32);
    assertThat(sums.negative(1, 0, 31)).isEqualTo(12);
    ScoreSums large = new ScoreSums(3, 1);
    work[0] = Integer.MAX_VALUE;
    work[1] = Integer.MAX_VALUE;
    for (int i = 0; i < 9; i++) {
      large.add(2, work, 0, 1, 32);
    }
    large.addAll(sums, 1);
    assertThat(large.exactPositive(2, 0))
        .isEqualTo(BigInteger.valueOf(36 + 9L * Integer.MAX_VALUE).shiftLeft(32));
    assertThat(large.positive(2, 0, 34)).isEqualTo((36 + 9L * Integer.MAX_VALUE) >> 2);
    assertThatThrownBy(() -> large.positive(2, 0, 0))
        .isInstanceOf(ArithmeticException.class)
        .hasMessageContaining("right shift by 0");
  }

  @Test
  void weakScoresAreKeptOut() {
    TopScores top = new TopScores(2);
    top.require(0, 16);
    ScoringBlock block =
        new ScoringBlock(
            PackedRows.of(new byte[] {3, 4, -5}, 1), new int[3], new int[3], new int[] {0, 1, 2});
    TileScorer scorer = new TileScorer(Kernels.select("reference"), 1);
    scorer.load(PackedRows.of(new byte[] {4}, 1), 1, top, new ScoreSums(1, 1));
    scorer.score(block, 0);
    assertThat(top.rank(0)).isEqualTo(2);
    assertThat(top.score(0, 0)).isEqualTo(-20);
    assertThat(top.score(0, 1)).isEqualTo(16);
  }

  @Test
  void whatDoesNotFitIsRefused() {
    PackedRows rows = new PackedRows(3, 2);
    assertThatThrownBy(() -> new ScoringBlock(rows, new int[3], new int[2], new int[3]))
        .hasMessageContaining("3 rows with 3 shifts, 2 contributors and 3 places");
    assertThatThrownBy(() -> new ScoringBlock(rows, new int[] {0, 33, 0}, new int[3], new int[3]))
        .hasMessageContaining("33 bits");
    Tiles tiles = new ReferenceKernel().tiles(2);
    assertThatThrownBy(() -> tiles.multiply(rows, 0, 3)).hasMessageContaining("0 queries");
    assertThatThrownBy(() -> tiles.load(rows, 4)).hasMessageContaining("4 queries");
    tiles.load(rows, 3);
    assertThatThrownBy(() -> tiles.multiply(rows, 1, 3)).hasMessageContaining("Rows 1 to 4 of 3");
  }

  @Test
  void packedRowsTravel() throws IOException, ClassNotFoundException {
    byte[] q = rows(new SplittableRandom(4), 500, 300);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(PackedRows.of(q, 300));
    }
    byte[] arrived = new byte[q.length];
    try (ObjectInputStream in =
        new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
      ((PackedRows) in.readObject()).get(0, 500, arrived);
    }
    assertThat(arrived).isEqualTo(q);
  }

  private static List<Found> score(
      String kernel,
      byte[] queries,
      int dimension,
      List<ScoringBlock> blocks,
      int contributors,
      int places) {
    TileScorer scorer = new TileScorer(Kernels.select(kernel), dimension);
    PackedRows packed = PackedRows.of(queries, dimension);
    return found(scorer, packed, packed.rows(), blocks, contributors, places);
  }

  private static List<Found> found(
      TileScorer scorer,
      PackedRows queries,
      int count,
      List<ScoringBlock> blocks,
      int contributors,
      int places) {
    TopScores top = new TopScores(places);
    ScoreSums sums = new ScoreSums(contributors, count);
    scorer.load(queries, count, top, sums);
    blocks.forEach(block -> scorer.score(block, 0));
    List<Found> found = new ArrayList<>();
    for (int z = 0; z < count; z++) {
      List<String> totals = new ArrayList<>();
      for (int c = 0; c < contributors; c++) {
        totals.add(sums.exactPositive(c, z) + " " + sums.exactNegative(c, z));
      }
      List<String> strongest = new ArrayList<>();
      int taken = top.rank(z);
      for (int rank = 0; rank < taken; rank++) {
        strongest.add(top.score(z, rank) + " @" + top.order(z, rank));
      }
      found.add(new Found(totals, strongest));
    }
    return found;
  }

  /** Rows at random; some of them extreme, some zero, some equal. */
  private static byte[] rows(SplittableRandom random, int count, int dimension) {
    byte[] rows = new byte[count * dimension];
    for (int i = 0; i < count; i++) {
      int kind = random.nextInt(6);
      for (int d = 0; d < dimension; d++) {
        rows[i * dimension + d] =
            (byte)
                switch (kind) {
                  case 0 -> random.nextBoolean() ? 127 : -127;
                  case 1 -> 127;
                  case 2 -> 0;
                  case 3 -> d % 3;
                  default -> random.nextInt(-127, 128);
                };
      }
    }
    return rows;
  }

  /** Shifts and contributors at random in runs, places in random order. */
  private static ScoringBlock block(
      SplittableRandom random, byte[] q, int dimension, int contributors, int first) {
    int size = q.length / dimension;
    int[] shift = new int[size];
    int[] contributor = new int[size];
    int[] order = new int[size];
    for (int i = 0; i < size; i++) {
      boolean same = i > 0 && random.nextInt(8) > 0;
      shift[i] = same ? shift[i - 1] : random.nextInt(4) == 0 ? 32 : random.nextInt(5);
      contributor[i] =
          i > 0 && random.nextInt(4) > 0 ? contributor[i - 1] : random.nextInt(contributors);
      int other = random.nextInt(i + 1);
      order[i] = order[other];
      order[other] = first + i;
    }
    return new ScoringBlock(PackedRows.of(q, dimension), shift, contributor, order);
  }

  private record Score(BigInteger score, int order) {}

  private static List<Found> twin(
      byte[] queries,
      int dimension,
      List<ScoringBlock> blocks,
      List<byte[]> packed,
      int contributors,
      int places) {
    List<Found> found = new ArrayList<>();
    for (int z = 0; z < queries.length / dimension; z++) {
      BigInteger[] positive = zeros(contributors);
      BigInteger[] negative = zeros(contributors);
      List<Score> scores = new ArrayList<>();
      for (int b = 0; b < blocks.size(); b++) {
        ScoringBlock block = blocks.get(b);
        for (int i = 0; i < block.size(); i++) {
          long product = 0;
          for (int d = 0; d < dimension; d++) {
            product += (long) queries[z * dimension + d] * packed.get(b)[i * dimension + d];
          }
          BigInteger score = BigInteger.valueOf(product).shiftLeft(block.shift(i));
          int c = block.contributor(i);
          positive[c] = positive[c].add(score.max(BigInteger.ZERO));
          negative[c] = negative[c].add(score.min(BigInteger.ZERO).negate());
          scores.add(new Score(score, block.order(i)));
        }
      }
      List<String> totals = new ArrayList<>();
      for (int c = 0; c < contributors; c++) {
        totals.add(positive[c] + " " + negative[c]);
      }
      List<String> strongest =
          scores.stream()
              .filter(each -> each.score().signum() != 0)
              .sorted(
                  Comparator.comparing((Score each) -> each.score().abs())
                      .reversed()
                      .thenComparing(Score::order))
              .limit(places)
              .map(each -> each.score() + " @" + each.order())
              .toList();
      found.add(new Found(totals, strongest));
    }
    return found;
  }

  private static BigInteger[] zeros(int count) {
    BigInteger[] zeros = new BigInteger[count];
    Arrays.fill(zeros, BigInteger.ZERO);
    return zeros;
  }
}
