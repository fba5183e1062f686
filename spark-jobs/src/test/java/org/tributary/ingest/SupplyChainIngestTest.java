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

  /** Nobody can be paid under a blank id: one such row would end every later night. */
  @Test
  void idsThatAreBlankAreQuarantined() {
    Landing landing = Landing.withTables(folder);
    String owner = RUN.replace("\"o\"", "\"  \"");
    String tab = RUN.replace("r1", "r2").replace("\"o\"", "\"\\t\"");
    String curator =
        """
        {"datanet_id":"net","datanet_version":1,"released_date":"2026-01-01","title":"N",\
        "license":"MIT","curator_id":""}""";
    String developer = Landing.MODEL.replace("\"dev\"", "\"\\u2003\"");
    String block = "{\"account_id\":\" \",\"valid_from\":\"2026-01-01\",\"reason\":\"r\"}";
    String noRun = Landing.inference("i1", "1,\"agent_run_id\":\"\"");
    String wide = Landing.inference("i2", "1").replace("\"c\"", "\"\\u00a0\"");
    String twin = "{\"account_id\":\"anna\\n\",\"valid_from\":\"2026-01-01\",\"reason\":\"r\"}";
    String right = RUN.replace("r1", "r3");
    landing
        .lines("models/m.jsonl", developer, Landing.MODEL.replace("m1", "m2"))
        .lines("datanets/d.jsonl", curator)
        .lines("block_list/b.jsonl", block, twin)
        .lines("inference_log/a.jsonl", noRun.replace("m1", "m2"), wide.replace("m1", "m2"))
        .lines("agent_runs/a.jsonl", owner, tab, right);
    landing.ingest();

    assertThat(landing.quarantine())
        .containsExactlyInAnyOrder(
            "models/m.jsonl:1 DEVELOPER_ID_NOT_BLANK " + developer,
            "datanets/d.jsonl:1 CURATOR_ID_NOT_BLANK " + curator,
            "block_list/b.jsonl:1 ACCOUNT_ID_NOT_BLANK " + block,
            "block_list/b.jsonl:2 ACCOUNT_ID_NO_CONTROL_CHARACTER " + twin,
            "inference_log/a.jsonl:1 AGENT_RUN_ID_NOT_BLANK " + noRun.replace("m1", "m2"),
            "inference_log/a.jsonl:2 CALLER_ID_NOT_BLANK " + wide.replace("m1", "m2"),
            "agent_runs/a.jsonl:1 OWNER_ID_NOT_BLANK " + owner,
            "agent_runs/a.jsonl:2 OWNER_ID_NOT_BLANK " + tab);
    assertThat(landing.details("CALLER_ID_NOT_BLANK"))
        .containsExactly(
            "Column caller_id of table inference_log is blank, so it names nobody and nothing."
                + " Correct the row and send it in a new file.");
    assertThat(landing.details("ACCOUNT_ID_NO_CONTROL_CHARACTER"))
        .containsExactly(
            "Column account_id of table block_list has a line break, a tab or another control"
                + " character, so it looks like another. Correct the row and send it in a new file.");
    assertThat(landing.rows(Tables.AGENT_RUNS))
        .singleElement()
        .asString()
        .contains("\"agent_run_id\":\"r3\"");
  }

  @Test
  void voidsAndStartTimesLand() {
    Landing landing = Landing.withTables(folder);
    String started = RUN.replace("\"a\"", "\"a\",\"started_at\":\"2026-05-31T23:00:00Z\"");
    String late = started.replace("r1", "r2").replace("05-31", "06-02");
    String voided =
        """
        {"table_name":"inference_log","row_id":"i1","valid_from":"2026-06-02",\
        "reason":"test traffic","voided_by":"dora"}""";
    String unknown = voided.replace("inference_log", "contributions");
    landing
        .lines("agent_runs/a.jsonl", started, late)
        .lines("voided_rows/a.jsonl", voided, unknown, voided.replace("dora", " "));
    landing.ingest();

    assertThat(landing.quarantine())
        .containsExactlyInAnyOrder(
            "agent_runs/a.jsonl:2 STARTED_BEFORE_IT_ENDED " + late,
            "voided_rows/a.jsonl:2 TABLE_KNOWN " + unknown,
            "voided_rows/a.jsonl:3 VOIDED_BY_NOT_BLANK " + voided.replace("dora", " "));
    assertThat(landing.rows(Tables.AGENT_RUNS))
        .singleElement()
        .asString()
        .contains("\"log_date\":\"2026-06-01\"", "\"started_at\":\"2026-05-31T23:00:00.000Z\"");
    assertThat(landing.rows(Tables.VOIDED_ROWS)).containsExactly(voided);
  }

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
