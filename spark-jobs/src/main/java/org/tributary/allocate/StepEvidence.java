package org.tributary.allocate;

import java.math.BigInteger;
import java.util.List;
import java.util.Optional;

/**
 * A step of an agent run, with all that says who shaped it.
 *
 * @param step the step
 * @param attribution its attribution rows of a share above 0
 */
record StepEvidence(AgentRun.Step step, List<Held> attribution) {
  /**
   * An attribution row with its evidence.
   *
   * @param share the row
   * @param scores its contributions that are kept as evidence
   * @param scoreExponent power of two of the scores
   * @param rowPositive what positive scores of all its contributions sum to; empty where the method
   *     doesn't say
   * @param sumExponent power of two of that sum
   */
  record Held(
      AttributionShare share,
      List<Score> scores,
      int scoreExponent,
      Optional<BigInteger> rowPositive,
      int sumExponent) {}

  /** The score of a contribution. */
  record Score(String contributionId, BigInteger score) {}
}
