package org.tributary.influence;

import java.io.Serializable;
import java.math.BigInteger;
import java.util.List;

/**
 * What contributors are worth to an inference of the window in the mean, for drawing the values of
 * a single inference toward it. A gradient that all but vanishes carries little evidence, yet its
 * fee is as large as another's: a mean over the window steadies it, as the estimators of James and
 * Stein (1961) do.
 *
 * @param positive sum of each contributor's positive values over the window, in the {@link
 *     ReferenceUnit}; not negative
 * @param inferences how many inferences the sums are of
 * @param smoothingPpm how many times the mean counts beside the inference's own value, parts per
 *     million
 */
public record WindowMeans(List<BigInteger> positive, long inferences, int smoothingPpm)
    implements Serializable {
  private static final BigInteger MILLION = BigInteger.valueOf(1_000_000);

  public WindowMeans {
    positive = List.copyOf(positive);
    if (inferences < 0 || smoothingPpm < 0) {
      throw new IllegalArgumentException(
          inferences + " inferences, smoothing " + smoothingPpm + " ppm");
    }
  }

  /** What a value of the inference is multiplied by, so that it adds to {@link #meanFactor}'s. */
  BigInteger ownFactor(int shift) {
    BigInteger factor = BigInteger.valueOf(inferences).multiply(MILLION);
    return shift > 0 ? factor.shiftLeft(shift) : factor;
  }

  /** What a sum of the window is multiplied by. */
  BigInteger meanFactor(int shift) {
    BigInteger factor = BigInteger.valueOf(smoothingPpm);
    return shift < 0 ? factor.shiftLeft(-shift) : factor;
  }
}
