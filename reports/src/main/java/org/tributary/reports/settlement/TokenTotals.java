package org.tributary.reports.settlement;

import java.math.BigInteger;

/**
 * Sums of one token over a settlement, base units.
 *
 * @param token the token
 * @param cumulative of all leaves
 * @param delta what this settlement adds to all leaves
 * @param held of all accounts
 * @param debt of all accounts
 */
public record TokenTotals(
    SettlementToken token,
    BigInteger cumulative,
    BigInteger delta,
    BigInteger held,
    BigInteger debt) {
  static TokenTotals none(SettlementToken token) {
    return new TokenTotals(
        token, BigInteger.ZERO, BigInteger.ZERO, BigInteger.ZERO, BigInteger.ZERO);
  }

  TokenTotals plusLeaf(BigInteger leafCumulative, BigInteger leafDelta) {
    return new TokenTotals(token, cumulative.add(leafCumulative), delta.add(leafDelta), held, debt);
  }

  TokenTotals plusHeld(BigInteger heldAmount, BigInteger debtAmount) {
    return new TokenTotals(token, cumulative, delta, held.add(heldAmount), debt.add(debtAmount));
  }
}
