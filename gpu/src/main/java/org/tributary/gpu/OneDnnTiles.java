package org.tributary.gpu;

import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.IntPointer;

/** Tiles that oneDNN writes where they are read. */
final class OneDnnTiles extends TileMemory {
  private final IntPointer result = new IntPointer(products());
  private final IntPointer offset = new IntPointer(new int[] {0});
  private BytePointer right;
  private PackedRows packed;
  private BytePointer left;

  OneDnnTiles(int dimension) {
    super(dimension);
  }

  @Override
  void loaded(PackedRows rows, int count) {
    right = new BytePointer(rows.memory());
  }

  @Override
  void multiplied(PackedRows rows, int first, int count, int loaded) {
    if (packed != rows) {
      packed = rows;
      left = new BytePointer(rows.memory());
    }
    left.position((long) first * dimension);
    OneDnnKernel.multiply(left, count, right, loaded, dimension, result, QUERIES, offset);
  }
}
