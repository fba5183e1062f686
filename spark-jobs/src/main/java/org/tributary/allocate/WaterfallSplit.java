package org.tributary.allocate;

import java.io.Serializable;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.tributary.ledger.Account;
import org.tributary.ledger.Amounts;
import org.tributary.ledger.LargestRemainder;
import org.tributary.schemas.ErrorCode;
import org.tributary.schemas.TributaryException;
import org.tributary.schemas.policy.Policy;
import org.tributary.schemas.policy.PolicyBook;
import org.tributary.schemas.policy.Role;
import org.tributary.schemas.policy.Token;
import org.tributary.schemas.policy.Waterfall;

/**
 * Divides one fee, or one inference's part of a reward, under the policy of its date: metered
 * infrastructure first, then parts per million of the rest, then the contributors' part by
 * attribution. What comes out sums to what went in, exactly.
 *
 * @param policies policy by date
 * @param owners developers of the models
 * @param datanets curators, and what models were trained on
 * @param worths what contributions are worth beside their attribution
 */
record WaterfallSplit(PolicyBook policies, ModelOwners owners, Datanets datanets, Worths worths)
    implements Serializable {
  /** The roles that share the rest; equal remainders are served in this order. */
  static final List<Role> SHARING =
      List.of(
          Role.PLATFORM,
          Role.MODEL_DEVELOPER,
          Role.ADAPTER_DEVELOPER,
          Role.BASE_MODEL_DEVELOPER,
          Role.DATANET_CURATOR,
          Role.AGENT_OWNER,
          Role.TREASURY,
          Role.CONTRIBUTOR);

  private static final BigInteger MILLION = BigInteger.valueOf(1_000_000);

  /** Where nothing is known of datanets. */
  WaterfallSplit(PolicyBook policies, ModelOwners owners) {
    this(policies, owners, Datanets.NONE, Worths.NONE);
  }

  /**
   * The entitlements of {@code income}; parts of zero are left out.
   *
   * @param attributed rows of the inference, in any order
   */
  List<Entitlement> split(Income income, List<AttributionShare> attributed) {
    Amounts.requireIncome(income.amount(), income.kind() + " of " + income.sourceId());
    Policy policy = policies.inForceOn(income.logDate());
    Token token = tokenOf(policy, income.tokenId(), income.kind() + " of " + income.sourceId());
    List<AttributionShare> attribution =
        worths.applied(policy.worth(), income, attributed, datanets);
    Datanets declared = worths.declared(policy.worth(), income, datanets);
    Payees payees = new Payees(income, policy, declared);
    BigInteger infrastructure = infrastructure(income, policy, token);
    income
        .metering()
        .ifPresent(
            metering ->
                payees.pay(
                    Role.INFRASTRUCTURE, new Account.Payee(metering.nodeId()), infrastructure));
    List<BigInteger> parts =
        LargestRemainder.splitByLongs(
            income.amount().subtract(infrastructure), weights(policy.waterfall(), income));
    payees.pay(
        Role.PLATFORM, Account.parse(policy.accounts().platform()), part(parts, Role.PLATFORM));
    payDeveloper(
        payees,
        Role.MODEL_DEVELOPER,
        owners.developerOf(income.modelId()),
        part(parts, Role.MODEL_DEVELOPER));
    payChain(payees, income, policy, parts);
    payees.payCurators(
        CuratorSplit.split(income, part(parts, Role.DATANET_CURATOR), attribution, declared));
    income.agent().ifPresent(agent -> payees.payOwner(agent, part(parts, Role.AGENT_OWNER)));
    payees.pay(
        Role.TREASURY, Account.parse(policy.accounts().treasury()), part(parts, Role.TREASURY));
    payees.payContributors(
        ContributorSplit.split(income.inferenceId(), part(parts, Role.CONTRIBUTOR), attribution));
    return payees.entitlements();
  }

  private static BigInteger part(List<BigInteger> parts, Role role) {
    return parts.get(SHARING.indexOf(role));
  }

  /** Contributors get the part of the agent's owner where no agent made the call. */
  private static List<Long> weights(Waterfall waterfall, Income income) {
    long ownerPpm = income.agent().isPresent() ? waterfall.sharePpm(Role.AGENT_OWNER) : 0;
    long inItsPlace = waterfall.sharePpm(Role.AGENT_OWNER) - ownerPpm;
    List<Long> weights = new ArrayList<>();
    for (Role role : SHARING) {
      long ppm = role == Role.AGENT_OWNER ? ownerPpm : waterfall.sharePpm(role);
      weights.add(role == Role.CONTRIBUTOR ? ppm + inItsPlace : ppm);
    }
    return weights;
  }

  private void payChain(Payees payees, Income income, Policy policy, List<BigInteger> parts) {
    BigInteger adapters = part(parts, Role.ADAPTER_DEVELOPER);
    BigInteger base = part(parts, Role.BASE_MODEL_DEVELOPER);
    ModelOwners.Chain chain = owners.chainOf(income.modelId(), policy.waterfall().mostModels());
    if (chain.brokenBy().isPresent()) {
      payees.payBrokenChain(Role.ADAPTER_DEVELOPER, adapters, chain.brokenBy().get());
      payees.payBrokenChain(Role.BASE_MODEL_DEVELOPER, base, chain.brokenBy().get());
      return;
    }
    List<String> adapterIds = chain.adapterIds().isEmpty() ? chain.modelIds() : chain.adapterIds();
    List<BigInteger> amounts =
        LargestRemainder.split(adapters, Collections.nCopies(adapterIds.size(), BigInteger.ONE));
    Map<String, BigInteger> developers = new LinkedHashMap<>();
    for (int i = 0; i < adapterIds.size(); i++) {
      developers.merge(owners.developerOf(adapterIds.get(i)), amounts.get(i), BigInteger::add);
    }
    developers.forEach((id, amount) -> payDeveloper(payees, Role.ADAPTER_DEVELOPER, id, amount));
    payDeveloper(payees, Role.BASE_MODEL_DEVELOPER, owners.developerOf(chain.baseModelId()), base);
  }

  /** The part of a model whose row names a blank developer waits until the row is mended. */
  private static void payDeveloper(Payees payees, Role role, String developer, BigInteger amount) {
    if (developer.isBlank()) {
      payees.payBrokenChain(role, amount, "NO_DEVELOPER");
    } else {
      payees.pay(role, new Account.Payee(developer), amount);
    }
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
}
