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
    WaterfallSplit waterfall =
        new WaterfallSplit(policies, world.owners(), world.datanets(), world.worths());
    RewardSplit rewards = new RewardSplit(policies);
    List<World.LogRow> log =
        world.log().stream().filter(row -> !row.logDate().isAfter(closeDate)).toList();
    List<AgentRun> runs =
        world.agentRuns().stream().filter(run -> !run.logDate().isAfter(closeDate)).toList();
    Map<String, Long> times = times(world, log);
    List<Entitlement> entitlements = new ArrayList<>();
    for (World.LogRow row : log) {
      Income income =
          row.income(times.getOrDefault(row.inferenceId(), row.gpuMs()), agent(world, row, runs));
      entitlements.addAll(waterfall.split(income, world.attribution().get(row.inferenceId())));
    }
    for (AgentRun run : runs) {
      RewardSplit.Result result = rewards.split(run, steps(world, log, run));
      result.whole().ifPresent(entitlements::add);
      for (Income part : result.parts()) {
        entitlements.addAll(waterfall.split(part, world.attribution().get(part.inferenceId())));
      }
    }
    return entitlements;
  }

  /** The run of a call that is its step; a run that isn't on record may have it as one. */
  private static Optional<Income.Agent> agent(
      World world, World.LogRow row, List<AgentRun> onRecord) {
    if (row.agentRunId().isEmpty()) {
      return Optional.empty();
    }
    Optional<AgentRun> run =
        onRecord.stream()
            .filter(each -> each.agentRunId().equals(row.agentRunId().get()))
            .findFirst();
    if (run.isEmpty()) {
      return Optional.of(new Income.Agent(row.agentRunId().get(), Optional.empty()));
    }
    return run.filter(each -> world.isStep(row, each))
        .map(each -> new Income.Agent(each.agentRunId(), Optional.of(each.ownerId())));
  }

  private Map<String, Long> times(World world, List<World.LogRow> log) {
    Map<String, Long> times = new TreeMap<>();
    for (World.Batch batch : world.batches()) {
      List<BatchSplit.Member> members =
          log.stream()
              .filter(row -> batch.inferenceIds().contains(row.inferenceId()))
              .map(row -> new BatchSplit.Member(row.inferenceId(), row.tokens()))
              .toList();
      if (!members.isEmpty() && !batch.logDate().isAfter(closeDate)) {
        BatchSplit.split(batch.gpuMs(), members)
            .forEach(part -> times.merge(part.inferenceId(), part.gpuMs(), Long::sum));
      }
    }
    return times;
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

  private static List<AgentRun.Step> steps(World world, List<World.LogRow> log, AgentRun run) {
    return log.stream()
        .filter(row -> world.isStep(row, run))
        .map(
            row ->
                new AgentRun.Step(
                    row.inferenceId(),
                    row.modelId(),
                    row.tokenId(),
                    row.fee(),
                    row.tokens(),
                    row.declaredPpm()))
        .toList();
  }
}
