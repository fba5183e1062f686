package org.tributary.gpu;

/**
 * The integers of a cuBLAS call that computes what {@link Kernel#multiply} asks for. cuBLAS stores
 * matrices by columns, so rows side by side are to it the columns of a matrix with {@code stride}
 * rows, and a row-major result is to it the transposed one. So it is asked for {@code C = Aᵀ B}
 * with the queries as A and the training rows as B: the one order that its int8 tensor cores take,
 * and neither side has to be transposed in memory.
 *
 * @param m rows of C: queries, a multiple of {@link #ALIGNMENT}
 * @param n columns of C: training rows
 * @param k entries that are summed, a multiple of {@link #ALIGNMENT}
 * @param lda entries from one query to the next
 * @param ldb entries from one training row to the next
 * @param ldc sums from one training row of the result to the next
 */
record GemmCall(int m, int n, int k, int lda, int ldb, int ldc) {
  /** The tensor cores take 16 entries at a time; what is missing is filled with zeros. */
  static final int ALIGNMENT = 16;

  /**
   * The call for so many training rows and queries.
   *
   * @param dimension entries of a row before it is filled up
   * @param stride sums from one row of the result to the next, at least the queries filled up
   */
  static GemmCall of(int rows, int queries, int dimension, int stride) {
    int padded = padded(dimension);
    GemmCall call = new GemmCall(padded(queries), rows, padded, padded, padded, stride);
    if (rows < 1 || queries < 1 || dimension < 1 || stride < call.m()) {
      throw new IllegalArgumentException(
          "No product: " + rows + " rows, " + queries + " queries, stride " + stride);
    }
    return call;
  }

  /** The next multiple of {@link #ALIGNMENT}. */
  static int padded(int count) {
    return Math.addExact(count, ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
  }
}
