package org.tributary.allocate;

import java.math.BigInteger;
import java.time.LocalDate;

/**
 * An agent run with its reward.
 *
 * @param logDate UTC date on which it ended; its reward is settled for that date
 * @param payerId account that put up the reward
 * @param reward base units
 */
record AgentRun(
    String agentRunId,
    LocalDate logDate,
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
   */
  record Step(String inferenceId, String modelId, String tokenId, BigInteger fee) {}
}
