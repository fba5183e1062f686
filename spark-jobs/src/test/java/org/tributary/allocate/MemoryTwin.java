package org.tributary.allocate;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.tributary.ledger.EntryKey;
import org.tributary.ledger.Reason;
import org.tributary.ledger.Transaction;
import org.tributary.schemas.policy.PolicyBook;

/** Stage allocate over lists, with the same pure core. */
record MemoryTwin(PolicyBook policies, LocalDate closeDate, String runId) {
  List<Entitlement> entitlements(World world) {
    WaterfallSplit waterfall = new WaterfallSplit(policies, world.owners());
    RewardSplit rewards = new RewardSplit(policies);
    List<World.LogRow> log =
        world.log().stream().filter(row -> !row.logDate().isAfter(closeDate)).toList();
    List<Entitlement> entitlements = new ArrayList<>();
    for (World.LogRow row : log) {
      entitlements.addAll(
          waterfall.split(row.income(), world.attribution().get(row.inferenceId())));
    }
    for (AgentRun run : world.agentRuns()) {
      if (!run.logDate().isAfter(closeDate)) {
        RewardSplit.Result result = rewards.split(run, steps(log, run));
        result.whole().ifPresent(entitlements::add);
        for (Income part : result.parts()) {
          entitlements.addAll(waterfall.split(part, world.attribution().get(part.inferenceId())));
        }
      }
    }
    return entitlements;
  }

  List<Transaction> transactions(List<Entitlement> entitlements, List<Transaction> posted) {
    Map<String, Balances> balances = new TreeMap<>();
    Map<String, Transaction.Id> ids = new TreeMap<>();
    for (Entitlement e : entitlements) {
      Transaction.Id id = new Transaction.Id(runId, e.logDate(), e.tokenId());
      ids.put(id.hash(), id);
      EntryKey key = new EntryKey(e.account(), e.role(), e.modelId(), e.datanetId());
      balances
          .computeIfAbsent(id.hash(), hash -> new Balances())
          .entitled(key, e.sourceKind(), e.amount());
    }
    for (Transaction t : posted) {
      Transaction.Id id = new Transaction.Id(runId, t.id().logDate(), t.id().tokenId());
      ids.put(id.hash(), id);
      Balances date = balances.computeIfAbsent(id.hash(), hash -> new Balances());
      t.entries().forEach(entry -> date.posted(entry.key(), entry.amount()));
      if (t.reason() == Reason.EARNED && !t.entries().isEmpty()) {
        date.first(t.id().hash());
      }
    }
    List<Transaction> transactions = new ArrayList<>();
    balances.forEach((hash, date) -> transactions.add(date.difference(ids.get(hash))));
    return transactions;
  }

  private static List<AgentRun.Step> steps(List<World.LogRow> log, AgentRun run) {
    return log.stream()
        .filter(row -> row.agentRunId().equals(Optional.of(run.agentRunId())))
        .map(row -> new AgentRun.Step(row.inferenceId(), row.modelId(), row.tokenId(), row.fee()))
        .toList();
  }
}
