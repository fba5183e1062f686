package org.tributary.influence;

import java.io.Serializable;
import org.tributary.schemas.policy.Preconditioner;

/**
 * What all rows of a model share under one setting.
 *
 * @param dimension K
 * @param rows exponents of the scoring rows
 * @param contributorVectors exponents of the contributor vectors
 * @param referenceExponent largest exponent of a training example in the layout's coordinates
 * @param contributors how many vectors
 * @param scoredRows how many scoring rows
 * @param sumShift signed sums of a contributor's row scores fit 64 bits after a right shift by it
 */
public record SettingNumbers(
    int dimension,
    ExponentRange rows,
    ExponentRange contributorVectors,
    int referenceExponent,
    int contributors,
    long scoredRows,
    int sumShift)
    implements Serializable {
  /** Bits of an int8 product of {@link SketchLayout#LARGEST_DIMENSION} dimensions. */
  private static final int PRODUCT_BITS = 31;

  private static final int SUM_BITS = 62;

  /**
   * Shift of sums over that many rows of these exponents.
   *
   * @param mostRows scored rows of the contributor who has most
   */
  public static int sumShift(ExponentRange rows, long mostRows) {
    int count = mostRows <= 1 ? 0 : Long.SIZE - Long.numberOfLeadingZeros(mostRows - 1);
    return Math.max(0, PRODUCT_BITS + rows.highest() - rows.lowest() + count - SUM_BITS);
  }

  /** The reference exponent of a setting; a vector of unit norm has entries up to 1. */
  public static int referenceExponent(
      ScaleSurvey survey, SketchLayout balanced, InfluenceSetting setting) {
    return setting.preconditioner() == Preconditioner.GRADIENT_COSINE
        ? Quantizer.exponentOf(1)
        : survey.largestExponent(Preconditioning.layout(balanced, setting));
  }
}
