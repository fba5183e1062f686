package org.tributary.allocate;

import java.math.BigInteger;
import java.time.LocalDate;
import java.util.Optional;

/**
 * Money that came in, for one inference.
 *
 * @param kind fee, or part of a reward
 * @param sourceId inference id of a fee, agent run id of a reward
 * @param logDate date that it is settled for: of the inference, or of the agent run
 * @param tokenId token, as the policy names it
 * @param amount base units
 * @param inferenceId inference that earned it
 * @param modelId model of the inference
 * @param metering what served it; empty for a reward, which pays no infrastructure
 * @param payerId account that paid the fee, or put up the reward
 * @param agent the agent that made the call; empty where none did
 */
record Income(
    SourceKind kind,
    String sourceId,
    LocalDate logDate,
    String tokenId,
    BigInteger amount,
    String inferenceId,
    String modelId,
    Optional<Metering> metering,
    String payerId,
    Optional<Agent> agent) {
  /**
   * Metered use of a GPU node.
   *
   * @param nodeId account of the node
   * @param gpuMs GPU milliseconds
   */
  record Metering(String nodeId, long gpuMs) {}

  /**
   * The agent run that an inference is a step of.
   *
   * @param agentRunId agent run
   * @param ownerId account of the agent's owner; empty where the run isn't on record yet
   */
  record Agent(String agentRunId, Optional<String> ownerId) {}
}
