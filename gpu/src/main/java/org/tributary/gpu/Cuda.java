package org.tributary.gpu;

import org.bytedeco.cuda.global.cublas;
import org.bytedeco.cuda.global.cudart;
import org.bytedeco.javacpp.Loader;
import org.tributary.schemas.ErrorCode;
import org.tributary.schemas.TributaryException;

/** Whether CUDA is there, and what its status codes mean. */
final class Cuda {
  private static final String WHAT_IT_NEEDS =
      " It needs an NVIDIA GPU, its driver, and libcudart.so.13, libcublas.so.13 and"
          + " libcublasLt.so.13 of CUDA 13 where the linker finds them (LD_LIBRARY_PATH); see"
          + " gpu/README.md.";

  private Cuda() {}

  /**
   * Loads the libraries and looks for a GPU.
   *
   * @throws TributaryException INFRASTRUCTURE that says which of it is missing
   */
  static void require() {
    try {
      Loader.load(cudart.class);
      Loader.load(cublas.class);
    } catch (LinkageError e) {
      throw new TributaryException(ErrorCode.INFRASTRUCTURE, missing(e), e);
    }
    int[] count = new int[1];
    int status = cudart.cudaGetDeviceCount(count);
    if (status != cudart.cudaSuccess || count[0] == 0) {
      throw TributaryException.of(
          ErrorCode.INFRASTRUCTURE,
          "CUDA finds no GPU: %s.%s",
          status == cudart.cudaSuccess ? "there are 0" : meaning(status),
          WHAT_IT_NEEDS);
    }
  }

  /** What to say of libraries that don't load. */
  static String missing(LinkageError problem) {
    String message = String.valueOf(problem.getMessage());
    Throwable cause = problem.getCause();
    // JavaCPP looks in java.library.path last and says so; what the linker said is the cause.
    if (cause != null && cause.getMessage() != null) {
      message = cause.getMessage();
    }
    String what =
        message.contains("libcuda.so")
            ? "there is no NVIDIA driver"
            : "CUDA's libraries can't be loaded";
    return what + " (" + message + ")." + WHAT_IT_NEEDS;
  }

  /** Refuses a failed call of the runtime. */
  static void check(int status, String doing) {
    if (status != cudart.cudaSuccess) {
      throw failed(doing, meaning(status));
    }
  }

  /** Refuses a failed call of cuBLAS. */
  static void checkBlas(int status, String doing) {
    if (status != cublas.CUBLAS_STATUS_SUCCESS) {
      throw failed(doing, cublas.cublasGetStatusString(status).getString());
    }
  }

  private static String meaning(int status) {
    return cudart.cudaGetErrorString(status).getString();
  }

  private static TributaryException failed(String doing, String why) {
    return TributaryException.of(
        ErrorCode.INFRASTRUCTURE,
        "The GPU failed to %s: %s. Run again, with --kernel auto if it stays so: all kernels give"
            + " the same numbers.",
        doing,
        why);
  }
}
