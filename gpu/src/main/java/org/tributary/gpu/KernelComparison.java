package org.tributary.gpu;

import java.util.SplittableRandom;

/**
 * Compares a kernel with the plain Java loop, product by product, on whole blocks: more than the
 * trial at start, which has to be quick. For a machine that nobody has seen before.
 *
 * @param kernel name of the kernel
 * @param products products that were compared
 * @param different those that differ
 */
public record KernelComparison(String kernel, long products, long different) {
  /** m, n, k of single products. */
  private static final int[][] SHAPES = {
    {1, 1, 1}, {700, 300, 129}, {512, 256, 512}, {33, 17, 2_049}, {2, 3, Kernel.LARGEST_DIMENSION}
  };

  /** Dimensions of tiles: aligned, not aligned, longer than a float block. */
  private static final int[] DIMENSIONS = {1, 512, 515, 2_048};

  private static final int BLOCKS = 3;
  private static final int ROWS = 1_300;

  /** Compares now. */
  public static KernelComparison of(Kernel kernel) {
    long products = 0;
    long different = 0;
    SplittableRandom random = new SplittableRandom(8);
    for (int[] shape : SHAPES) {
      products += (long) shape[0] * shape[1];
      different += differences(kernel, shape[0], shape[1], shape[2], random);
    }
    for (int dimension : DIMENSIONS) {
      products += (long) BLOCKS * ROWS * Tiles.QUERIES;
      different += differencesOfTiles(kernel, dimension, random);
    }
    return new KernelComparison(kernel.name(), products, different);
  }

  private static long differences(Kernel kernel, int m, int n, int k, SplittableRandom random) {
    byte[] a = entries(random, m * k);
    byte[] b = entries(random, n * k);
    int[] expected = new int[m * n];
    new ReferenceKernel().multiply(a, m, b, n, k, expected);
    int[] actual = new int[m * n];
    kernel.multiply(a, m, b, n, k, actual);
    long different = 0;
    for (int at = 0; at < expected.length; at++) {
      different += expected[at] == actual[at] ? 0 : 1;
    }
    return different;
  }

  /** Several blocks, with fewer queries each time: what was there before must not show. */
  private static long differencesOfTiles(Kernel kernel, int dimension, SplittableRandom random) {
    Tiles tried = kernel.tiles(dimension);
    Tiles reference = new ReferenceKernel().tiles(dimension);
    long different = 0;
    for (int block = 0; block < BLOCKS; block++) {
      PackedRows rows = PackedRows.of(entries(random, ROWS * dimension), dimension);
      PackedRows queries = PackedRows.of(entries(random, Tiles.QUERIES * dimension), dimension);
      int count = Tiles.QUERIES - 77 * block;
      tried.load(queries, count);
      reference.load(queries, count);
      for (int first = 1_024; first >= 0; first -= Tiles.ROWS) {
        int size = Math.min(Tiles.ROWS, ROWS - first);
        tried.multiply(rows, first, size);
        reference.multiply(rows, first, size);
        for (int at = 0; at < size * Tiles.QUERIES; at++) {
          different += tried.products().get(at) == reference.products().get(at) ? 0 : 1;
        }
      }
    }
    return different;
  }

  private static byte[] entries(SplittableRandom random, int length) {
    byte[] bytes = new byte[length];
    for (int at = 0; at < length; at++) {
      // A third at the ends of the range, where sums are largest.
      int draw = random.nextInt(3);
      bytes[at] =
          (byte) (draw == 0 ? (random.nextBoolean() ? 127 : -127) : random.nextInt(-127, 128));
    }
    return bytes;
  }
}
