package org.tributary.gpu;

import java.lang.ref.Cleaner;
import java.nio.Buffer;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.cuda.cublas.cublasContext;
import org.bytedeco.cuda.cudart.CUstream_st;
import org.bytedeco.cuda.global.cublas;
import org.bytedeco.cuda.global.cudart;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.IntPointer;
import org.bytedeco.javacpp.Pointer;

/**
 * What one thread has on the GPU: memory, and lanes that work beside each other. All of it goes
 * when it is closed or, since tiles have no end that anybody tells, when its owner is collected.
 */
final class CudaWorkspace implements AutoCloseable {
  private static final Cleaner CLEANER = Cleaner.create();

  private final Held held = new Held();
  private final Cleaner.Cleanable cleanable = CLEANER.register(this, held);
  private final IntPointer one = new IntPointer(new int[] {1});
  private final IntPointer zero = new IntPointer(new int[] {0});
  private final List<Lane> lanes = new ArrayList<>();

  /** A stream with a cuBLAS handle of its own: a shared one would share its scratch memory. */
  private record Lane(CUstream_st stream, cublasContext handle) {}

  /**
   * Everything to be given back; knows nothing of the workspace, which could never go otherwise.
   */
  private static final class Held implements Runnable {
    private final List<Runnable> release = new ArrayList<>();

    @Override
    public void run() {
      // What was made last goes first: handles before their streams.
      for (int i = release.size() - 1; i >= 0; i--) {
        release.get(i).run();
      }
      release.clear();
    }
  }

  CudaWorkspace(int laneCount) {
    for (int i = 0; i < laneCount; i++) {
      lanes.add(lane());
    }
  }

  private Lane lane() {
    CUstream_st stream = new CUstream_st();
    Cuda.check(
        cudart.cudaStreamCreateWithFlags(stream, cudart.cudaStreamNonBlocking), "make a stream");
    held.release.add(() -> cudart.cudaStreamDestroy(stream));
    cublasContext handle = new cublasContext();
    Cuda.checkBlas(cublas.cublasCreate_v2(handle), "make a cuBLAS handle");
    held.release.add(() -> cublas.cublasDestroy_v2(handle));
    Cuda.checkBlas(cublas.cublasSetStream_v2(handle, stream), "set a stream");
    return new Lane(stream, handle);
  }

  /** Memory on the GPU, full of zeros. */
  BytePointer allocate(long bytes) {
    BytePointer memory = new BytePointer();
    Cuda.check(cudart.cudaMalloc(memory, bytes), "get " + bytes + " bytes of its memory");
    held.release.add(() -> cudart.cudaFree(memory));
    clear(memory, bytes);
    return memory;
  }

  /** Zeros, before anything else is done. */
  void clear(BytePointer memory, long bytes) {
    Cuda.check(cudart.cudaMemsetAsync(memory, 0, bytes, lanes.get(0).stream()), "clear memory");
    await();
  }

  /** Pins host memory, which copies then go to and from without a detour. */
  void pin(Buffer buffer, Pointer address, long bytes) {
    Cuda.check(
        cudart.cudaHostRegister(address, bytes, cudart.cudaHostRegisterDefault), "pin memory");
    held.release.add(
        () -> {
          cudart.cudaHostUnregister(address);
          // The buffer may not go before it is unpinned.
          java.lang.ref.Reference.reachabilityFence(buffer);
        });
  }

  /** Copies rows of {@code width} bytes to rows that start {@code pitch} bytes apart; waits. */
  void upload(BytePointer to, long pitch, Pointer from, long width, long rows) {
    Cuda.check(
        cudart.cudaMemcpy2DAsync(
            to,
            pitch,
            from,
            width,
            width,
            rows,
            cudart.cudaMemcpyHostToDevice,
            lanes.get(0).stream()),
        "take rows");
    await();
  }

  /** Starts a product; what the same lane is told next waits for it. */
  void multiply(int lane, GemmCall call, Pointer queries, Pointer rows, Pointer sums) {
    Cuda.checkBlas(
        cublas.cublasGemmEx(
            lanes.get(lane).handle(),
            cublas.CUBLAS_OP_T,
            cublas.CUBLAS_OP_N,
            call.m(),
            call.n(),
            call.k(),
            one,
            queries,
            cudart.CUDA_R_8I,
            call.lda(),
            rows,
            cudart.CUDA_R_8I,
            call.ldb(),
            zero,
            sums,
            cudart.CUDA_R_32I,
            call.ldc(),
            cublas.CUBLAS_COMPUTE_32I,
            cublas.CUBLAS_GEMM_DEFAULT),
        "multiply " + call);
  }

  /** Starts a copy to the host, behind what the lane was told before. */
  void download(int lane, Pointer to, Pointer from, long bytes) {
    Cuda.check(
        cudart.cudaMemcpyAsync(
            to, from, bytes, cudart.cudaMemcpyDeviceToHost, lanes.get(lane).stream()),
        "hand over sums");
  }

  /** Waits for all lanes. */
  void await() {
    for (Lane lane : lanes) {
      Cuda.check(cudart.cudaStreamSynchronize(lane.stream()), "finish");
    }
  }

  @Override
  public void close() {
    cleanable.clean();
  }
}
