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
 */
record World(
    List<LogRow> log,
    List<AgentRun> agentRuns,
    Map<String, List<AttributionShare>> attribution,
    Map<String, ModelOwners.Model> models) {
  /** A row of the inference log. */
  record LogRow(
      String inferenceId,
      LocalDate logDate,
      String modelId,
      String nodeId,
      long gpuMs,
      String tokenId,
      BigInteger fee,
      Optional<String> agentRunId) {
    Income income() {
      return new Income(
          SourceKind.FEE,
          inferenceId,
          logDate,
          tokenId,
          fee,
          inferenceId,
          modelId,
          Optional.of(new Income.Metering(nodeId, gpuMs)));
    }
  }

  ModelOwners owners() {
    return new ModelOwners(models);
  }

  /** The worlds side by side; their ids must differ. */
  static World packed(Collection<World> worlds) {
    World all = new World(new ArrayList<>(), new ArrayList<>(), new HashMap<>(), new HashMap<>());
    for (World world : worlds) {
      all.log.addAll(world.log);
      all.agentRuns.addAll(world.agentRuns);
      all.attribution.putAll(world.attribution);
      all.models.putAll(world.models);
    }
    return all;
  }
}
