package org.tributary.schemas.policy;

import java.io.Serializable;
import java.math.BigInteger;
import java.util.Map;

/**
 * Bounds that stop a run before it is published: block {@code safety} of a policy.
 *
 * @param mostPaid most that a run may add to the claims, by token id, base units; a token that
 *     isn't named has no bound
 * @param mostChangePpm most that a run may add to the claims, parts per million of the median of
 *     the runs before; 0: no bound
 * @param trailingRuns how many published runs that median is over
 * @param mostNewPayeesPpm most of what a run adds to the claims that may go to payees who were
 *     never paid before, parts per million
 * @param warnConcentrationPpm part of a token's fees by one payer, or of its pay to one payee, from
 *     which the run warns, parts per million; 0: it doesn't
 */
public record SafetyRule(
    Map<String, BigInteger> mostPaid,
    int mostChangePpm,
    int trailingRuns,
    int mostNewPayeesPpm,
    int warnConcentrationPpm)
    implements Serializable {
  /** Stops nothing. */
  public static final SafetyRule NONE = new SafetyRule(Map.of(), 0, 7, 1_000_000, 0);

  public SafetyRule {
    mostPaid = Map.copyOf(mostPaid);
  }
}
