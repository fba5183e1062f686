package org.tributary.reports.export;

import java.math.BigInteger;

/**
 * What is known of a token at its distributor.
 *
 * @param open what can be claimed from it and wasn't yet, address by address, base units: what one
 *     has claimed too much is nobody else's claim less. Of a one-shot kind what the settlement pays
 * @param balance what it holds, base units
 */
public record Funds(BigInteger open, BigInteger balance) {
  /** What is missing so that everybody can claim all, 0 where nothing is. */
  public BigInteger missing() {
    return open.subtract(balance).max(BigInteger.ZERO);
  }
}
