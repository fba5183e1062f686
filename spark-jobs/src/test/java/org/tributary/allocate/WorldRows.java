package org.tributary.allocate;

import java.math.BigDecimal;
import java.sql.Timestamp;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.StructType;
import org.tributary.ledger.Transaction;

/** A world as rows of the tables. */
final class WorldRows {
  static final StructType INFERENCE =
      StructType.fromDDL(
          "inference_id STRING, log_date DATE, model_id STRING, node_id STRING, gpu_ms BIGINT,"
              + " token_id STRING, fee DECIMAL(38,0), agent_run_id STRING, caller_id STRING,"
              + " prompt_tokens ARRAY<INT>, output_tokens ARRAY<INT>, served_at TIMESTAMP");
  static final StructType AGENT_RUN =
      StructType.fromDDL(
          "agent_run_id STRING, log_date DATE, owner_id STRING, payer_id STRING, outcome STRING,"
              + " token_id STRING, reward DECIMAL(38,0),"
              + " step_weights ARRAY<STRUCT<inference_id: STRING, weight_ppm: INT>>,"
              + " agent_id STRING, started_at TIMESTAMP, ended_at TIMESTAMP");
  static final StructType BATCH =
      StructType.fromDDL(
          "batch_id STRING, log_date DATE, gpu_ms BIGINT, inference_ids ARRAY<STRING>");
  static final StructType ATTRIBUTION =
      StructType.fromDDL(
          "log_date DATE, model_id STRING, inference_id STRING, method STRING,"
              + " method_weight_ppm INT, datanet_id STRING, contributor_id STRING, share BIGINT,"
              + " share_standard_error BIGINT, reason_code STRING");

  private WorldRows() {}

  static List<Row> inferences(World world) {
    return world.log().stream()
        .map(
            row ->
                RowFactory.create(
                    row.inferenceId(),
                    java.sql.Date.valueOf(row.logDate()),
                    row.modelId(),
                    row.nodeId(),
                    row.gpuMs(),
                    row.tokenId(),
                    new BigDecimal(row.fee()),
                    row.agentRunId().orElse(null),
                    row.callerId(),
                    tokens(row.tokens() / 3),
                    tokens(row.tokens() - row.tokens() / 3),
                    Timestamp.from(row.servedAt())))
        .toList();
  }

  /** None were logged where there are none. */
  private static List<Integer> tokens(long count) {
    return count == 0 ? null : Collections.nCopies((int) count, 7);
  }

  static List<Row> batches(World world) {
    return world.batches().stream()
        .map(
            batch ->
                RowFactory.create(
                    batch.batchId(),
                    java.sql.Date.valueOf(batch.logDate()),
                    batch.gpuMs(),
                    batch.inferenceIds()))
        .toList();
  }

  private static List<Row> stepWeights(World world, AgentRun run) {
    List<Row> weights =
        world.log().stream()
            .filter(row -> row.agentRunId().equals(Optional.of(run.agentRunId())))
            .filter(row -> row.declaredPpm() > 0)
            .map(row -> RowFactory.create(row.inferenceId(), (int) row.declaredPpm()))
            .toList();
    return weights.isEmpty() ? null : weights;
  }

  static List<Row> agentRuns(World world) {
    return world.agentRuns().stream()
        .map(
            run ->
                RowFactory.create(
                    run.agentRunId(),
                    java.sql.Date.valueOf(run.logDate()),
                    run.ownerId(),
                    run.payerId(),
                    run.outcome().name(),
                    run.tokenId(),
                    new BigDecimal(run.reward()),
                    stepWeights(world, run),
                    world.spanOf(run.agentRunId()).agentId(),
                    Optional.ofNullable(world.spanOf(run.agentRunId()).startedAt())
                        .map(Timestamp::from)
                        .orElse(null),
                    Timestamp.from(world.spanOf(run.agentRunId()).endedAt())))
        .toList();
  }

  static List<Row> attribution(World world) {
    List<Row> rows = new ArrayList<>();
    for (World.LogRow row : world.log()) {
      for (AttributionShare share : world.attribution().get(row.inferenceId())) {
        rows.add(
            RowFactory.create(
                java.sql.Date.valueOf(row.logDate()),
                row.modelId(),
                row.inferenceId(),
                share.method(),
                share.methodWeightPpm(),
                share.datanetId().orElse(null),
                share.contributorId().orElse(null),
                share.share(),
                share.shareStandardError().orElse(null),
                share.reasonCode().orElse(null)));
      }
    }
    return rows;
  }

  static List<Row> entries(Collection<Transaction> transactions, LocalDate closeDate) {
    return transactions.stream()
        .flatMap(
            transaction ->
                transaction.entries().stream()
                    .map(entry -> AllocateRows.entry(transaction, entry, closeDate, "posted")))
        .toList();
  }

  /** The rows as sorted lines of the named columns; all columns where none is named. */
  static List<String> lines(Collection<Row> rows, StructType schema, String... columns) {
    List<String> names = columns.length == 0 ? List.of(schema.fieldNames()) : List.of(columns);
    int[] indexes = names.stream().mapToInt(schema::fieldIndex).toArray();
    Stream<String> lines =
        rows.stream()
            .map(
                row -> {
                  List<String> values = new ArrayList<>();
                  for (int index : indexes) {
                    values.add(String.valueOf(row.get(index)));
                  }
                  return String.join("|", values);
                });
    return lines.sorted().toList();
  }
}
