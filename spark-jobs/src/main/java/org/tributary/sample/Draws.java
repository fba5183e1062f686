package org.tributary.sample;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A stream of pseudo-random integers that is the same on every machine and JDK: SplitMix64 (Steele,
 * Lea, Flood 2014) over a seed and a name. Each part of the world draws from a stream of its own
 * name, so that changing one part leaves the draws of the others as they are. No floating point.
 */
public final class Draws {
  private static final long GOLDEN_GAMMA = 0x9E3779B97F4A7C15L;

  private long state;

  private Draws(long state) {
    this.state = state;
  }

  /** The stream called {@code name} of the world with {@code seed}. */
  public static Draws of(long seed, String name) {
    try {
      MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
      sha256.update(ByteBuffer.allocate(Long.BYTES).putLong(seed).array());
      byte[] hash = sha256.digest(name.getBytes(StandardCharsets.UTF_8));
      return new Draws(ByteBuffer.wrap(hash).getLong());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every JDK has SHA-256", e);
    }
  }

  /** 64 random bits. */
  public long bits() {
    state += GOLDEN_GAMMA;
    long z = state;
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }

  /** A number from 0 to {@code bound} - 1, each as likely as the others. */
  public long below(long bound) {
    if (bound <= 0) {
      throw new IllegalArgumentException("A bound must be positive, not " + bound);
    }
    while (true) {
      long bits = bits() >>> 1;
      long value = bits % bound;
      // The last, incomplete round of the modulo is drawn again.
      if (bits - value + (bound - 1) >= 0) {
        return value;
      }
    }
  }

  /** A number from 0 to {@code bound} - 1, each as likely as the others. */
  public int below(int bound) {
    return Math.toIntExact(below((long) bound));
  }

  /** A number from {@code least} to {@code most}, both included. */
  public int between(int least, int most) {
    return Math.addExact(least, below(most - least + 1));
  }

  /** True in {@code percent} of 100 cases. */
  public boolean chance(int percent) {
    return below(100) < percent;
  }

  /** One of {@code choices}, each as likely as the others. */
  public <T> T pick(List<T> choices) {
    return choices.get(below(choices.size()));
  }

  /** {@code count} numbers from 0 to {@code bound} - 1, ascending; a number may come twice. */
  public List<Integer> sortedBelow(int bound, int count) {
    return IntStream.generate(() -> below(bound)).limit(count).sorted().boxed().toList();
  }

  /** The numbers from 0 to {@code count} - 1 in random order (Fisher-Yates). */
  public int[] permutation(int count) {
    int[] order = new int[count];
    for (int i = 0; i < count; i++) {
      int j = below(i + 1);
      order[i] = order[j];
      order[j] = i;
    }
    return order;
  }
}
