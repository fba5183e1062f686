package org.tributary.gpu;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.Arrays;
import org.bytedeco.javacpp.FloatPointer;

/** Tiles of floats, in blocks of at most {@link Kernel#FLOAT_BLOCK} dimensions. */
final class OpenBlasTiles extends TileMemory {
  private final FloatBuffer left = floats(Math.multiplyExact(ROWS, widest()));
  private final FloatBuffer right;
  private final FloatBuffer result = floats(ROWS * QUERIES);
  private final FloatPointer leftPointer = new FloatPointer(left);
  private final FloatPointer rightPointer;
  private final FloatPointer resultPointer = new FloatPointer(result);
  private final byte[] row;
  private final float[] widened;
  private final float[] partial = new float[QUERIES];
  private final int[] sums = new int[QUERIES];

  OpenBlasTiles(int dimension) {
    super(dimension);
    // Every block of the queries stands in a region of its own: widened once, used for all rows.
    right = floats(Math.multiplyExact(QUERIES, dimension));
    rightPointer = new FloatPointer(right);
    row = new byte[dimension];
    widened = new float[widest()];
  }

  private int widest() {
    return Math.min(dimension, Kernel.FLOAT_BLOCK);
  }

  private static FloatBuffer floats(int count) {
    return ByteBuffer.allocateDirect(Math.multiplyExact(count, Float.BYTES))
        .order(ByteOrder.nativeOrder())
        .asFloatBuffer();
  }

  @Override
  void loaded(PackedRows rows, int count) {
    for (int start = 0; start < dimension; start += Kernel.FLOAT_BLOCK) {
      widen(rows, 0, count, start, right, start * QUERIES);
    }
  }

  @Override
  void multiplied(PackedRows rows, int first, int count, int loaded) {
    for (int start = 0; start < dimension; start += Kernel.FLOAT_BLOCK) {
      int width = Math.min(Kernel.FLOAT_BLOCK, dimension - start);
      widen(rows, first, count, start, left, 0);
      rightPointer.position((long) start * QUERIES);
      OpenBlasKernel.multiply(
          leftPointer, count, rightPointer, loaded, width, resultPointer, QUERIES);
      for (int i = 0; i < count; i++) {
        add(i * QUERIES, loaded, start > 0);
      }
    }
  }

  /** Brings a row of exact float sums to the products. */
  private void add(int at, int loaded, boolean more) {
    result.get(at, partial, 0, loaded);
    if (more) {
      products().get(at, sums, 0, loaded);
    } else {
      Arrays.fill(sums, 0, loaded, 0);
    }
    for (int j = 0; j < loaded; j++) {
      int exact = (int) partial[j];
      sums[j] += exact;
    }
    products().put(at, sums, 0, loaded);
  }

  /** Dimensions from {@code start} of the given rows, as floats. */
  private void widen(
      PackedRows rows, int first, int count, int start, FloatBuffer target, int targetAt) {
    int width = Math.min(Kernel.FLOAT_BLOCK, dimension - start);
    for (int i = 0; i < count; i++) {
      rows.memory().get((first + i) * dimension + start, row, 0, width);
      for (int d = 0; d < width; d++) {
        widened[d] = row[d];
      }
      target.put(targetAt + i * width, widened, 0, width);
    }
  }
}
