package org.tributary.attribute.influence;

import java.io.Serializable;
import org.apache.spark.unsafe.types.UTF8String;
import org.tributary.gpu.PackedRows;

/**
 * Quantized inferences of one job, side by side; filled once, then only read.
 *
 * <p>An inference that can't be scored has a row of zeros and a reason.
 */
final class InferenceBatch implements Serializable {
  private static final long serialVersionUID = 1L;

  private final long id;
  private final int dimension;
  private final UTF8String[] inferenceIds;
  private final int[] logDates;
  private final String[] reasons;
  private final int[] exponents;
  private final byte[] q;
  private int size;

  /**
   * Makes an empty batch.
   *
   * @param id unique in the job
   * @param room most inferences
   * @param dimension of a row
   */
  InferenceBatch(long id, int room, int dimension) {
    this.id = id;
    this.dimension = dimension;
    this.inferenceIds = new UTF8String[room];
    this.logDates = new int[room];
    this.reasons = new String[room];
    this.exponents = new int[room];
    this.q = new byte[Math.multiplyExact(room, dimension)];
  }

  /** Adds an inference that can be scored. */
  void add(UTF8String inferenceId, int logDate, int exponent, byte[] row) {
    System.arraycopy(row, 0, q, size * dimension, dimension);
    exponents[size] = exponent;
    inferenceIds[size] = inferenceId;
    logDates[size++] = logDate;
  }

  /** Adds an inference that can't be scored. */
  void addUnscored(UTF8String inferenceId, int logDate, String reason) {
    reasons[size] = reason;
    inferenceIds[size] = inferenceId;
    logDates[size++] = logDate;
  }

  long id() {
    return id;
  }

  int size() {
    return size;
  }

  boolean isFull() {
    return size == inferenceIds.length;
  }

  UTF8String inferenceId(int at) {
    return inferenceIds[at];
  }

  /** Days since 1970. */
  int logDate(int at) {
    return logDates[at];
  }

  /** Why the inference can't be scored; null where it can. */
  String reason(int at) {
    return reasons[at];
  }

  int exponent(int at) {
    return exponents[at];
  }

  /** Copies rows {@code first} to {@code first + count} to the start of {@code target}. */
  void pack(int first, int count, PackedRows target) {
    target.put(0, q, first * dimension, count);
  }
}
