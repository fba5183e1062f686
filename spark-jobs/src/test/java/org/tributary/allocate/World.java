package org.tributary.allocate;

import java.math.BigInteger;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
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
 * @param spans who made an agent run's calls and when; of a run that isn't in it, "caller", at any
 *     time
 */
record World(
    List<LogRow> log,
    List<AgentRun> agentRuns,
    Map<String, List<AttributionShare>> attribution,
    Map<String, ModelOwners.Model> models,
    List<Batch> batches,
    Datanets datanets,
    Map<Worths.Key, List<Worths.Batch>> contributions,
    Map<String, Span> spans) {
  World(
      List<LogRow> log,
      List<AgentRun> agentRuns,
      Map<String, List<AttributionShare>> attribution,
      Map<String, ModelOwners.Model> models,
      List<Batch> batches,
      Datanets datanets,
      Map<Worths.Key, List<Worths.Batch>> contributions) {
    this(log, agentRuns, attribution, models, batches, datanets, contributions, Map.of());
  }

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

  /**
   * Who carried out an agent run, and when.
   *
   * @param startedAt null where it isn't known
   */
  record Span(String agentId, Instant startedAt, Instant endedAt) {
    static final Span ANY = new Span("caller", null, Instant.parse("2100-01-01T00:00:00Z"));
  }

  Span spanOf(String agentRunId) {
    return spans.getOrDefault(agentRunId, Span.ANY);
  }

  /** Whether {@code row} is a step of {@code run}, by the rule and not by the code. */
  boolean isStep(LogRow row, AgentRun run) {
    Span span = spanOf(run.agentRunId());
    boolean byTheAgent = List.of(span.agentId(), run.ownerId()).contains(row.callerId());
    boolean started = span.startedAt() == null || !row.servedAt().isBefore(span.startedAt());
    return row.agentRunId().equals(Optional.of(run.agentRunId()))
        && byTheAgent
        && started
        && !row.servedAt().isAfter(span.endedAt());
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
      long declaredPpm,
      long second) {
    LogRow(
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
      this(
          inferenceId,
          logDate,
          modelId,
          nodeId,
          gpuMs,
          tokenId,
          fee,
          agentRunId,
          callerId,
          tokens,
          declaredPpm,
          0);
    }

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

    /** When it was served: so many seconds after midnight. */
    Instant servedAt() {
      return logDate.atStartOfDay(ZoneOffset.UTC).toInstant().plusSeconds(second);
    }

    /** The fee as it is divided. */
    Income income(long meteredMs, Optional<Income.Agent> agent) {
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
          agent);
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
    Map<String, Span> spans = new HashMap<>();
    for (World world : worlds) {
      spans.putAll(world.spans);
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
        contributions,
        spans);
  }
}
