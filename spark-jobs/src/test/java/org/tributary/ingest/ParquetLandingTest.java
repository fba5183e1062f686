package org.tributary.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tributary.schemas.table.Tables;
import org.tributary.session.SharedSpark;

class ParquetLandingTest {
  private static final String MOST = "9".repeat(38);

  @TempDir Path folder;

  /** As a writer does that derives types from values: wide integers, doubles, text for amounts. */
  private static Dataset<Row> rows() {
    return SharedSpark.session()
        .sql(
            "SELECT inference_id, timestamp('2026-05-01T10:00:00.000001Z') AS served_at,"
                + " 'm1' AS model_id, 'c' AS caller_id, 'n' AS node_id, 5 AS gpu_ms,"
                + " 'T' AS token_id, fee, 'v' AS tokenizer_id, array(token) AS output_tokens,"
                + " array(named_struct('gradient', array(0.5D, 1D), 'checkpoint', 'a')) AS sketches"
                + " FROM VALUES ('i1', '%s', 7L), ('i2', '1.5', 7L), ('i3', NULL, 7L),"
                    .formatted(MOST)
                + " ('i4', '4', 5000000000L), ('i5', '-5', 7L), ('i1', '6', 7L)"
                + " AS t(inference_id, fee, token)");
  }

  @Test
  void parquetRowsAreConvertedExactlyAndJudgedLikeLines() {
    Landing landing =
        Landing.withTables(folder)
            .lines("models/m.jsonl", Landing.MODEL)
            .parquet("inference_log/odd [1] {name} é.parquet", rows());
    IngestResult result = landing.ingest();
    assertThat(result.of(Tables.INFERENCE_LOG))
        .isEqualTo(new IngestResult.TableCounts(Tables.INFERENCE_LOG, 1, 0, 6, 1, 0, 0, 5));
    assertThat(landing.rows(Tables.INFERENCE_LOG))
        .singleElement()
        .asString()
        .contains(
            "\"gpu_ms\":5,\"token_id\":\"T\",\"fee\":" + MOST,
            "\"output_tokens\":[7]",
            "\"sketches\":[{\"checkpoint\":\"a\",\"gradient\":\"AAAAPwAAgD8=\"}]");
    String file = "inference_log/odd [1] {name} é.parquet:";
    String before =
        "\"served_at\":\"2026-05-01T10:00:00.000001Z\",\"model_id\":\"m1\",\"caller_id\":\"c\","
            + "\"node_id\":\"n\",\"gpu_ms\":5,\"token_id\":\"T\",";
    assertThat(landing.quarantine())
        .anySatisfy(
            row ->
                assertThat(row)
                    .startsWith(file + "2 BAD_TYPE {\"inference_id\":\"i2\"," + before)
                    .contains("\"fee\":\"1.5\""))
        .anySatisfy(row -> assertThat(row).startsWith(file + "3 MISSING_FEE {"))
        .anySatisfy(row -> assertThat(row).startsWith(file + "4 BAD_TYPE {"))
        .anySatisfy(row -> assertThat(row).startsWith(file + "5 FEE_NOT_NEGATIVE {"))
        .anySatisfy(row -> assertThat(row).startsWith(file + "6 CONFLICTING_DUPLICATE {"));
    assertThat(landing.details("BAD_TYPE"))
        .containsExactly(
            "Column fee must be an integer of up to 38 digits, as a number or a string, but 1.5"
                + " stands there. Correct the row and send it in a new file.",
            "Column output_tokens must be a list, each element an integer of 32 bits, but"
                + " [5000000000] stands there. Correct the row and send it in a new file.");
  }
}
