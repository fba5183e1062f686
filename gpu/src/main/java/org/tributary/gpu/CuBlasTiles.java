package org.tributary.gpu;

import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.IntPointer;

/**
 * Tiles on a GPU. Queries stay there, and of the training rows as many as fit {@link #WINDOW}: a
 * block's tiles, one after the other, are copied once. A tile is computed in two lanes, so that one
 * half's products travel while the other half is multiplied.
 */
final class CuBlasTiles extends TileMemory {
  private static final int LANES = 2;

  /** Most bytes of training rows on the GPU, for one thread. */
  private static final int WINDOW = 64 << 20;

  private final CudaWorkspace gpu = new CudaWorkspace(LANES);
  private final int pitch;
  private final BytePointer queries;
  private final BytePointer window;
  private final int windowRows;
  private final BytePointer sums;
  private final IntPointer result = new IntPointer(products());

  private PackedRows packed;
  private BytePointer left;
  private int from;
  private int to;

  CuBlasTiles(int dimension) {
    super(dimension);
    pitch = GemmCall.padded(dimension);
    windowRows = Math.max(1, WINDOW / pitch / ROWS) * ROWS;
    queries = gpu.allocate((long) QUERIES * pitch);
    window = gpu.allocate((long) windowRows * pitch);
    sums = gpu.allocate((long) ROWS * QUERIES * Integer.BYTES);
    gpu.pin(products(), result, (long) ROWS * QUERIES * Integer.BYTES);
  }

  @Override
  void loaded(PackedRows rows, int count) {
    // Queries that there aren't are rows of zeros, and so are their products.
    gpu.clear(queries, (long) QUERIES * pitch);
    gpu.upload(queries, pitch, new BytePointer(rows.memory()), dimension, count);
  }

  @Override
  void multiplied(PackedRows rows, int first, int count, int loaded) {
    show(rows, first, count);
    int start = 0;
    int lane = 0;
    for (int size : CuBlasKernel.parts(count, LANES)) {
      GemmCall call = GemmCall.of(size, QUERIES, dimension, QUERIES);
      long at = (long) start * QUERIES;
      BytePointer part = sums.getPointer(at * Integer.BYTES);
      gpu.multiply(
          lane, call, queries, window.getPointer((long) (first - from + start) * pitch), part);
      gpu.download(lane, result.getPointer(at), part, (long) size * QUERIES * Integer.BYTES);
      start += size;
      lane++;
    }
    gpu.await();
  }

  /** Brings the rows to the GPU unless they are there. */
  private void show(PackedRows rows, int first, int count) {
    if (packed != rows) {
      packed = rows;
      left = new BytePointer(rows.memory());
      to = 0;
    }
    if (first >= from && first + count <= to) {
      return;
    }
    from = first / windowRows * windowRows;
    if (first + count > from + windowRows) {
      from = first;
    }
    to = Math.min(rows.rows(), from + windowRows);
    gpu.upload(window, pitch, left.getPointer((long) from * dimension), dimension, to - from);
  }
}
