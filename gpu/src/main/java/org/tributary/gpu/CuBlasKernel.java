package org.tributary.gpu;

import java.util.Arrays;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.IntPointer;

/**
 * cuBLAS {@code cublasGemmEx} on int8 tensor cores: int8 in, 32-bit integers out, so every sum is
 * exact as it is. The GPU is the CUDA runtime's current one: the first that CUDA_VISIBLE_DEVICES
 * leaves visible, or the one that the RAPIDS accelerator has chosen for the process.
 */
public final class CuBlasKernel implements Kernel {
  /** Name of this kernel. */
  public static final String NAME = "cublas";

  /**
   * Loads CUDA's libraries and looks for a GPU.
   *
   * @throws org.tributary.schemas.TributaryException that says what is missing
   */
  public CuBlasKernel() {
    Cuda.require();
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public void multiply(byte[] a, int m, byte[] b, int n, int k, int[] out) {
    Kernel.requireShapes(a, m, b, n, k, out);
    GemmCall call = GemmCall.of(m, n, k, GemmCall.padded(n));
    try (CudaWorkspace gpu = new CudaWorkspace(1);
        BytePointer left = new BytePointer((long) m * k);
        BytePointer right = new BytePointer((long) n * k);
        IntPointer sums = new IntPointer((long) m * call.ldc())) {
      left.put(a, 0, m * k);
      right.put(b, 0, n * k);
      BytePointer rows = gpu.allocate((long) m * call.ldb());
      BytePointer queries = gpu.allocate((long) call.m() * call.lda());
      BytePointer products = gpu.allocate((long) m * call.ldc() * Integer.BYTES);
      gpu.upload(rows, call.ldb(), left, k, m);
      gpu.upload(queries, call.lda(), right, k, n);
      gpu.multiply(0, call, queries, rows, products);
      gpu.download(0, sums, products, (long) m * call.ldc() * Integer.BYTES);
      gpu.await();
      for (int i = 0; i < m; i++) {
        sums.position((long) i * call.ldc()).get(out, i * n, n);
      }
      sums.position(0);
    }
  }

  @Override
  public Tiles tiles(int dimension) {
    return new CuBlasTiles(dimension);
  }

  /** How many rows each of {@code parts} gets, as even as can be, none of them empty. */
  static int[] parts(int rows, int parts) {
    int[] sizes = new int[Math.min(rows, parts)];
    Arrays.fill(sizes, rows / sizes.length);
    for (int i = 0; i < rows % sizes.length; i++) {
      sizes[i]++;
    }
    return sizes;
  }
}
