package org.tributary.nightly;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Date;
import java.sql.Timestamp;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tributary.books.Books;
import org.tributary.schemas.policy.PolicyReader;
import org.tributary.schemas.table.Tables;
import org.tributary.session.NewWarehouse;
import org.tributary.session.SharedSpark;
import org.tributary.session.Warehouse;

/** Wrong rows in the tables end no night, and what a voided one earned is taken back. */
class WrongRowsTest {
  private static final long TEST_FEE = 5_000_003L;
  private static final long RIGHT_FEE = 7_000_001L;

  private static final LocalDate FIRST = LocalDate.of(2026, 6, 1);
  private static final LocalDate SECOND = LocalDate.of(2026, 6, 2);

  @TempDir Path folder;

  /** A model without a trainer, a call a day: all of a night that money passes through. */
  @Test
  void wrongRowsWaitAndVoidedOnesAreTakenBack() throws IOException {
    NewWarehouse.withInputTables(folder.resolve("w"));
    Warehouse warehouse = new Warehouse(SharedSpark.session(), folder.resolve("w").toString());
    String policy = policy();
    land(
        "models",
        "{\"model_id\":\"m1\",\"developer_id\":\"d\",\"title\":\"M\",\"trained_date\":\"2026-01-02\"}");
    Path landing =
        land(
            Tables.INFERENCE_LOG,
            inference("i1", FIRST, "TRIB", 1000, null),
            inference("i2", SECOND, "TRIB", 1000, null),
            inference("test-traffic", FIRST, "TRIB", TEST_FEE, null),
            inference("mistyped", FIRST, "TRBI", 11, null),
            inference("long-ago", LocalDate.EPOCH, "TRIB", 12, null),
            inference("stranger", FIRST, "TRIB", 0, "blank-run"));
    blankOwner(warehouse);
    NightlyResult opening =
        Nightly.of(warehouse, FIRST, policy).landing(landing.toString()).execute();
    assertThat(opening.findings()).isEmpty();
    assertThat(opening.published()).isTrue();
    assertThat(warnings(warehouse, opening))
        .containsExactlyInAnyOrder(
            "inference_log mistyped UNKNOWN_TOKEN TRBI 11",
            "inference_log long-ago NO_POLICY TRIB 12",
            "inference_log stranger NOT_A_STEP TRIB 0",
            "agent_runs blank-run BLANK_PAYEE TRIB 9000");
    assertThat(
            warehouse
                .read(Tables.ENTITLEMENTS)
                .where("source_id IN ('mistyped', 'long-ago')")
                .count())
        .isZero();
    assertBalanced(warehouse);

    land(Tables.VOIDED_ROWS, voided("test-traffic"), voided("mistyped"), voided("mistipped"));
    land("inference_log/again", inference("right", FIRST, "TRIB", RIGHT_FEE, null));
    NightlyResult next =
        Nightly.of(warehouse, SECOND, policy).landing(landing.toString()).execute();
    assertThat(next.findings()).isEmpty();
    assertThat(next.published()).isTrue();
    assertThat(warnings(warehouse, next))
        .contains(
            "inference_log test-traffic VOIDED TRIB " + TEST_FEE,
            "inference_log mistyped VOIDED TRBI 11",
            "inference_log mistipped VOIDS_NOTHING null null")
        .doesNotContain("inference_log mistyped UNKNOWN_TOKEN TRBI 11");
    assertThat(restatedFees(warehouse, next, FIRST))
        .as("fees of the first date in the ledger: one came late, one is taken back")
        .isEqualTo(Map.of("TRIB", TEST_FEE - RIGHT_FEE));
    assertBalanced(warehouse);
    assertThat(Books.of(warehouse).trialBalance().findings()).isEmpty();
  }

  /** As a table of an earlier version may have it: no landing file can bring one any more. */
  private static void blankOwner(Warehouse warehouse) {
    Row run =
        RowFactory.create(
            "blank-run",
            Date.valueOf(FIRST),
            Timestamp.valueOf("2026-06-01 12:00:00"),
            "ant",
            "\t",
            "sponsor",
            "SUCCEEDED",
            "TRIB",
            new BigDecimal(9000),
            null,
            null);
    warehouse.append(
        Tables.AGENT_RUNS,
        warehouse
            .spark()
            .createDataFrame(List.of(run), warehouse.read(Tables.AGENT_RUNS).schema()));
  }

  /** Adds a landing file, and returns the landing folder. */
  private Path land(String name, String... lines) throws IOException {
    Path landing = folder.resolve("landing");
    Path file = landing.resolve(name.contains("/") ? name + ".jsonl" : name + "/a.jsonl");
    Files.createDirectories(file.getParent());
    Files.write(file, List.of(lines), StandardCharsets.UTF_8);
    return landing;
  }

  private String policy() throws IOException {
    try (InputStream in = PolicyReader.class.getResourceAsStream("/policy/reference.conf")) {
      return Files.write(folder.resolve("policy.conf"), in.readAllBytes()).toString();
    }
  }

  private static String inference(
      String id, LocalDate date, String token, long fee, String agentRunId) {
    return String.format(
        Locale.ROOT,
        "{\"inference_id\":\"%s\",\"served_at\":\"%sT10:00:00Z\",\"model_id\":\"m1\","
            + "\"caller_id\":\"app:form-reader\",\"node_id\":\"node:ams-1\",\"gpu_ms\":5,"
            + "\"token_id\":\"%s\",\"fee\":%d,\"agent_run_id\":%s}",
        id,
        date,
        token,
        fee,
        agentRunId == null ? "null" : "\"" + agentRunId + "\"");
  }

  private static String voided(String id) {
    return String.format(
        Locale.ROOT,
        "{\"table_name\":\"inference_log\",\"row_id\":\"%s\",\"valid_from\":\"%s\","
            + "\"reason\":\"not a call\",\"voided_by\":\"dora\"}",
        id,
        SECOND);
  }

  private static List<String> warnings(Warehouse warehouse, NightlyResult night) {
    return warehouse
        .read(Tables.ROW_WARNINGS)
        .where(col("run_id").equalTo(night.runId()))
        .collectAsList()
        .stream()
        .map(
            row ->
                row.getAs("table_name")
                    + " "
                    + row.getAs("row_id")
                    + " "
                    + row.getAs("reason_code")
                    + " "
                    + row.getAs("token_id")
                    + " "
                    + row.getAs("amount"))
        .toList();
  }

  private static Map<String, Long> restatedFees(
      Warehouse warehouse, NightlyResult night, LocalDate date) {
    Map<String, Long> fees = new TreeMap<>();
    warehouse
        .read(Tables.LEDGER_ENTRIES)
        .where(col("run_id").equalTo(night.runId()).and(col("log_date").equalTo(lit(date))))
        .where("reason_code = 'RESTATED' AND account = 'revenue:fee'")
        .collectAsList()
        .forEach(
            row ->
                fees.put(row.getAs("token_id"), row.<BigDecimal>getAs("amount").longValueExact()));
    return fees;
  }

  /** What was earned in the ledger is what the recomputation says, and it sums to zero. */
  private static void assertBalanced(Warehouse warehouse) {
    Dataset<Row> ledger =
        warehouse
            .read(Tables.LEDGER_ENTRIES)
            .where("reason_code IN ('EARNED', 'RESTATED') AND NOT startswith(account, 'revenue:')");
    assertThat(balances(ledger)).isEqualTo(balances(warehouse.read(Tables.ENTITLEMENTS)));
    assertThat(
            warehouse
                .read(Tables.LEDGER_ENTRIES)
                .groupBy("token_id")
                .sum("amount")
                .where("`sum(amount)` != 0")
                .collectAsList())
        .isEmpty();
  }

  private static Map<String, String> balances(Dataset<Row> postings) {
    Map<String, String> balances = new TreeMap<>();
    postings
        .groupBy("token_id", "account")
        .sum("amount")
        .where("`sum(amount)` != 0")
        .collectAsList()
        .forEach(
            row ->
                balances.put(
                    row.getString(0) + " " + row.getString(1), row.getDecimal(2).toString()));
    return balances;
  }
}
