package org.tributary.gpu;

import org.bytedeco.javacpp.BytePointer;

/**
 * What the GPU's int8 product alone reaches, with everything on the GPU: the measure of a kernel.
 */
public final class CuBlasPeak {
  private static final int SIZE = 8_192;
  private static final int WARM = 5;
  private static final int MEASURED = 50;

  private CuBlasPeak() {}

  /** Operations a second, a multiplication and an addition being two. */
  public static double operationsPerSecond() {
    Cuda.require();
    try (CudaWorkspace gpu = new CudaWorkspace(1)) {
      BytePointer left = gpu.allocate((long) SIZE * SIZE);
      BytePointer right = gpu.allocate((long) SIZE * SIZE);
      BytePointer sums = gpu.allocate((long) SIZE * SIZE * Integer.BYTES);
      GemmCall call = GemmCall.of(SIZE, SIZE, SIZE, SIZE);
      multiply(gpu, call, left, right, sums, WARM);
      long start = System.nanoTime();
      multiply(gpu, call, left, right, sums, MEASURED);
      return 2.0 * SIZE * SIZE * SIZE * MEASURED / (System.nanoTime() - start) * 1e9;
    }
  }

  private static void multiply(
      CudaWorkspace gpu,
      GemmCall call,
      BytePointer left,
      BytePointer right,
      BytePointer sums,
      int times) {
    for (int i = 0; i < times; i++) {
      gpu.multiply(0, call, right, left, sums);
    }
    gpu.await();
  }
}
