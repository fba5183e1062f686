package org.tributary.allocate;

import java.math.BigInteger;
import java.util.List;
import org.tributary.schemas.policy.AgentRule.RewardBy;

/** What the steps of an agent run share its reward, or its failure, by. */
final class StepWeights {
  private StepWeights() {}

  /**
   * A weight for each step, in the order of {@code steps}; equal ones where all would be zero, and
   * where fees are in several tokens, whose base units don't compare.
   *
   * @param steps at least one
   */
  static List<BigInteger> of(RewardBy by, List<AgentRun.Step> steps) {
    List<BigInteger> weights = steps.stream().map(step -> weight(by, step)).toList();
    boolean allZero = weights.stream().allMatch(weight -> weight.signum() == 0);
    boolean comparable =
        by != RewardBy.FEE || steps.stream().map(AgentRun.Step::tokenId).distinct().count() == 1;
    return allZero || !comparable ? steps.stream().map(step -> BigInteger.ONE).toList() : weights;
  }

  private static BigInteger weight(RewardBy by, AgentRun.Step step) {
    return switch (by) {
      case FEE -> step.fee();
      case TOKENS -> BigInteger.valueOf(step.tokens());
      case EQUAL -> BigInteger.ONE;
      case DECLARED -> BigInteger.valueOf(step.declaredPpm());
    };
  }
}
