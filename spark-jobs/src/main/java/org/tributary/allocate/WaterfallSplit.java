package org.tributary.allocate;

import java.io.Serializable;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.tributary.ledger.Account;
import org.tributary.ledger.Amounts;
import org.tributary.ledger.LargestRemainder;
import org.tributary.schemas.ErrorCode;
import org.tributary.schemas.TributaryException;
import org.tributary.schemas.policy.Policy;
import org.tributary.schemas.policy.PolicyBook;
import org.tributary.schemas.policy.Role;
import org.tributary.schemas.policy.Token;

/**
 * Divides one fee, or one inference's part of a reward, under the policy of its date: metered
 * infrastructure first, then parts per million of the rest, then the contributors' part by
 * attribution. What comes out sums to what went in, exactly.
 *
 * @param policies policy by date
 * @param owners developers of the models
 */
record WaterfallSplit(PolicyBook policies, ModelOwners owners) implements Serializable {
  /** The roles that share the rest; equal remainders are served in this order. */
  private static final List<Role> SHARING =
      List.of(Role.PLATFORM, Role.MODEL_DEVELOPER, Role.BASE_MODEL_DEVELOPER, Role.CONTRIBUTOR);

  private static final BigInteger MILLION = BigInteger.valueOf(1_000_000);

  /**
   * The entitlements of {@code income}; parts of zero are left out.
   *
   * @param attribution rows of the inference, in any order
   */
  List<Entitlement> split(Income income, List<AttributionShare> attribution) {
    Amounts.requireIncome(income.amount(), income.kind() + " of " + income.sourceId());
    Policy policy = policies.inForceOn(income.logDate());
    Token token = tokenOf(policy, income.tokenId(), income.kind() + " of " + income.sourceId());
    Collector out = new Collector(income, policy);
    BigInteger infrastructure = infrastructure(income, policy, token);
    income
        .metering()
        .ifPresent(
            metering ->
                out.add(Role.INFRASTRUCTURE, new Account.Payee(metering.nodeId()), infrastructure));
    BigInteger rest = income.amount().subtract(infrastructure);
    List<BigInteger> parts =
        LargestRemainder.splitByLongs(
            rest,
            SHARING.stream().map(role -> (long) policy.waterfall().sharesPpm().get(role)).toList());
    out.add(Role.PLATFORM, Account.parse(policy.accounts().platform()), parts.get(0));
    out.add(
        Role.MODEL_DEVELOPER,
        new Account.Payee(owners.developerOf(income.modelId())),
        parts.get(1));
    out.add(
        Role.BASE_MODEL_DEVELOPER,
        new Account.Payee(owners.baseDeveloperOf(income.modelId())),
        parts.get(2));
    out.addAll(ContributorSplit.split(income.inferenceId(), parts.get(3), attribution));
    return out.entitlements;
  }

  /** The policy's token, or an error that names who pays in it. */
  static Token tokenOf(Policy policy, String tokenId, String payment) {
    Token token = policy.tokens().get(tokenId);
    if (token == null) {
      throw TributaryException.of(
          ErrorCode.INPUT_INCONSISTENT,
          "The %s is in token %s, which policy %s doesn't name. Add the token to a policy.",
          payment,
          tokenId,
          policy.policyId());
    }
    return token;
  }

  private static BigInteger infrastructure(Income income, Policy policy, Token token) {
    if (income.metering().isEmpty()) {
      return BigInteger.ZERO;
    }
    BigInteger metered =
        token.ratePerGpuMs().multiply(BigInteger.valueOf(income.metering().get().gpuMs()));
    BigInteger cap =
        income
            .amount()
            .multiply(BigInteger.valueOf(policy.waterfall().infrastructureCapPpm()))
            .divide(MILLION);
    return metered.min(cap);
  }

  /** Entitlements of one income. */
  private static final class Collector {
    private final Income income;
    private final Policy policy;
    private final List<Entitlement> entitlements = new ArrayList<>();

    Collector(Income income, Policy policy) {
      this.income = income;
      this.policy = policy;
    }

    void add(Role role, Account account, BigInteger amount) {
      add(role, account, Optional.empty(), amount, Optional.empty(), Optional.empty());
    }

    void addAll(List<ContributorSplit.Part> parts) {
      Account nobody = Account.parse(policy.accounts().unattributed());
      for (ContributorSplit.Part part : parts) {
        if (part.contributorId().isPresent()) {
          Account contributor = new Account.Payee(part.contributorId().get());
          add(
              Role.CONTRIBUTOR,
              contributor,
              part.datanetId(),
              part.amount(),
              part.shareStandardError(),
              part.reasonCode());
        } else {
          add(
              Role.UNATTRIBUTED,
              nobody,
              part.datanetId(),
              part.amount(),
              Optional.empty(),
              part.reasonCode());
        }
      }
    }

    private void add(
        Role role,
        Account account,
        Optional<String> datanetId,
        BigInteger amount,
        Optional<Long> shareStandardError,
        Optional<String> reasonCode) {
      if (amount.signum() == 0) {
        return;
      }
      entitlements.add(
          new Entitlement(
              income.logDate(),
              income.kind(),
              income.sourceId(),
              Optional.of(income.inferenceId()),
              Optional.of(income.modelId()),
              income.tokenId(),
              role,
              account,
              datanetId,
              amount,
              shareStandardError,
              reasonCode,
              policy.policyId()));
    }
  }
}
