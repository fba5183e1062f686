package org.tributary.influence.groups;

/**
 * The direction of an int8 row, ready to be compared with many: entries widened, since the compiler
 * makes vector code of a product of ints but not of bytes, and the sums that comparisons need.
 */
final class Direction {
  /** 127 x 127 x this stays below 2^31. */
  private static final int MOST_DIMENSIONS = 131_072;

  private final int[] entries;
  private final long square;
  private final long sum;

  private Direction(int[] entries, long square, long sum) {
    this.entries = entries;
    this.square = square;
    this.sum = sum;
  }

  static Direction of(byte[] q) {
    if (q.length > MOST_DIMENSIONS) {
      throw new IllegalArgumentException(
          "A row has "
              + q.length
              + " dimensions; at most "
              + MOST_DIMENSIONS
              + " add up in 32 bits");
    }
    int[] entries = new int[q.length];
    long square = 0;
    long sum = 0;
    for (int j = 0; j < q.length; j++) {
      entries[j] = q[j];
      square += (long) q[j] * q[j];
      sum += Math.abs(q[j]);
    }
    return new Direction(entries, square, sum);
  }

  int dimension() {
    return entries.length;
  }

  /** Sum of the squares, below 2^31. */
  long square() {
    return square;
  }

  /** Sum of the magnitudes, below 2^24. */
  long sum() {
    return sum;
  }

  /** The product of two rows, between -2^31 and 2^31. */
  int dot(Direction other) {
    if (entries.length != other.entries.length) {
      throw new IllegalArgumentException(
          "Rows of " + entries.length + " and " + other.entries.length + " dimensions");
    }
    int sum = 0;
    for (int j = 0; j < entries.length; j++) {
      sum += entries[j] * other.entries[j];
    }
    return sum;
  }
}
