package org.tributary.influence.groups;

import java.io.Serializable;

/**
 * The buckets of a row under a {@link BandPlan}: signs of random projections, the same on every
 * machine, since all of it is sums of integers.
 *
 * <p>A block of projections is {@code H D3 H D2 H D1 q}: q filled with zeros to a power of two, D
 * random signs, H the Hadamard transform. This acts like a random rotation (Ailon and Chazelle, The
 * fast Johnson-Lindenstrauss transform, 2009; Andoni et al., Practical and optimal LSH for angular
 * distance, 2015, section 4) and costs k log k for k projections instead of k^2. The projections of
 * a block stand at right angles, so bands take their bits from far-apart places and several blocks.
 */
public final class Buckets implements Serializable {
  /** Names the family of projections; another one would find other pairs. */
  private static final long SEED = 0x7472_6962_7574_6172L;

  private static final int ROUNDS = 3;
  private static final int LEAST_WIDTH = 64;

  private final BandPlan plan;
  private final int dimension;
  private final int width;
  private final int blocks;

  private Buckets(BandPlan plan, int dimension) {
    this.plan = plan;
    this.dimension = dimension;
    // Up to 2^17 entries of 127 grow to 127 x 2^51.
    this.width = Math.max(LEAST_WIDTH, Integer.highestOneBit(2 * dimension - 1));
    this.blocks = (plan.bits() * plan.bands() + width - 1) / width;
  }

  public static Buckets of(BandPlan plan, int dimension) {
    if (dimension < 1) {
      throw new IllegalArgumentException("Rows of " + dimension + " dimensions have no direction");
    }
    return new Buckets(plan, dimension);
  }

  /**
   * The buckets of a row, one a band. Buckets of different bands have different numbers; rows with
   * one direction have the same.
   */
  public long[] of(byte[] q) {
    if (q.length != dimension) {
      throw new IllegalArgumentException(
          "A row of " + q.length + " dimensions among rows of " + dimension);
    }
    long[] buckets = new long[plan.bands()];
    int bit = 0;
    for (int block = 0; block < blocks; block++) {
      long[] projections = projections(q, block);
      for (int j = 0; j < width && bit < plan.bits() * plan.bands(); j++, bit++) {
        int band = bit % plan.bands();
        buckets[band] = buckets[band] << 1 | (projections[j] < 0 ? 1 : 0);
      }
    }
    for (int band = 0; band < buckets.length; band++) {
      buckets[band] |= (long) band << Integer.SIZE;
    }
    return buckets;
  }

  private long[] projections(byte[] q, int block) {
    long[] x = new long[width];
    for (int j = 0; j < q.length; j++) {
      x[j] = q[j];
    }
    for (int round = 0; round < ROUNDS; round++) {
      flip(x, (long) (ROUNDS * block + round) * width);
      hadamard(x);
    }
    return x;
  }

  /** D: entry j changes its sign where bit {@code first + j} of the random stream is set. */
  private static void flip(long[] x, long first) {
    for (int word = 0; word < x.length / Long.SIZE; word++) {
      long signs = mixed(SEED + first / Long.SIZE + word);
      for (int j = 0; j < Long.SIZE; j++) {
        // -1 where the bit is set: (v ^ -1) - -1 is -v.
        long minus = -(signs >>> j & 1);
        x[word * Long.SIZE + j] = (x[word * Long.SIZE + j] ^ minus) - minus;
      }
    }
  }

  private static void hadamard(long[] x) {
    for (int half = 1; half < x.length; half *= 2) {
      for (int start = 0; start < x.length; start += 2 * half) {
        for (int j = start; j < start + half; j++) {
          long sum = x[j] + x[j + half];
          x[j + half] = x[j] - x[j + half];
          x[j] = sum;
        }
      }
    }
  }

  /** The finalizer of SplitMix64 (Steele, Lea and Flood, 2014) over its Weyl sequence. */
  private static long mixed(long index) {
    long z = index * 0x9E37_79B9_7F4A_7C15L;
    z = (z ^ z >>> 30) * 0xBF58_476D_1CE4_E5B9L;
    z = (z ^ z >>> 27) * 0x94D0_49BB_1331_11EBL;
    return z ^ z >>> 31;
  }
}
