package org.tributary.gpu;

import java.nio.IntBuffer;
import java.util.Arrays;

/**
 * Scores queries against training rows without ever holding the matrix of scores: each tile of
 * products is summed and searched while it is in the cache. For one thread.
 *
 * <p>How it is fast: products come {@link #GROUP} training rows at a time into one small array,
 * beside running sums and thresholds, and one loop over the queries adds, takes absolute values and
 * compares, without a branch. All of it stands in the same array at constant distances, because the
 * compiler makes vector code only of loops in which it can tell that no write meets a later read.
 * What passes a threshold is looked at one by one; that is rare after the first rows.
 *
 * <p>How it is exact: ints are summed only as long as they can't overflow, then widened.
 */
public final class TileScorer {
  /** Rows that are summed in one step. */
  private static final int GROUP = 4;

  /** Rows after which thresholds are looked at. */
  private static final int WATCHED = 8;

  private static final int STRIDE = Tiles.QUERIES;
  private static final int SUMS = GROUP * STRIDE;
  private static final int MAGNITUDES = (GROUP + 1) * STRIDE;
  private static final int LIMITS = (GROUP + 2) * STRIDE;
  private static final int PASSED = (GROUP + 3) * STRIDE;

  private static final int LARGEST_PRODUCT = 127 * 127;

  private final Tiles tiles;
  private final int[] work = new int[(GROUP + 4) * STRIDE];
  private final int rowsPerStep;
  private final int rowsPerSum;

  private TopScores top;
  private ScoreSums sums;
  private int queries;

  /** Rows of the current tile from here on haven't been compared with the thresholds yet. */
  private int watchedFrom;

  public TileScorer(Kernel kernel, int dimension) {
    this.tiles = kernel.tiles(dimension);
    this.rowsPerSum = Math.max(1, Integer.MAX_VALUE / LARGEST_PRODUCT / dimension);
    this.rowsPerStep = Math.min(GROUP, rowsPerSum);
  }

  /**
   * Sets the queries of the blocks to come, and where their results go.
   *
   * @param rows queries, the first {@code count} of them
   * @param strongest receives scores
   * @param signed receives sums; has all contributors of the blocks to come, and at least {@code
   *     count} queries
   */
  public void load(PackedRows rows, int count, TopScores strongest, ScoreSums signed) {
    tiles.load(rows, count);
    queries = count;
    top = strongest;
    sums = signed;
  }

  /**
   * Scores a block, last rows first: where they stand by ascending exponent, the largest scores
   * come first and keep the others out.
   *
   * @param contributorBase the contributor whose sums are the first of the {@link ScoreSums}
   */
  public void score(ScoringBlock block, int contributorBase) {
    int size = block.size();
    for (int first = (size - 1) / Tiles.ROWS * Tiles.ROWS; first >= 0; first -= Tiles.ROWS) {
      int row = Math.min(size, first + Tiles.ROWS);
      tiles.multiply(block.rows(), first, row - first);
      while (row > first) {
        int from = block.startOfShift(row - 1, first);
        sameShift(block, first, from, row, contributorBase);
        row = from;
      }
    }
  }

  /**
   * Products without selection or sums: {@code out[j * rows + i] = product(i, j) x 2^shift(i)} for
   * row i of the block and query j.
   */
  public void values(ScoringBlock block, long[] out) {
    int size = block.size();
    IntBuffer products = tiles.products();
    for (int first = 0; first < size; first += Tiles.ROWS) {
      int count = Math.min(Tiles.ROWS, size - first);
      tiles.multiply(block.rows(), first, count);
      for (int i = 0; i < count; i++) {
        int shift = block.shift(first + i);
        products.get(i * STRIDE, work, 0, STRIDE);
        for (int j = 0; j < queries; j++) {
          out[j * size + first + i] = (long) work[j] << shift;
        }
      }
    }
    Arrays.fill(work, 0);
  }

  /** Rows {@code from} to {@code to}, which count alike; {@code tile} is the tile's first row. */
  private void sameShift(ScoringBlock block, int tile, int from, int to, int contributorBase) {
    int shift = block.shift(from);
    for (int z = 0; z < STRIDE; z++) {
      work[LIMITS + z] = limit(z, shift);
    }
    watchedFrom = from;
    int row = from;
    while (row < to) {
      int next = Math.min(block.endOfContributor(row, to), row + rowsPerSum);
      sum(block, tile, row, next);
      sums.add(block.contributor(row) - contributorBase, work, SUMS, MAGNITUDES, shift);
      Arrays.fill(work, SUMS, MAGNITUDES + STRIDE, 0);
      row = next;
    }
    look(block, tile, to);
  }

  /** Sums rows of one contributor; looks at the thresholds now and then. */
  private void sum(ScoringBlock block, int tile, int from, int to) {
    IntBuffer products = tiles.products();
    for (int row = from; row < to; row += rowsPerStep) {
      int rows = Math.min(rowsPerStep, to - row);
      products.get((row - tile) * STRIDE, work, 0, rows * STRIDE);
      if (rows < GROUP) {
        Arrays.fill(work, rows * STRIDE, SUMS, 0);
      }
      step(work);
      if (row + rows - watchedFrom >= WATCHED) {
        look(block, tile, row + rows);
      }
    }
  }

  /** The loop that all of the time that isn't the product's goes to; see the class comment. */
  private static void step(int[] work) {
    for (int z = 0; z < STRIDE; z++) {
      int a = work[z];
      int b = work[z + STRIDE];
      int c = work[z + 2 * STRIDE];
      int d = work[z + 3 * STRIDE];
      work[z + SUMS] += a + b + c + d;
      a = Math.abs(a);
      b = Math.abs(b);
      c = Math.abs(c);
      d = Math.abs(d);
      work[z + MAGNITUDES] += a + b + c + d;
      int limit = work[z + LIMITS];
      // Negative as soon as one magnitude is above the limit.
      work[z + PASSED] |= (limit - a) | (limit - b) | (limit - c) | (limit - d);
    }
  }

  /** Looks at the rows up to {@code to} of the queries for which one has passed the limit. */
  private void look(ScoringBlock block, int tile, int to) {
    for (int z = 0; z < queries; z++) {
      if (work[PASSED + z] < 0) {
        offer(block, tile, to, z);
      }
    }
    Arrays.fill(work, PASSED, PASSED + STRIDE, 0);
    watchedFrom = to;
  }

  private void offer(ScoringBlock block, int tile, int to, int query) {
    IntBuffer products = tiles.products();
    for (int row = watchedFrom; row < to; row++) {
      int product = products.get((row - tile) * STRIDE + query);
      if (Math.abs(product) > work[LIMITS + query]) {
        int shift = block.shift(row);
        if (top.offer(query, (long) product << shift, block.order(row))) {
          work[LIMITS + query] = limit(query, shift);
        }
      }
    }
  }

  /** The largest int8 product that, shifted, is below the query's threshold. */
  private int limit(int query, int shift) {
    return (int) Math.min(Integer.MAX_VALUE, (top.threshold(query) - 1) >> shift);
  }
}
