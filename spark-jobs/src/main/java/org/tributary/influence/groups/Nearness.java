package org.tributary.influence.groups;

import java.io.Serializable;

/**
 * When two int8 rows count as nearly the same: their cosine is at least a bound, decided in
 * integers, and both have so many dimensions that this can't be chance.
 *
 * <p><b>Cosine.</b> {@code cos >= c / 10^6} where {@code dot > 0} and {@code (10^6 dot)^2 >= (c
 * |a|^2)(c |b|^2)}. Each factor is below 2^51, so both sides fit in 128 bits.
 *
 * <p><b>Evidence.</b> Independent directions of d dimensions have a cosine of at least c with
 * probability at most {@code (1 - c^2)^((d - 1) / 2) / 2} (the cap of a sphere; Ball, An elementary
 * introduction to modern convex geometry, 1997, lecture 2). In three dimensions that is common, and
 * among millions of rows there are 10^13 pairs. So a row takes part only when it has the dimensions
 * that make it at most 2^-50: 31 at a cosine of 0.95. A row that a few entries dominate has hardly
 * more dimensions than those, so they are counted as {@code (sum |q|)^2 / sum q^2}: d for d equal
 * entries, 0.64 d for d entries that are normally distributed, never more than the entries that
 * aren't zero. A row of zeros has none.
 */
public final class Nearness implements Serializable {
  /** One, in parts per million. */
  public static final int ONE = 1_000_000;

  private static final int LOWEST = 500_000;
  private static final double CHANCE_BITS = 50;

  private final int cosinePpm;
  private final long leastDimensions;

  private Nearness(int cosinePpm, long leastDimensions) {
    this.cosinePpm = cosinePpm;
    this.leastDimensions = leastDimensions;
  }

  /**
   * @param cosinePpm the bound, 500,000 to 1,000,000; 1,000,000: no two rows are near each other,
   *     only content makes duplicates
   */
  public static Nearness of(int cosinePpm) {
    if (cosinePpm < LOWEST || cosinePpm > ONE) {
      throw new IllegalArgumentException(
          "A near-duplicate cosine of " + cosinePpm + " ppm isn't in " + LOWEST + " to " + ONE);
    }
    return new Nearness(cosinePpm, leastDimensions(cosinePpm));
  }

  private static long leastDimensions(int cosinePpm) {
    if (cosinePpm == ONE) {
      return Long.MAX_VALUE;
    }
    double cosine = cosinePpm / (double) ONE;
    double bitsPerDimension = -StrictMath.log((1 - cosine) * (1 + cosine)) / StrictMath.log(2) / 2;
    return 1 + (long) StrictMath.ceil((CHANCE_BITS - 1) / bitsPerDimension);
  }

  /** The bound in parts per million. */
  public int cosinePpm() {
    return cosinePpm;
  }

  /** How many dimensions a row needs in effect to be near another. */
  public long leastDimensions() {
    return leastDimensions;
  }

  /** Whether near-duplicates are looked for at all. */
  public boolean isSought() {
    return cosinePpm < ONE;
  }

  /** Whether a row has dimensions enough to be near another. */
  public boolean isEvidence(byte[] q) {
    return isEvidence(Direction.of(q));
  }

  boolean isEvidence(Direction row) {
    // The left side is below 2^48, and the square below 2^31.
    return row.square() > 0 && row.sum() * row.sum() / leastDimensions >= row.square();
  }

  /** Whether two rows are nearly the same; symmetric, and false unless both are evidence. */
  public boolean near(byte[] a, byte[] b) {
    return near(Direction.of(a), Direction.of(b));
  }

  boolean near(Direction a, Direction b) {
    return isEvidence(a) && isEvidence(b) && cosineReaches(a, b);
  }

  /** The cosine's part of {@link #near}, for rows that are known to be evidence. */
  boolean cosineReaches(Direction a, Direction b) {
    return reaches(a.dot(b), a.square(), b.square(), cosinePpm);
  }

  /**
   * The cosine of two rows that are near each other, in parts per million, rounded down: the
   * largest c that {@code cos >= c / 10^6} holds for.
   */
  public static int cosinePpm(byte[] a, byte[] b) {
    return cosinePpm(Direction.of(a), Direction.of(b));
  }

  static int cosinePpm(Direction a, Direction b) {
    int dot = a.dot(b);
    int low = 0;
    int high = ONE;
    while (low < high) {
      int middle = (low + high + 1) / 2;
      if (reaches(dot, a.square(), b.square(), middle)) {
        low = middle;
      } else {
        high = middle - 1;
      }
    }
    return low;
  }

  private static boolean reaches(int dot, long squareA, long squareB, int ppm) {
    if (dot <= 0) {
      return false;
    }
    long root = (long) dot * ONE;
    long a = squareA * ppm;
    long b = squareB * ppm;
    long leftHigh = Math.multiplyHigh(root, root);
    long rightHigh = Math.multiplyHigh(a, b);
    return leftHigh != rightHigh
        ? leftHigh > rightHigh
        : Long.compareUnsigned(root * root, a * b) >= 0;
  }
}
