package org.tributary.gpu;

import org.bytedeco.dnnl.global.dnnl;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.IntPointer;
import org.bytedeco.javacpp.Loader;
import org.tributary.schemas.ErrorCode;
import org.tributary.schemas.TributaryException;

/**
 * oneDNN {@code dnnl_gemm_s8s8s32}, the fastest on CPUs with VNNI or AMX. On CPUs without them
 * oneDNN may saturate its 16-bit intermediates: {@link Kernels} tries it out before it is used.
 */
public final class OneDnnKernel implements Kernel {
  /** Name of this kernel. */
  public static final String NAME = "onednn";

  private static final byte NOT_TRANSPOSED = 'N';
  private static final byte TRANSPOSED = 'T';

  /** One offset for all of the result. */
  private static final byte FIXED_OFFSET = 'F';

  /**
   * Loads the library from the jar.
   *
   * @throws LinkageError when it can't run on this machine
   */
  public OneDnnKernel() {
    Loader.load(dnnl.class);
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public void multiply(byte[] a, int m, byte[] b, int n, int k, int[] out) {
    Kernel.requireShapes(a, m, b, n, k, out);
    try (BytePointer left = new BytePointer((long) m * k);
        BytePointer right = new BytePointer((long) n * k);
        IntPointer result = new IntPointer((long) m * n);
        IntPointer offset = new IntPointer(1L)) {
      left.put(a, 0, m * k);
      right.put(b, 0, n * k);
      offset.put(0, 0);
      multiply(left, m, right, n, k, result, n, offset);
      result.get(out, 0, m * n);
    }
  }

  @Override
  public Tiles tiles(int dimension) {
    return new OneDnnTiles(dimension);
  }

  /** As {@link #multiply}, with {@code stride} entries from one row of the result to the next. */
  static void multiply(
      BytePointer left,
      int m,
      BytePointer right,
      int n,
      int k,
      IntPointer result,
      int stride,
      IntPointer offset) {
    int status =
        dnnl.dnnl_gemm_s8s8s32(
            NOT_TRANSPOSED,
            TRANSPOSED,
            FIXED_OFFSET,
            m,
            n,
            k,
            1f,
            left,
            k,
            (byte) 0,
            right,
            k,
            (byte) 0,
            0f,
            result,
            stride,
            offset);
    if (status != dnnl.dnnl_success) {
      throw TributaryException.of(
          ErrorCode.INFRASTRUCTURE,
          "oneDNN refused a product of %d x %d rows of %d dimensions with status %d. Run with"
              + " --kernel openblas or --kernel reference.",
          m,
          n,
          k,
          status);
    }
  }
}
