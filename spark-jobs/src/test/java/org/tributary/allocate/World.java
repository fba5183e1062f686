package org.tributary.allocate;

import java.math.BigInteger;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * All that allocate reads, in memory.
 *
 * @param attribution by inference id
 * @param batches batches that inferences were served in
 * @param datanets curators and training sets
 * @param contributions ages and qualities
 */
record World(
    List<LogRow> log,
    List<AgentRun> agentRuns,
    Map<String, List<AttributionShare>> attribution,
    Map<String, ModelOwners.Model> models,
    List<Batch> batches,
    Datanets datanets,
    Map<Worths.Key, List<Worths.Batch>> contributions) {
  World(
      List<LogRow> log,
      List<AgentRun> agentRuns,
      Map<String, List<AttributionShare>> attribution,
      Map<String, ModelOwners.Model> models,
      List<Batch> batches,
      Datanets datanets) {
    this(log, agentRuns, attribution, models, batches, datanets, Map.of());
  }

  World(
      List<LogRow> log,
      List<AgentRun> agentRuns,
      Map<String, List<AttributionShare>> attribution,
      Map<String, ModelOwners.Model> models) {
    this(log, agentRuns, attribution, models, List.of(), Datanets.NONE);
  }

  /** A batch of inferences. */
  record Batch(String batchId, LocalDate logDate, long gpuMs, List<String> inferenceIds) {}

  /** A row of the inference log. */
  record LogRow(
      String inferenceId,
      LocalDate logDate,
      String modelId,
      String nodeId,
      long gpuMs,
      String tokenId,
      BigInteger fee,
      Optional<String> agentRunId,
      String callerId,
      long tokens,
      long declaredPpm) {
    LogRow(
        String inferenceId,
        LocalDate logDate,
        String modelId,
        String nodeId,
        long gpuMs,
        String tokenId,
        BigInteger fee,
        Optional<String> agentRunId) {
      this(inferenceId, logDate, modelId, nodeId, gpuMs, tokenId, fee, agentRunId, "caller", 0, 0);
    }

    /** The fee as it is divided. */
    Income income(long meteredMs, Map<String, String> ownerByRun) {
      return new Income(
          SourceKind.FEE,
          inferenceId,
          logDate,
          tokenId,
          fee,
          inferenceId,
          modelId,
          Optional.of(new Income.Metering(nodeId, meteredMs)),
          callerId,
          agentRunId.map(run -> new Income.Agent(run, Optional.ofNullable(ownerByRun.get(run)))));
    }
  }

  Worths worths() {
    return new Worths(contributions);
  }

  ModelOwners owners() {
    return new ModelOwners(models);
  }

  /** The worlds side by side; their ids must differ. */
  static World packed(Collection<World> worlds) {
    List<LogRow> log = new ArrayList<>();
    List<AgentRun> runs = new ArrayList<>();
    Map<String, List<AttributionShare>> attribution = new HashMap<>();
    Map<String, ModelOwners.Model> models = new HashMap<>();
    List<Batch> batches = new ArrayList<>();
    Map<String, List<Datanets.Version>> versions = new HashMap<>();
    Map<String, List<Datanets.Trained>> trainingSets = new HashMap<>();
    Map<Datanets.Trained.Key, List<Datanets.Holder>> holders = new HashMap<>();
    Map<Worths.Key, List<Worths.Batch>> contributions = new HashMap<>();
    for (World world : worlds) {
      contributions.putAll(world.contributions);
      log.addAll(world.log);
      runs.addAll(world.agentRuns);
      attribution.putAll(world.attribution);
      models.putAll(world.models);
      batches.addAll(world.batches);
      versions.putAll(world.datanets.versions());
      trainingSets.putAll(world.datanets.trainingSets());
      holders.putAll(world.datanets.holders());
    }
    return new World(
        log,
        runs,
        attribution,
        models,
        batches,
        new Datanets(versions, trainingSets, holders),
        contributions);
  }
}
