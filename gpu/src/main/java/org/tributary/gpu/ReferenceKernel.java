package org.tributary.gpu;

/**
 * Plain Java: what the other kernels are measured against, and what runs where none of them can.
 */
public final class ReferenceKernel implements Kernel {
  /** Name of this kernel. */
  public static final String NAME = "reference";

  /** Rows of b that are widened together and stay in the second-level cache. */
  private static final int TILE_ENTRIES = 1 << 15;

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public void multiply(byte[] a, int m, byte[] b, int n, int k, int[] out) {
    Kernel.requireShapes(a, m, b, n, k, out);
    int tileRows = Math.max(1, TILE_ENTRIES / k);
    int[] row = new int[k];
    for (int first = 0; first < n; first += tileRows) {
      int rows = Math.min(tileRows, n - first);
      int[][] tile = new int[rows][k];
      for (int j = 0; j < rows; j++) {
        widen(b, (first + j) * k, tile[j]);
      }
      for (int i = 0; i < m; i++) {
        widen(a, i * k, row);
        for (int j = 0; j < rows; j++) {
          out[i * n + first + j] = dot(row, tile[j]);
        }
      }
    }
  }

  /** Ints, since the compiler makes vector code of sums of ints and not of bytes. */
  private static void widen(byte[] from, int start, int[] to) {
    for (int d = 0; d < to.length; d++) {
      to[d] = from[start + d];
    }
  }

  private static int dot(int[] a, int[] b) {
    int sum = 0;
    for (int d = 0; d < a.length; d++) {
      sum += a[d] * b[d];
    }
    return sum;
  }
}
