package org.tributary.gpu;

/** Tiles by {@link Kernel#multiply}: for kernels that have no faster way. */
final class PlainTiles extends TileMemory {
  private final Kernel kernel;
  private final byte[] left;
  private final byte[] right;
  private final int[] sums = new int[ROWS * QUERIES];

  PlainTiles(Kernel kernel, int dimension) {
    super(dimension);
    this.kernel = kernel;
    this.left = new byte[Math.multiplyExact(ROWS, dimension)];
    this.right = new byte[QUERIES * dimension];
  }

  @Override
  void loaded(PackedRows rows, int count) {
    rows.get(0, count, right);
  }

  @Override
  void multiplied(PackedRows rows, int first, int count, int loaded) {
    rows.get(first, count, left);
    kernel.multiply(left, count, right, loaded, dimension, sums);
    for (int i = 0; i < count; i++) {
      products().put(i * QUERIES, sums, i * loaded, loaded);
    }
  }
}
