package org.tributary.schemas.policy;

import java.io.Serializable;

/**
 * What becomes of the rewards of agent runs.
 *
 * @param rewardBy how a reward is divided among the steps of a run that succeeded
 * @param failure what becomes of the reward of one that failed
 */
public record AgentRule(RewardBy rewardBy, Failure failure) implements Serializable {
  /** Steps share by their fees; a failed run's reward goes back. */
  public static final AgentRule DEFAULT = new AgentRule(RewardBy.FEE, Failure.REFUND);

  /** What a step's part is in proportion to. */
  public enum RewardBy {
    /** Its fee. */
    FEE,
    /** Tokens of its prompt and its output. */
    TOKENS,
    /** Every step the same. */
    EQUAL,
    /** The weight that the agent run declares for it. */
    DECLARED
  }

  /** What becomes of the reward of a failed run. */
  public enum Failure {
    /** It goes back to who put it up. */
    REFUND,
    /** It is kept apart until somebody decides. */
    HOLD
  }
}
