package org.tributary.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tributary.schemas.table.Tables;

/** What lands beside the log: batches, step weights, decisions, quality. */
class SupplyChainIngestTest {
  private static final String BATCH =
      """
      {"batch_id":"b1","ended_at":"2026-06-01T23:30:00-01:00","gpu_ms":100,"inference_ids":["i1","i2"]}""";

  private static final String RUN =
      """
      {"agent_run_id":"r1","ended_at":"2026-06-01T12:00:00Z","agent_id":"a","owner_id":"o",\
      "payer_id":"p","outcome":"SUCCEEDED","token_id":"T","reward":"7",\
      "step_weights":[{"inference_id":"i1","weight_ppm":250000}]}""";

  private static final String DECISION =
      """
      {"agent_run_id":"r1","decided_date":"2026-06-02","outcome":"DISPUTED","reason":"why"}""";

  private static final String QUALITY =
      """
      {"datanet_id":"net","contribution_id":"c1","quality_ppm":1500000}""";

  @TempDir Path folder;

  @Test
  void rowsLandAndBrokenOnesAreQuarantined() {
    Landing landing = Landing.withTables(folder);
    String twice = BATCH.replace("b1", "b2").replace("\"i2\"", "\"i1\"");
    String negative = BATCH.replace("b1", "b3").replace("100", "-1");
    String empty = BATCH.replace("b1", "b4").replace("\"i1\",\"i2\"", "");
    String tooMuch = RUN.replace("r1", "r2").replace("250000", "1000001");
    String unknown = DECISION.replace("DISPUTED", "LOST");
    String good = QUALITY.replace("1500000", "10000001");
    landing
        .lines("serving_batches/a.jsonl", BATCH, twice, negative, empty, BATCH)
        .lines("agent_runs/a.jsonl", RUN, tooMuch)
        .lines("agent_run_decisions/a.jsonl", DECISION, unknown)
        .lines("contribution_quality/a.jsonl", QUALITY, good);
    landing.ingest();

    assertThat(landing.quarantine())
        .containsExactlyInAnyOrder(
            "serving_batches/a.jsonl:2 INFERENCES_NAMED " + twice,
            "serving_batches/a.jsonl:3 GPU_MS_NOT_NEGATIVE " + negative,
            "serving_batches/a.jsonl:4 INFERENCES_NAMED " + empty,
            "agent_runs/a.jsonl:2 STEP_WEIGHTS_IN_RANGE " + tooMuch,
            "agent_run_decisions/a.jsonl:2 OUTCOME_KNOWN " + unknown,
            "contribution_quality/a.jsonl:2 QUALITY_IN_RANGE " + good);
    assertThat(landing.rows(Tables.SERVING_BATCHES))
        .singleElement()
        .asString()
        .contains("\"log_date\":\"2026-06-02\"", "\"inference_ids\":[\"i1\",\"i2\"]");
    assertThat(landing.rows(Tables.AGENT_RUNS))
        .singleElement()
        .asString()
        .contains("\"step_weights\":[{\"inference_id\":\"i1\",\"weight_ppm\":250000}]");
    assertThat(landing.rows(Tables.AGENT_RUN_DECISIONS)).containsExactly(DECISION);
    assertThat(landing.rows(Tables.CONTRIBUTION_QUALITY)).containsExactly(QUALITY);
  }
}
