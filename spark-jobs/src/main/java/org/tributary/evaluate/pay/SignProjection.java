package org.tributary.evaluate.pay;

/**
 * A random projection by signs (Achlioptas 2003): products of projected vectors are, but for noise,
 * those of the vectors.
 */
final class SignProjection {
  /** Dimensions of a projected vector. */
  static final int DIMENSION = 512;

  private static final long SEED = 5;
  private static final double SCALE = 1 / StrictMath.sqrt(DIMENSION);
  private static final int MOST_INPUTS = 2_080;
  private static final double[] SIGNS = signs();

  private SignProjection() {}

  /** Projects the first {@code length} entries of {@code vector}. */
  static double[] apply(double[] vector, int length) {
    double[] projected = new double[DIMENSION];
    for (int i = 0; i < length; i++) {
      double scaled = vector[i] * SCALE;
      if (scaled != 0) {
        int row = i * DIMENSION;
        for (int j = 0; j < DIMENSION; j++) {
          projected[j] += scaled * SIGNS[row + j];
        }
      }
    }
    return projected;
  }

  private static double[] signs() {
    RandomNumbers random = new RandomNumbers(SEED);
    double[] signs = new double[MOST_INPUTS * DIMENSION];
    for (int i = 0; i < signs.length; i++) {
      signs[i] = random.below(2) == 0 ? 1 : -1;
    }
    return signs;
  }
}
