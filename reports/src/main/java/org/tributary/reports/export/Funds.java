package org.tributary.reports.export;

import java.math.BigInteger;

/**
 * What is known of a token at its distributor.
 *
 * @param claimed what was claimed from it so far, base units
 * @param balance what it holds, base units
 */
public record Funds(BigInteger claimed, BigInteger balance) {
  /** What is missing so that everybody can claim all of {@code total}, 0 where nothing is. */
  public BigInteger missing(BigInteger total) {
    return total.subtract(claimed).subtract(balance).max(BigInteger.ZERO);
  }
}
