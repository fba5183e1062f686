package org.tributary.gpu;

import java.io.Serializable;

/**
 * Training rows that are scored together. Row i counts {@code 2^shift[i]} times its int8 product,
 * for contributor {@code contributor[i]}; equal scores rank by {@code order[i]}. Rows of the same
 * shift and contributor stand side by side: the fewer such runs, the faster.
 *
 * <p>Arrays are taken over and not written to afterwards.
 */
public final class ScoringBlock implements Serializable {
  private static final long serialVersionUID = 1L;

  /** Largest shift: with int8 products below 2^31 a score then fits 64 bits with its sign. */
  public static final int LARGEST_SHIFT = 32;

  private final PackedRows rows;
  private final int[] shift;
  private final int[] contributor;
  private final int[] order;

  /**
   * Makes a block.
   *
   * @param rows training rows
   * @param shift of each row, 0 to {@link #LARGEST_SHIFT}
   * @param contributor of each row, 0 or more
   * @param order of each row; unique over all blocks that are scored together, and never negative
   */
  public ScoringBlock(PackedRows rows, int[] shift, int[] contributor, int[] order) {
    if (shift.length != rows.rows()
        || contributor.length != rows.rows()
        || order.length != rows.rows()) {
      throw new IllegalArgumentException(
          rows.rows()
              + " rows with "
              + shift.length
              + " shifts, "
              + contributor.length
              + " contributors and "
              + order.length
              + " places");
    }
    for (int each : shift) {
      if (each < 0 || each > LARGEST_SHIFT) {
        throw new IllegalArgumentException("A shift of " + each + " bits");
      }
    }
    this.rows = rows;
    this.shift = shift;
    this.contributor = contributor;
    this.order = order;
  }

  public PackedRows rows() {
    return rows;
  }

  public int size() {
    return rows.rows();
  }

  public int contributor(int row) {
    return contributor[row];
  }

  int shift(int row) {
    return shift[row];
  }

  int order(int row) {
    return order[row];
  }

  /** First of the rows before {@code row}, down to {@code first}, that count as it does. */
  int startOfShift(int row, int first) {
    int start = row;
    while (start > first && shift[start - 1] == shift[row]) {
      start--;
    }
    return start;
  }

  /** First row from {@code row} on, up to {@code end}, that belongs to another contributor. */
  int endOfContributor(int row, int end) {
    int next = row + 1;
    while (next < end && contributor[next] == contributor[row]) {
      next++;
    }
    return next;
  }
}
