package org.tributary.gpu;

import java.util.Locale;
import org.tributary.schemas.ErrorCode;
import org.tributary.schemas.TributaryException;

/**
 * The big product of attribution: rows of int8 times rows of int8, as exact integers.
 *
 * <p>Why every kernel gives the same number: a product of two entries of magnitude at most 127 is
 * below 2^14, so a sum over at most {@link #LARGEST_DIMENSION} dimensions is below 2^31 and no
 * 32-bit integer sum overflows, in whatever order it is added. In 32-bit floating point every
 * partial sum over at most {@link #FLOAT_BLOCK} dimensions is an integer below 2^24, which a float
 * holds exactly; longer rows are cut into such blocks, whose sums are added as integers.
 *
 * <p>Kernels are stateless and may be called from many threads; a call works on its own thread.
 */
public interface Kernel {
  /** Most dimensions of a row: 127 x 127 x 131,072 is below 2^31. */
  int LARGEST_DIMENSION = 131_072;

  /** Most dimensions that a float sums exactly: 127 x 127 x 1,024 is below 2^24. */
  int FLOAT_BLOCK = 1_024;

  /** Name as {@link Kernels#select} takes it. */
  String name();

  /**
   * Multiplies: {@code out[i * n + j] = sum over d of a[i * k + d] * b[j * k + d]}.
   *
   * @param a m rows of k entries in -127..127, row-major; may be longer than {@code m * k}
   * @param m number of rows of {@code a}, at least 1
   * @param b n rows of k entries in -127..127, row-major; may be longer than {@code n * k}
   * @param n number of rows of {@code b}, at least 1
   * @param k dimensions of a row, 1 to {@link #LARGEST_DIMENSION}
   * @param out receives m rows of n sums, row-major; may be longer than {@code m * n}
   * @throws TributaryException INPUT_INCONSISTENT when k is too large
   * @throws IllegalArgumentException when an array is too short
   */
  void multiply(byte[] a, int m, byte[] b, int n, int k, int[] out);

  /** A workspace for tiles of rows of {@code dimension} entries; one thread's own. */
  default Tiles tiles(int dimension) {
    return new PlainTiles(this, dimension);
  }

  /** What every kernel checks first. */
  static void requireShapes(byte[] a, int m, byte[] b, int n, int k, int[] out) {
    if (k > LARGEST_DIMENSION) {
      throw TributaryException.of(
          ErrorCode.INPUT_INCONSISTENT,
          "Sketches of %,d dimensions are too long: sums are exact up to %,d. Project the gradients"
              + " to fewer dimensions.",
          k,
          LARGEST_DIMENSION);
    }
    if (m < 1 || n < 1 || k < 1) {
      throw new IllegalArgumentException("An empty product: m " + m + ", n " + n + ", k " + k);
    }
    if ((long) m * k > a.length || (long) n * k > b.length || (long) m * n > out.length) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "Arrays of %d, %d and %d entries are too short for m %d, n %d, k %d",
              a.length,
              b.length,
              out.length,
              m,
              n,
              k));
    }
  }
}
