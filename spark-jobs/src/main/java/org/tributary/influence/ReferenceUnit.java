package org.tributary.influence;

import java.math.BigInteger;

/**
 * The unit in which values of different inferences are added.
 *
 * <p>The value of a contributor for an inference is an integer in units of {@code 2^(e_z + l)}: e_z
 * is the exponent of the inference's quantized gradient, l the lowest exponent of the contributors'
 * vectors. Values of several inferences are brought to {@code 2^(r + l - 16)}, where r is the
 * largest exponent of the model's training rows. So an inference whose gradient is as large as a
 * training row's keeps 16 bits more than its own unit has; bits below the unit are cut off toward
 * zero, value by value, so that sums don't depend on how they are grouped.
 *
 * <p>An inference whose gradient is larger than the largest training row's counts as if it were as
 * large: its values are scaled down by the power of two between them. Otherwise whoever pays for
 * one inference with a huge gradient could make or ruin the credibility of others. Shares of the
 * inference itself don't depend on it.
 */
public final class ReferenceUnit {
  /** How much finer the unit is than that of an inference of the reference exponent. */
  public static final int FINER_BITS = 16;

  /** Beyond this many powers of two above the training rows, a gradient isn't of this model. */
  private static final int MOST_ABOVE = 16;

  private ReferenceUnit() {}

  /**
   * The exponent of the unit.
   *
   * @param referenceExponent r, largest exponent of the training rows
   * @param contributorLowestExponent l, lowest exponent of the contributors' vectors
   */
  public static int exponent(int referenceExponent, int contributorLowestExponent) {
    return referenceExponent + contributorLowestExponent - FINER_BITS;
  }

  /**
   * Whether a gradient of exponent {@code z} can be of this model: one that is more than 2^16 times
   * larger than any training row's has another scale.
   */
  public static boolean isInRange(int z, int referenceExponent) {
    return z - referenceExponent <= MOST_ABOVE;
  }

  /** Bits by which values of an inference are shifted left, at most 16; negative: right. */
  public static int shift(int z, int referenceExponent) {
    return Math.min(z - referenceExponent, 0) + FINER_BITS;
  }

  /**
   * A value in the unit.
   *
   * @param value in the inference's own unit
   * @param shift of {@link #shift}
   * @return exact for a shift to the left, else without the bits below the unit, toward zero
   */
  public static BigInteger bring(long value, int shift) {
    requireInRange(shift);
    BigInteger magnitude = BigInteger.valueOf(value).abs().shiftLeft(shift);
    return value < 0 ? magnitude.negate() : magnitude;
  }

  static void requireInRange(int shift) {
    if (shift > FINER_BITS) {
      throw new IllegalArgumentException("A shift of " + shift + " bits, beyond " + FINER_BITS);
    }
  }
}
