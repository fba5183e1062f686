package org.tributary.safety;

import java.math.BigInteger;
import java.util.List;

/**
 * What a run pays in one token.
 *
 * @param paid what it adds to the claims, base units
 * @param paidToNew of that, to payees who were never paid in the token before
 * @param first whether nothing was claimable in the token before
 * @param before what each of the last published runs added, without those that added nothing
 */
public record RunFigures(
    String tokenId, BigInteger paid, BigInteger paidToNew, boolean first, List<BigInteger> before) {
  public RunFigures {
    before = List.copyOf(before);
  }
}
