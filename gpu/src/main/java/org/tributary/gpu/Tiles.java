package org.tributary.gpu;

import java.nio.IntBuffer;

/**
 * One thread's products, a tile at a time: up to {@link #ROWS} training rows times up to {@link
 * #QUERIES} queries. A tile and what it is made of stay in the second-level cache of a core, so
 * that what looks at the products doesn't wait for memory; buffers are made once and reused. Not
 * for use by several threads at once.
 */
public interface Tiles {
  /** Most training rows of a tile. */
  int ROWS = 512;

  /** Most queries of a tile, and the distance between two rows of products. */
  int QUERIES = 256;

  /**
   * Sets the queries of the multiplications to come.
   *
   * @param queries rows of the workspace's dimension
   * @param count how many of them, from the first, 1 to {@link #QUERIES}
   */
  void load(PackedRows queries, int count);

  /**
   * Multiplies. Afterwards {@link #products} holds at {@code i * QUERIES + j} the product of
   * training row {@code first + i} and query j, and 0 where j is no query.
   *
   * @param rows training rows
   * @param first the first row of the tile
   * @param count rows of the tile, 1 to {@link #ROWS}
   */
  void multiply(PackedRows rows, int first, int count);

  /** The products of the last multiplication; the same buffer every time. */
  IntBuffer products();
}
