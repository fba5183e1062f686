package org.tributary.influence.groups;

import java.io.Serializable;

/**
 * How rows are put into buckets so that near rows meet: in each of several bands a row's bucket is
 * named by the signs of some of its random projections (Charikar, Similarity estimation techniques
 * from rounding algorithms, STOC 2002).
 *
 * <p>Two rows at angle t agree in a sign with probability {@code p = 1 - t / pi}, in all b bits of
 * a band with p^b, and meet in some of L bands with {@code 1 - (1 - p^b)^L}. L is the least number
 * that makes this 0.999 for rows whose cosine is just the bound; rows that are nearer meet more
 * surely, copies always. With b = log2(n) - 3 bits, rounded up, about eight to sixteen rows of n
 * meet in a bucket by chance: then hashing costs as much as comparing. A low bound would need a
 * band for every row; there b is so small that 128 bands are enough, and buckets are fuller.
 *
 * @param bits of a band; 0: there is one bucket, and every row meets every other
 * @param bands how many
 */
public record BandPlan(int bits, int bands) implements Serializable {
  /** A training set up to this size is one bucket: nothing is missed. */
  public static final int ONE_BUCKET = 1_024;

  private static final double MISSED = 0.001;
  private static final int MOST_BANDS = 128;

  /**
   * @param rows of the training set
   * @param nearness what near is
   */
  public static BandPlan of(long rows, Nearness nearness) {
    if (rows <= ONE_BUCKET) {
      return new BandPlan(0, 1);
    }
    int bits = Long.SIZE - Long.numberOfLeadingZeros(rows - 1) - 3;
    while (bits > 1 && bandsFor(bits, nearness) > MOST_BANDS) {
      bits--;
    }
    return new BandPlan(bits, (int) bandsFor(bits, nearness));
  }

  private static double bandsFor(int bits, Nearness nearness) {
    double met = StrictMath.pow(agreement(nearness.cosinePpm()), bits);
    return StrictMath.ceil(StrictMath.log(MISSED) / StrictMath.log1p(-met));
  }

  private static double agreement(int cosinePpm) {
    return 1 - StrictMath.acos(cosinePpm / (double) Nearness.ONE) / Math.PI;
  }

  /** The chance that two rows of a cosine meet. */
  public double recall(int cosinePpm) {
    double met = StrictMath.pow(agreement(cosinePpm), bits);
    return 1 - StrictMath.pow(1 - met, bands);
  }
}
