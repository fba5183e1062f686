package org.tributary.allocate;

import java.math.BigInteger;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.tributary.ledger.Account;
import org.tributary.schemas.policy.Policy;
import org.tributary.schemas.policy.Role;

/**
 * Collects the entitlements of one income; what is zero is left out. What one account gets twice
 * for the same reason (two datanets without a curator that go to the same declared contributor) is
 * one entitlement: the key of table entitlements names it once.
 */
final class Payees {
  /** Reason code of what method declared attributes. */
  private static final String DECLARED = "DECLARED";

  private static final Account MODEL_CHAIN = new Account.Suspense("model-chain");
  private static final Account AGENT_OWNER = new Account.Suspense("agent-owner");

  private final Income income;
  private final Policy policy;
  private final Datanets datanets;
  private final Map<Key, Entitlement> entitlements = new LinkedHashMap<>();

  /** What tells the entitlements of one income apart. */
  private record Key(
      Role role, Account account, Optional<String> datanetId, Optional<String> reasonCode) {}

  Payees(Income income, Policy policy, Datanets datanets) {
    this.income = income;
    this.policy = policy;
    this.datanets = datanets;
  }

  List<Entitlement> entitlements() {
    return List.copyOf(entitlements.values());
  }

  void pay(Role role, Account account, BigInteger amount) {
    add(role, account, Optional.empty(), amount, Optional.empty(), Optional.empty());
  }

  /** A developer's part that waits until the chain of models is mended. */
  void payBrokenChain(Role role, BigInteger amount, String reasonCode) {
    add(role, MODEL_CHAIN, Optional.empty(), amount, Optional.empty(), Optional.of(reasonCode));
  }

  /** The part of the agent's owner; it waits where the agent run isn't on record yet. */
  void payOwner(Income.Agent agent, BigInteger amount) {
    if (agent.ownerId().isPresent()) {
      pay(Role.AGENT_OWNER, new Account.Payee(agent.ownerId().get()), amount);
    } else {
      add(
          Role.AGENT_OWNER,
          AGENT_OWNER,
          Optional.empty(),
          amount,
          Optional.empty(),
          Optional.of("NO_AGENT_RUN"));
    }
  }

  void payCurators(List<CuratorSplit.Part> parts) {
    for (CuratorSplit.Part part : parts) {
      if (part.curatorId().isPresent()) {
        add(
            Role.DATANET_CURATOR,
            new Account.Payee(part.curatorId().get()),
            part.datanetId(),
            part.amount(),
            Optional.empty(),
            Optional.empty());
      } else {
        payNobody(
            part.datanetId(),
            part.amount(),
            part.datanetId().isPresent() ? "NO_CURATOR" : "NO_DATANET");
      }
    }
  }

  void payContributors(List<ContributorSplit.Part> parts) {
    for (ContributorSplit.Part part : parts) {
      if (part.contributorId().isPresent()) {
        add(
            Role.CONTRIBUTOR,
            new Account.Payee(part.contributorId().get()),
            part.datanetId(),
            part.amount(),
            part.shareStandardError(),
            part.reasonCode());
      } else if (part.reasonCode().orElseThrow().equals(DECLARED)) {
        payDeclared(part.datanetId(), part.amount());
      } else {
        payNobody(part.datanetId(), part.amount(), part.reasonCode().orElseThrow());
      }
    }
  }

  /** What method declared attributes: the same for every inference, so attribute leaves it here. */
  private void payDeclared(Optional<String> datanetId, BigInteger amount) {
    List<DeclaredSplit.Part> parts = DeclaredSplit.split(income.modelId(), amount, datanets);
    if (parts.isEmpty()) {
      payNobody(datanetId, amount, DECLARED);
    }
    payDeclared(parts, DECLARED);
  }

  private void payDeclared(List<DeclaredSplit.Part> parts, String reasonCode) {
    for (DeclaredSplit.Part part : parts) {
      add(
          Role.CONTRIBUTOR,
          new Account.Payee(part.contributorId()),
          Optional.of(part.datanetId()),
          part.amount(),
          Optional.empty(),
          Optional.of(reasonCode));
    }
  }

  /** What has no payee goes where the policy says. */
  private void payNobody(Optional<String> datanetId, BigInteger amount, String reasonCode) {
    switch (policy.waterfall().unattributed()) {
      case ACCOUNT -> unattributed(accountOfPolicy(), datanetId, amount, reasonCode);
      case TREASURY ->
          unattributed(Account.parse(policy.accounts().treasury()), datanetId, amount, reasonCode);
      case PAYER ->
          unattributed(new Account.Payer(income.payerId()), datanetId, amount, reasonCode);
      case DECLARED -> {
        List<DeclaredSplit.Part> parts = DeclaredSplit.split(income.modelId(), amount, datanets);
        if (parts.isEmpty()) {
          unattributed(accountOfPolicy(), datanetId, amount, reasonCode);
        }
        payDeclared(parts, DECLARED + "_" + reasonCode);
      }
    }
  }

  private Account accountOfPolicy() {
    return Account.parse(policy.accounts().unattributed());
  }

  private void unattributed(
      Account account, Optional<String> datanetId, BigInteger amount, String reasonCode) {
    add(Role.UNATTRIBUTED, account, datanetId, amount, Optional.empty(), Optional.of(reasonCode));
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
    entitlements.merge(
        new Key(role, account, datanetId, reasonCode),
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
            policy.policyId()),
        Entitlement::plus);
  }
}
