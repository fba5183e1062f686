package org.tributary.span.credit;

/**
 * Divides the weight of a span among its claims. The earliest gets alpha of it, the others divide
 * the rest equally; units that don't divide go to the earlier ones. With alpha at the whole, nobody
 * gains by holding a copy under another name (robustness to replication, Agarwal, Dahleh and
 * Sarkar, A Marketplace for Data, EC 2019); with less, independent later authors get something, and
 * so do copyists.
 */
public final class ClaimSplit {
  private static final long MILLION = 1_000_000;

  private ClaimSplit() {}

  /**
   * The parts, in the order of the claims; they sum to the weight.
   *
   * @param weight not negative
   * @param claims how many, by priority, at least 1
   * @param alphaPpm the part of the earliest, parts per million, 0 to 1,000,000
   */
  public static long[] of(long weight, int claims, int alphaPpm) {
    if (weight < 0 || claims < 1 || alphaPpm < 0 || alphaPpm > MILLION) {
      throw new IllegalArgumentException(
          "Can't divide " + weight + " among " + claims + " claims with alpha " + alphaPpm);
    }
    long[] parts = new long[claims];
    if (claims == 1) {
      parts[0] = weight;
      return parts;
    }
    long others = weight - Math.multiplyExact(weight, alphaPpm) / MILLION;
    long each = others / (claims - 1);
    long left = others % (claims - 1);
    for (int i = 1; i < claims; i++) {
      parts[i] = each + (i <= left ? 1 : 0);
    }
    parts[0] = weight - others;
    return parts;
  }
}
