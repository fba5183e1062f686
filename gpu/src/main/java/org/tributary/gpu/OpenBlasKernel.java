package org.tributary.gpu;

import java.util.Arrays;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.openblas.global.openblas_nolapack;

/**
 * OpenBLAS {@code cblas_sgemm} on blocks of at most {@link Kernel#FLOAT_BLOCK} dimensions, each an
 * exact integer in float.
 */
public final class OpenBlasKernel implements Kernel {
  /** Name of this kernel. */
  public static final String NAME = "openblas";

  private static final int ROW_MAJOR = 101;
  private static final int NOT_TRANSPOSED = 111;
  private static final int TRANSPOSED = 112;

  /**
   * Loads the library from the jar.
   *
   * @throws LinkageError when it can't run on this machine
   */
  public OpenBlasKernel() {
    Loader.load(openblas_nolapack.class);
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public void multiply(byte[] a, int m, byte[] b, int n, int k, int[] out) {
    Kernel.requireShapes(a, m, b, n, k, out);
    int products = m * n;
    float[] sums = new float[products];
    Arrays.fill(out, 0, products, 0);
    int widest = Math.min(k, FLOAT_BLOCK);
    try (FloatPointer left = new FloatPointer((long) m * widest);
        FloatPointer right = new FloatPointer((long) n * widest);
        FloatPointer result = new FloatPointer((long) products)) {
      for (int start = 0; start < k; start += FLOAT_BLOCK) {
        int width = Math.min(FLOAT_BLOCK, k - start);
        left.put(block(a, m, k, start, width));
        right.put(block(b, n, k, start, width));
        multiply(left, m, right, n, width, result, n);
        result.get(sums);
        for (int at = 0; at < products; at++) {
          int exact = (int) sums[at];
          out[at] += exact;
        }
      }
    }
  }

  @Override
  public Tiles tiles(int dimension) {
    return new OpenBlasTiles(dimension);
  }

  /**
   * Multiplies rows of exact floats, with {@code stride} entries from one row of the result to the
   * next.
   */
  static void multiply(
      FloatPointer left,
      int m,
      FloatPointer right,
      int n,
      int width,
      FloatPointer result,
      int stride) {
    openblas_nolapack.cblas_sgemm(
        ROW_MAJOR,
        NOT_TRANSPOSED,
        TRANSPOSED,
        m,
        n,
        width,
        1f,
        left,
        width,
        right,
        width,
        0f,
        result,
        stride);
  }

  /** Dimensions start..start + width of every row, as floats. */
  private static float[] block(byte[] rows, int count, int k, int start, int width) {
    float[] block = new float[Math.multiplyExact(count, width)];
    for (int i = 0; i < count; i++) {
      int from = i * k + start;
      int to = i * width;
      for (int d = 0; d < width; d++) {
        block[to + d] = rows[from + d];
      }
    }
    return block;
  }
}
