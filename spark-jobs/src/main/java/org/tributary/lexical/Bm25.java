package org.tributary.lexical;

import java.io.Serializable;
import java.math.BigInteger;
import org.tributary.text.Bits;

/**
 * BM25 in integers (Robertson and Zaragoza, The Probabilistic Relevance Framework: BM25 and Beyond,
 * 2009), with the inverse document frequency that Lucene uses, {@code log((N + 1) / (n + 1/2))},
 * which is never negative. Logarithms are binary and in units of 2^-16 bits; everything is rounded
 * down.
 *
 * @param k1Ppm k1, parts per million
 * @param bPpm b, parts per million
 * @param contributions N: contributions of the training set
 * @param tokens of all of them
 */
public record Bm25(int k1Ppm, int bPpm, long contributions, long tokens) implements Serializable {
  private static final BigInteger MILLION = BigInteger.valueOf(1_000_000);
  private static final int FRACTION = 16;
  private static final int PART = 32;

  /** A count above this counts as this: k1 has left nothing of the difference. */
  private static final int MOST = 1 << 14;

  /**
   * What a term tells, 2^-16 bits.
   *
   * @param holders n: contributions that have it
   */
  public long information(long holders) {
    return Bits.log2(
        Math.addExact(Math.multiplyExact(2, contributions), 2), Math.addExact(2 * holders, 1));
  }

  /**
   * {@code k1 (1 - b + b length / mean length)}, in units of 2^-16: the count at which a
   * contribution has half of what a term tells.
   */
  public long half(int length) {
    BigInteger all = BigInteger.valueOf(Math.max(1, tokens));
    BigInteger flat = MILLION.subtract(BigInteger.valueOf(bPpm)).multiply(all);
    BigInteger scaled =
        BigInteger.valueOf(bPpm)
            .multiply(BigInteger.valueOf(length))
            .multiply(BigInteger.valueOf(contributions));
    return BigInteger.valueOf(k1Ppm)
        .multiply(flat.add(scaled))
        .shiftLeft(FRACTION)
        .divide(MILLION.multiply(MILLION).multiply(all))
        .longValueExact();
  }

  /**
   * {@code information count / (count + half)}: how much of what a term tells a contribution has.
   *
   * @param information of the term, 2^-16 bits
   * @param count how often the contribution has it
   * @param half as {@link #half}
   */
  static long weight(long information, int count, long half) {
    long counted = (long) Math.min(count, MOST) << FRACTION;
    if (counted == 0) {
      return 0;
    }
    long part = Long.divideUnsigned(counted << PART, counted + half);
    return Math.multiplyHigh(information, part) << PART | (information * part) >>> PART;
  }
}
