package org.tributary.bench;

import java.util.SplittableRandom;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.openblas.global.openblas_nolapack;

/**
 * The product of a night by OpenBLAS {@code cblas_sgemm} and nothing else: floats in memory, the
 * matrix of scores in memory, no sums, no selection. On all cores, in whichever is faster: one call
 * with all threads, or one call with one thread per core.
 *
 * <p>The product of all inferences is measured slice by slice, {@value #SLICE} inferences times all
 * training rows, since the whole matrix of scores wouldn't fit: that is also what makes it a bound
 * that the engine's own work around the product can be compared with.
 */
final class BareSgemm implements AutoCloseable {
  /** Inferences of a slice. */
  static final int SLICE = 2_000;

  private static final int ROW_MAJOR = 101;
  private static final int NOT_TRANSPOSED = 111;
  private static final int TRANSPOSED = 112;

  private final int rows;
  private final int dimension;
  private final int cores = Runtime.getRuntime().availableProcessors();
  private final FloatPointer training;
  private final FloatPointer queries;
  private final FloatPointer scores;
  private boolean oneCall;

  BareSgemm(int rows, int dimension) {
    Loader.load(openblas_nolapack.class);
    this.rows = rows;
    this.dimension = dimension;
    this.training = random((long) rows * dimension);
    this.queries = random((long) SLICE * dimension);
    this.scores = new FloatPointer((long) SLICE * rows);
    slice(true);
    slice(false);
    oneCall = slice(true) < slice(false);
  }

  private static FloatPointer random(long size) {
    FloatPointer pointer = new FloatPointer(size);
    SplittableRandom random = new SplittableRandom(size);
    float[] chunk = new float[1 << 16];
    for (long at = 0; at < size; at += chunk.length) {
      for (int i = 0; i < chunk.length; i++) {
        chunk[i] = (float) (random.nextDouble() - 0.5);
      }
      int length = (int) Math.min(chunk.length, size - at);
      pointer.getPointer(at).put(chunk, 0, length);
    }
    return pointer;
  }

  /** How it ran. */
  String setting() {
    return oneCall ? "one call with " + cores + " threads" : cores + " calls with one thread each";
  }

  /**
   * Seconds of the product with that many inferences.
   *
   * @param mostSlices slices that are measured; if the product has more, their mean counts for the
   *     others
   */
  double seconds(int inferences, int mostSlices) {
    double slices = (double) inferences / SLICE;
    int measured = (int) Math.max(1, Math.min(mostSlices, Math.ceil(slices)));
    double sum = 0;
    for (int i = 0; i < measured; i++) {
      sum += slice(oneCall);
    }
    return sum / measured * slices;
  }

  private double slice(boolean inOneCall) {
    org.bytedeco.openblas.presets.openblas_nolapack.blas_set_num_threads(inOneCall ? cores : 1);
    try {
      if (inOneCall) {
        long start = System.nanoTime();
        multiply(0, SLICE);
        return (System.nanoTime() - start) / 1e9;
      }
      return InParallel.seconds(
          cores,
          thread -> {
            int from = SLICE * thread / cores;
            int to = SLICE * (thread + 1) / cores;
            return () -> multiply(from, to - from);
          });
    } finally {
      org.bytedeco.openblas.presets.openblas_nolapack.blas_set_num_threads(1);
    }
  }

  private void multiply(int first, int count) {
    openblas_nolapack.cblas_sgemm(
        ROW_MAJOR,
        NOT_TRANSPOSED,
        TRANSPOSED,
        count,
        rows,
        dimension,
        1f,
        queries.getPointer((long) first * dimension),
        dimension,
        training,
        dimension,
        0f,
        scores.getPointer((long) first * rows),
        rows);
  }

  @Override
  public void close() {
    training.close();
    queries.close();
    scores.close();
  }
}
