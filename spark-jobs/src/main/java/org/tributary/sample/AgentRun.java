package org.tributary.sample;

import java.math.BigInteger;
import java.time.Instant;
import java.util.Map;
import org.tributary.sample.landing.Fields;

/**
 * One row of the agent runs.
 *
 * @param agentRunId unique
 * @param endedAt when it ended
 * @param agentId agent
 * @param payerId who put up the reward
 * @param outcome SUCCEEDED, FAILED or DISPUTED
 * @param tokenId token of the reward
 * @param reward base units
 */
record AgentRun(
    String agentRunId,
    Instant endedAt,
    String agentId,
    String payerId,
    String outcome,
    String tokenId,
    BigInteger reward) {
  Map<String, Object> row() {
    return Fields.of("agent_run_id", agentRunId)
        .and("ended_at", endedAt)
        .and("agent_id", agentId)
        .and("owner_id", Parties.ownerOf(agentId))
        .and("payer_id", payerId)
        .and("outcome", outcome)
        .and("token_id", tokenId)
        .and("reward", reward)
        .row();
  }
}
