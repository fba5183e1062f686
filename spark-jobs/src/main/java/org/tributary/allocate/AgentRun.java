package org.tributary.allocate;

import java.math.BigInteger;
import java.time.LocalDate;

/**
 * An agent run with its reward.
 *
 * @param logDate UTC date on which it ended; its reward is settled for that date
 * @param ownerId account of the agent's owner
 * @param payerId account that put up the reward
 * @param outcome how it ended, as decided by the close date
 * @param reward base units
 */
record AgentRun(
    String agentRunId,
    LocalDate logDate,
    String ownerId,
    String payerId,
    Outcome outcome,
    String tokenId,
    BigInteger reward) {
  /** How it ended. */
  enum Outcome {
    SUCCEEDED,
    FAILED,
    DISPUTED
  }

  /**
   * An inference that the run made.
   *
   * @param fee base units of {@code tokenId}
   * @param tokens tokens of its prompt and its output; 0 where they weren't logged
   * @param declaredPpm weight that the run declares for it; 0 where it declares none
   */
  record Step(
      String inferenceId,
      String modelId,
      String tokenId,
      BigInteger fee,
      long tokens,
      long declaredPpm) {}
}
