package org.tributary.nightly;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tributary.books.Books;
import org.tributary.ingest.Ingest;
import org.tributary.schemas.table.Tables;
import org.tributary.session.Warehouse;

/** Wrong rows in the tables end no night, and what a voided one earned is taken back. */
class WrongRowsTest {
  private static final long TEST_FEE = 5_000_003L;
  private static final long RIGHT_FEE = 7_000_001L;

  @TempDir private static Path folder;
  private static TinyWorld world;

  @BeforeAll
  static void makeTheWorld() {
    world = TinyWorld.in(folder, 2);
  }

  @Test
  void wrongRowsWaitAndVoidedOnesAreTakenBack() throws IOException {
    Warehouse warehouse = world.at(world.copy("nights"));
    LocalDate first = world.lastDate().minusDays(1);
    blankOwner(warehouse, first);
    Path landing =
        world.landing(
            "wrong",
            Tables.INFERENCE_LOG,
            List.of(
                inference("test-traffic", first, "USDX", TEST_FEE, null),
                inference("mistyped", first, "USDXX", 11, null),
                inference("long-ago", LocalDate.EPOCH, "USDX", 12, null),
                inference("stranger", first, "USDX", 0, "blank-run")));
    NightlyResult opening =
        Nightly.of(warehouse, first, world.policy()).landing(landing.toString()).execute();
    assertThat(opening.findings()).isEmpty();
    assertThat(opening.published()).isTrue();
    assertThat(warnings(warehouse, opening))
        .containsExactlyInAnyOrder(
            "inference_log mistyped UNKNOWN_TOKEN USDXX 11",
            "inference_log long-ago NO_POLICY USDX 12",
            "inference_log stranger NOT_A_STEP USDX 0",
            "agent_runs blank-run BLANK_PAYEE USDX 9000");
    assertThat(
            warehouse
                .read(Tables.ENTITLEMENTS)
                .where("source_id IN ('mistyped', 'long-ago')")
                .count())
        .isZero();
    assertBalanced(warehouse);

    Path voids =
        world.landing(
            "voids",
            Tables.VOIDED_ROWS,
            List.of(voided("test-traffic"), voided("mistyped"), voided("mistipped")));
    Path again =
        world.landing(
            "again",
            Tables.INFERENCE_LOG,
            List.of(inference("right", first, "USDX", RIGHT_FEE, null)));
    Ingest.builder().warehouse(warehouse).landing(voids.toString()).build().execute();
    NightlyResult next =
        Nightly.of(warehouse, world.lastDate(), world.policy()).landing(again.toString()).execute();
    assertThat(next.findings()).isEmpty();
    assertThat(next.published()).isTrue();
    assertThat(warnings(warehouse, next))
        .contains(
            "inference_log test-traffic VOIDED USDX " + TEST_FEE,
            "inference_log mistyped VOIDED USDXX 11",
            "inference_log mistipped VOIDS_NOTHING null null")
        .doesNotContain("inference_log mistyped UNKNOWN_TOKEN USDXX 11");
    assertThat(restatedFees(warehouse, next, first))
        .as("fees of the first date in the ledger: one came late, one is taken back")
        .isEqualTo(Map.of("USDX", TEST_FEE - RIGHT_FEE));
    assertBalanced(warehouse);
    assertThat(Books.of(warehouse).trialBalance().findings()).isEmpty();
  }

  /** As a table of an earlier version may have it: no landing file can bring one any more. */
  private static void blankOwner(Warehouse warehouse, LocalDate date) {
    Dataset<Row> run =
        warehouse
            .read(Tables.AGENT_RUNS)
            .where(col("log_date").equalTo(lit(date)))
            .limit(1)
            .withColumn("agent_run_id", lit("blank-run"))
            .withColumn("owner_id", lit("\t"))
            .withColumn("outcome", lit("SUCCEEDED"))
            .withColumn("token_id", lit("USDX"))
            .withColumn("reward", lit(9000).cast("decimal(38,0)"));
    warehouse.append(Tables.AGENT_RUNS, run);
  }

  private static String inference(
      String id, LocalDate date, String token, long fee, String agentRunId) {
    return String.format(
        Locale.ROOT,
        "{\"inference_id\":\"%s\",\"served_at\":\"%sT10:00:00Z\",\"model_id\":\"digits-lr\","
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
        world.lastDate());
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
                fees.put(
                    row.getAs("token_id"),
                    row.<java.math.BigDecimal>getAs("amount").longValueExact()));
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
