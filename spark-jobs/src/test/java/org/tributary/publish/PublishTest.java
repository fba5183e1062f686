package org.tributary.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tributary.allocate.MoneyWarehouse;
import org.tributary.schemas.ErrorCode;
import org.tributary.schemas.TributaryException;
import org.tributary.schemas.table.Tables;
import org.tributary.session.RunContext;

class PublishTest {
  private static final LocalDate JUNE_1 = LocalDate.parse("2026-06-01");
  private static final String A = "aaaaaaaaaaaaaaaa";
  private static final String B = "bbbbbbbbbbbbbbbb";
  private static final StructType ENTRY =
      StructType.fromDDL(
          "entry_id STRING, transaction_id STRING, run_id STRING, close_date DATE, log_date DATE,"
              + " token_id STRING, account STRING, role STRING, model_id STRING,"
              + " datanet_id STRING, amount DECIMAL(38,0), reason_code STRING, policy_id STRING");

  @TempDir Path folder;
  private MoneyWarehouse money;

  @BeforeEach
  void makeWarehouse() {
    money =
        new MoneyWarehouse(
            folder, List.of(Tables.PROPOSED_ENTRIES, Tables.LEDGER_ENTRIES, Tables.RUNS));
  }

  @Test
  void postsOnceHoweverOftenItRuns() {
    RunContext run = run(A, Optional.empty());
    propose(run, entries(A, 70));
    MoneyWarehouse.verified(run, true);

    assertThat(Publish.of(run).execute()).isEqualTo(new PublishResult(A, 2, false));
    assertThat(run.folder().readText("_SUCCESS")).isEqualTo(A + "\n");
    long version = money.warehouse().latestVersion(Tables.LEDGER_ENTRIES);

    assertThat(Publish.of(run).execute()).isEqualTo(new PublishResult(A, 2, true));
    assertThat(money.warehouse().latestVersion(Tables.LEDGER_ENTRIES)).isEqualTo(version);
    assertThat(money.balances())
        .containsOnly(
            Map.entry("TRIB payee:alice", BigDecimal.valueOf(70)),
            Map.entry("TRIB revenue:fee", BigDecimal.valueOf(-70)));
    assertThat(runs()).containsExactly(A + " null 2");

    // The same run with other numbers is a defect, never a second posting.
    propose(run, entries(A, 71));
    assertRefused(run, ErrorCode.INPUT_INCONSISTENT, "is in the ledger already, but with other");

    // A run without entries is published too; it continues from the first.
    RunContext empty = run(B, Optional.of(A));
    MoneyWarehouse.verified(empty, true);
    assertThat(Publish.of(empty).execute()).isEqualTo(new PublishResult(B, 0, false));
    assertThat(money.warehouse().latestVersion(Tables.LEDGER_ENTRIES)).isEqualTo(version);
    assertThat(runs()).containsExactly(A + " null 2", B + " " + A + " 0");
  }

  @Test
  void finishesWhatACrashLeft() {
    RunContext run = run(A, Optional.empty());
    propose(run, entries(A, 70));
    MoneyWarehouse.verified(run, true);
    // The crash came after the append and before the row in runs.
    money.warehouse().append(Tables.LEDGER_ENTRIES, entries(A, 70));

    // Meanwhile no other run may publish on top of the half.
    RunContext other = run(B, Optional.empty());
    propose(other, entries(B, 1));
    MoneyWarehouse.verified(other, true);
    assertRefused(other, ErrorCode.INPUT_INCONSISTENT, "finish run " + A + " first");

    assertThat(Publish.of(run).execute()).isEqualTo(new PublishResult(A, 2, false));
    assertThat(runs()).containsExactly(A + " null 2");
    assertThat(money.balances()).containsEntry("TRIB payee:alice", BigDecimal.valueOf(70));
    assertThat(run.folder().exists("_SUCCESS")).isTrue();

    // Now the ledger has moved past the other run's snapshot.
    assertRefused(
        other,
        ErrorCode.INPUT_INCONSISTENT,
        "continues from an empty ledger, but run " + A + " was published since its snapshot");
    assertThat(other.folder().exists("_SUCCESS")).isFalse();
    assertThat(money.balances()).containsEntry("TRIB payee:alice", BigDecimal.valueOf(70));
  }

  @Test
  void refusesWhatDidNotVerify() {
    RunContext run = run(A, Optional.empty());
    propose(run, entries(A, 70));
    assertRefused(run, ErrorCode.VERIFY_FAILED, "it wasn't verified (there is no verify.json)");
    MoneyWarehouse.verified(run, false);
    assertRefused(run, ErrorCode.VERIFY_FAILED, "it doesn't verify (see verify.json)");
    run.folder().writeText("verify.json", "{");
    assertRefused(run, ErrorCode.VERIFY_FAILED, "verify.json is no JSON");
    run.folder().writeText("verify.json", "{\"passed\":true,\"run_id\":\"" + B + "\"}");
    assertRefused(run, ErrorCode.VERIFY_FAILED, "verify.json is about run " + B);
    MoneyWarehouse.verified(run, true);
    run.folder().writeText("manifest.json", "{}");
    assertRefused(run, ErrorCode.VERIFY_FAILED, "manifest.json is not the one that was verified");
    assertThat(money.warehouse().latestVersion(Tables.LEDGER_ENTRIES)).isZero();
  }

  private static void assertRefused(RunContext run, ErrorCode code, String message) {
    assertThatThrownBy(() -> Publish.of(run).execute())
        .isInstanceOf(TributaryException.class)
        .hasMessageContaining(message)
        .extracting(e -> ((TributaryException) e).code())
        .isEqualTo(code);
  }

  private RunContext run(String runId, Optional<String> previous) {
    return money.run(runId, JUNE_1, null, previous);
  }

  private void propose(RunContext run, Dataset<Row> entries) {
    money
        .warehouse()
        .replaceWhere(
            Tables.PROPOSED_ENTRIES, "run_id = '" + run.manifest().runId() + "'", entries);
  }

  private List<String> runs() {
    return money
        .warehouse()
        .read(Tables.RUNS)
        .select("run_id", "previous_run_id", "entries_posted")
        .collectAsList()
        .stream()
        .map(row -> row.mkString(" "))
        .sorted()
        .toList();
  }

  private Dataset<Row> entries(String runId, long amount) {
    return money
        .warehouse()
        .spark()
        .createDataFrame(
            List.of(
                entry(runId, "payee:alice", "CONTRIBUTOR", amount),
                entry(runId, "revenue:fee", "REVENUE", -amount)),
            ENTRY);
  }

  private static Row entry(String runId, String account, String role, long amount) {
    java.sql.Date date = java.sql.Date.valueOf(JUNE_1);
    return RowFactory.create(
        runId + account,
        runId,
        runId,
        date,
        date,
        "TRIB",
        account,
        role,
        null,
        null,
        BigDecimal.valueOf(amount),
        "EARNED",
        "june");
  }
}
