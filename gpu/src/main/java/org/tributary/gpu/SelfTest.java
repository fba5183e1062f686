package org.tributary.gpu;

import java.util.Locale;
import java.util.Optional;
import java.util.SplittableRandom;

/**
 * A kernel's entrance examination: rows at the ends of the range, where 16-bit intermediates
 * saturate and float sums lose their last bit, and random rows, in shapes that fill no vector
 * register evenly. Takes a few milliseconds.
 */
final class SelfTest {
  /** m, n, k. */
  private static final int[][] SHAPES = {
    {1, 1, 1},
    {3, 5, 7},
    {17, 33, 65},
    {5, 9, 650},
    {48, 64, 512},
    {13, 11, 1_025},
    {2, 3, Kernel.LARGEST_DIMENSION}
  };

  /** Tiles of longer rows take more memory than a trial should; they take the same calls. */
  private static final int LARGEST_TILED = 2_048;

  private static final long SEED = 20_260_101L;

  private SelfTest() {}

  /** What is wrong with the kernel, if anything. */
  static Optional<String> problemOf(Kernel kernel) {
    Kernel reference = new ReferenceKernel();
    for (int[] shape : SHAPES) {
      for (Pattern pattern : Pattern.values()) {
        Optional<String> problem = compare(kernel, reference, shape, pattern);
        if (problem.isPresent()) {
          return problem;
        }
      }
    }
    return Optional.empty();
  }

  private static Optional<String> compare(
      Kernel kernel, Kernel reference, int[] shape, Pattern pattern) {
    int m = shape[0];
    int n = shape[1];
    int k = shape[2];
    byte[] a = pattern.rows(m, k, 0);
    byte[] b = pattern.rows(n, k, 1);
    int[] expected = new int[m * n];
    reference.multiply(a, m, b, n, k, expected);
    int[] actual = new int[m * n];
    kernel.multiply(a, m, b, n, k, actual);
    Optional<String> problem = compare(actual, expected, shape, pattern);
    if (problem.isPresent() || k > LARGEST_TILED) {
      return problem;
    }
    Tiles tiles = kernel.tiles(k);
    tiles.load(PackedRows.of(b, k), n);
    tiles.multiply(PackedRows.of(a, k), 0, m);
    for (int i = 0; i < m; i++) {
      tiles.products().get(i * Tiles.QUERIES, actual, i * n, n);
    }
    return compare(actual, expected, shape, pattern);
  }

  private static Optional<String> compare(
      int[] actual, int[] expected, int[] shape, Pattern pattern) {
    for (int at = 0; at < expected.length; at++) {
      if (actual[at] != expected[at]) {
        return Optional.of(
            String.format(
                Locale.ROOT,
                "it gives %d where %d is right (rows %s, m %d, n %d, k %d)",
                actual[at],
                expected[at],
                pattern,
                shape[0],
                shape[1],
                shape[2]));
      }
    }
    return Optional.empty();
  }

  /** How the rows of a trial are filled. */
  private enum Pattern {
    ALL_PLUS_127 {
      @Override
      byte entry(int row, int d, int side, SplittableRandom random) {
        return 127;
      }
    },
    PLUS_AGAINST_MINUS_127 {
      @Override
      byte entry(int row, int d, int side, SplittableRandom random) {
        return (byte) (side == 0 ? 127 : -127);
      }
    },
    ALTERNATING_127 {
      @Override
      byte entry(int row, int d, int side, SplittableRandom random) {
        return (byte) ((row + d) % 2 == 0 ? 127 : -127);
      }
    },
    RANDOM {
      @Override
      byte entry(int row, int d, int side, SplittableRandom random) {
        return (byte) random.nextInt(-127, 128);
      }
    };

    abstract byte entry(int row, int d, int side, SplittableRandom random);

    byte[] rows(int count, int k, int side) {
      SplittableRandom random = new SplittableRandom(SEED + side);
      byte[] rows = new byte[count * k];
      for (int at = 0; at < rows.length; at++) {
        rows[at] = entry(at / k, at % k, side, random);
      }
      return rows;
    }
  }
}
