package org.tributary.gpu;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.IntBuffer;
import java.util.Locale;

/** What all implementations of {@link Tiles} have: the queries and the products. */
abstract class TileMemory implements Tiles {
  final int dimension;
  private final IntBuffer products =
      ByteBuffer.allocateDirect(ROWS * QUERIES * Integer.BYTES)
          .order(ByteOrder.nativeOrder())
          .asIntBuffer();
  private int queries;

  TileMemory(int dimension) {
    this.dimension = dimension;
  }

  @Override
  public final void load(PackedRows rows, int count) {
    if (rows.dimension() != dimension || count < 1 || count > Math.min(QUERIES, rows.rows())) {
      throw new IllegalArgumentException(
          count + " queries of " + rows.dimension() + " dimensions don't fit " + dimension);
    }
    if (count < queries) {
      // Products that no query writes any more.
      products.put(0, new int[ROWS * QUERIES]);
    }
    queries = count;
    loaded(rows, count);
  }

  @Override
  public final void multiply(PackedRows rows, int first, int count) {
    boolean inside = first >= 0 && count >= 1 && first + count <= rows.rows();
    if (rows.dimension() != dimension || !inside || count > ROWS || queries == 0) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "Rows %d to %d of %d x %d don't fit tiles of %d x %d and %d queries",
              first,
              first + count,
              rows.rows(),
              rows.dimension(),
              ROWS,
              dimension,
              queries));
    }
    multiplied(rows, first, count, queries);
  }

  @Override
  public final IntBuffer products() {
    return products;
  }

  /** Takes over the queries. */
  abstract void loaded(PackedRows rows, int count);

  /** Writes the products of {@code count} rows and {@code loaded} queries. */
  abstract void multiplied(PackedRows rows, int first, int count, int loaded);
}
