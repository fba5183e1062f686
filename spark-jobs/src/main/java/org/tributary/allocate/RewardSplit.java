package org.tributary.allocate;

import java.io.Serializable;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.tributary.ledger.Account;
import org.tributary.ledger.Amounts;
import org.tributary.ledger.LargestRemainder;
import org.tributary.schemas.policy.Policy;
import org.tributary.schemas.policy.PolicyBook;
import org.tributary.schemas.policy.Role;

/**
 * Divides the reward of an agent run among its steps, or sends it whole to where its outcome says.
 *
 * @param policies policy by date
 */
record RewardSplit(PolicyBook policies) implements Serializable {
  /** Where the reward of a failed run waits that isn't refunded. */
  private static final Account FAILED = new Account.Suspense("failed");

  /**
   * What becomes of a reward.
   *
   * @param parts one for each step that gets something; each flows like a fee
   * @param whole the entitlement of a reward that isn't divided
   */
  record Result(List<Income> parts, Optional<Entitlement> whole) {}

  /**
   * Splits the reward of {@code run}. A run that succeeded pays its steps as the policy says.
   *
   * @param steps its inferences up to the close date, in any order
   */
  Result split(AgentRun run, List<AgentRun.Step> steps) {
    String what = "REWARD of " + run.agentRunId();
    Amounts.requireIncome(run.reward(), what);
    Policy policy = policies.inForceOn(run.logDate());
    WaterfallSplit.tokenOf(policy, run.tokenId(), what);
    return switch (run.outcome()) {
      case FAILED -> failed(run, policy);
      case DISPUTED -> whole(run, policy, Role.DISPUTED, Account.DISPUTED, "RUN_DISPUTED");
      case SUCCEEDED ->
          steps.isEmpty()
              ? whole(run, policy, Role.UNATTRIBUTED, nobody(run, policy), "NO_STEPS")
              : new Result(parts(run, policy, steps), Optional.empty());
    };
  }

  private static Result failed(AgentRun run, Policy policy) {
    return switch (policy.agents().failure()) {
      case REFUND ->
          whole(run, policy, Role.REFUND, new Account.Payer(run.payerId()), "RUN_FAILED");
      case HOLD -> whole(run, policy, Role.REFUND, FAILED, "RUN_FAILED_HELD");
    };
  }

  /** Where a reward without steps goes; no model says whose declared shares could count. */
  private static Account nobody(AgentRun run, Policy policy) {
    return switch (policy.waterfall().unattributed()) {
      case ACCOUNT, DECLARED -> Account.parse(policy.accounts().unattributed());
      case TREASURY -> Account.parse(policy.accounts().treasury());
      case PAYER -> new Account.Payer(run.payerId());
    };
  }

  private static List<Income> parts(AgentRun run, Policy policy, List<AgentRun.Step> unordered) {
    List<AgentRun.Step> steps =
        unordered.stream().sorted(Comparator.comparing(AgentRun.Step::inferenceId)).toList();
    List<BigInteger> amounts =
        LargestRemainder.split(run.reward(), StepWeights.of(policy.agents().rewardBy(), steps));
    List<Income> parts = new ArrayList<>();
    for (int i = 0; i < steps.size(); i++) {
      if (amounts.get(i).signum() > 0) {
        parts.add(
            new Income(
                SourceKind.REWARD,
                run.agentRunId(),
                run.logDate(),
                run.tokenId(),
                amounts.get(i),
                steps.get(i).inferenceId(),
                steps.get(i).modelId(),
                Optional.empty(),
                run.payerId(),
                Optional.of(agent(run))));
      }
    }
    return parts;
  }

  /** A run without a usable owner: the owner's part waits, as that of a run not on record. */
  private static Income.Agent agent(AgentRun run) {
    return new Income.Agent(
        run.agentRunId(), Optional.of(run.ownerId()).filter(owner -> !owner.isBlank()));
  }

  private static Result whole(
      AgentRun run, Policy policy, Role role, Account account, String reasonCode) {
    if (run.reward().signum() == 0) {
      return new Result(List.of(), Optional.empty());
    }
    return new Result(
        List.of(),
        Optional.of(
            new Entitlement(
                run.logDate(),
                SourceKind.REWARD,
                run.agentRunId(),
                Optional.empty(),
                Optional.empty(),
                run.tokenId(),
                role,
                account,
                Optional.empty(),
                run.reward(),
                Optional.empty(),
                Optional.of(reasonCode),
                policy.policyId())));
  }
}
