package org.tributary.safety;

import java.math.BigInteger;

/**
 * Somebody's decision to let a run pass a bound.
 *
 * @param figure what was measured then; a run that measures more is stopped again
 */
public record Approval(
    Bound bound, String tokenId, BigInteger figure, String approvedBy, String reason) {
  boolean covers(Breach breach) {
    return bound == breach.bound()
        && tokenId.equals(breach.tokenId())
        && breach.figure().compareTo(figure) <= 0;
  }
}
