package org.tributary.publish;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.when;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Arrays;
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
import org.tributary.safety.Bound;
import org.tributary.safety.Breach;
import org.tributary.safety.Safety;
import org.tributary.schemas.ErrorCode;
import org.tributary.schemas.TributaryException;
import org.tributary.schemas.policy.AgentRule;
import org.tributary.schemas.policy.Policy;
import org.tributary.schemas.policy.PolicyBook;
import org.tributary.schemas.policy.PolicyReader;
import org.tributary.schemas.policy.SafetyRule;
import org.tributary.schemas.policy.WorthRule;
import org.tributary.schemas.table.Tables;
import org.tributary.session.FileSums;
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

  /** A payment that nobody verified would be posted, and the books would say so for ever. */
  @Test
  void refusesOtherEntriesThanThoseThatWereVerified() {
    RunContext run = run(A, Optional.empty());
    propose(run, entries(A, 70));
    MoneyWarehouse.verified(run, true);
    propose(
        run,
        entries(A, 70)
            .withColumn(
                "account",
                when(col("account").equalTo("payee:alice"), lit("payee:mallory"))
                    .otherwise(col("account"))));
    assertRefused(run, ErrorCode.VERIFY_FAILED, "the entries that it proposes (SHA-256 ");
    assertThat(money.warehouse().latestVersion(Tables.LEDGER_ENTRIES)).isZero();
    propose(run, entries(A, 70));
    assertThat(Publish.of(run).execute()).isEqualTo(new PublishResult(A, 2, false));
  }

  @Test
  void refusesFilesThatWereEditedSinceTheyWereVerified() {
    RunContext run = run(A, Optional.empty());
    propose(run, entries(A, 70));
    run.folder().writeText("reports/payouts.csv", "alice,70");
    run.folder().writeText("settlement/1-0xaa/leaves.csv", "alice,70");
    MoneyWarehouse.verified(run, true);
    run.folder().writeText("reports/payouts.csv", "alice,700");
    assertRefused(
        run,
        ErrorCode.VERIFY_FAILED,
        "file reports/payouts.csv of its folder is not the one that was verified");
    run.folder().writeText("reports/payouts.csv", "alice,70");
    assertThat(Publish.of(run).execute()).isEqualTo(new PublishResult(A, 2, false));

    run.folder().writeText("settlement/1-0xaa/more.csv", "mallory,70");
    assertRefused(run, ErrorCode.VERIFY_FAILED, "file settlement/1-0xaa/more.csv of its folder");
    run.folder().writeText(FileSums.FILE, FileSums.of(run.folder()).text());
    assertRefused(
        run,
        ErrorCode.VERIFY_FAILED,
        "verified.sha256 is not the list of files that were verified");
  }

  @Test
  void aRunOverABoundIsStoppedUntilSomebodyLetsItPass() {
    RunContext run = money.run(A, JUNE_1, policies(60), Optional.empty());
    propose(run, entries(A, 70));
    statement(A, 70);
    MoneyWarehouse.verified(run, true);
    assertRefused(
        run,
        ErrorCode.SAFETY_BOUND,
        "Run " + A + " is stopped: 70 is added to the claims in TRIB, but safety.most-paid is 60.");
    assertThat(money.warehouse().latestVersion(Tables.LEDGER_ENTRIES)).isZero();
    assertThat(run.folder().readText("safety.json")).contains("\"passed\":false");

    assertThatThrownBy(() -> Safety.of(run).approve(List.of("MOST_PAID"), " ", "back pay of May"))
        .hasMessage("An override needs a name and a reason that aren't blank.");
    assertThatThrownBy(() -> Safety.of(run).approve(List.of("MOST_CHANGE"), "Dora", "back pay"))
        .hasMessage(
            "An override of MOST_CHANGE: run "
                + A
                + " exceeds MOST_PAID:TRIB that nobody let pass. Name with --bound what it exceeds,"
                + " as BOUND or BOUND:TOKEN.");
    assertThat(Safety.of(run).approve(List.of("MOST_PAID:TRIB"), "Dora", "back pay of May"))
        .extracting(Breach::bound)
        .containsExactly(Bound.MOST_PAID);
    // What was let pass is this much and no more.
    statement(A, 71);
    assertRefused(run, ErrorCode.SAFETY_BOUND, "71 is added");
    statement(A, 70);
    // Nor is it for another settlement of the same run.
    String verified = run.folder().readText("verify.json");
    run.folder()
        .writeText("verify.json", verified.replaceAll("[0-9a-f]{64}\"", "f".repeat(64) + "\""));
    assertThat(Safety.of(run).verdict().open()).hasSize(1);
    run.folder().writeText("verify.json", verified);
    assertThat(Publish.of(run).execute()).isEqualTo(new PublishResult(A, 2, false));
    assertThat(run.folder().readText("safety.json"))
        .isEqualTo(
            "{\"breaches\":[{\"approved_by\":\"Dora\",\"bound\":\"MOST_PAID\",\"figure\":\"70\","
                + "\"limit\":\"60\",\"reason\":\"back pay of May\",\"token_id\":\"TRIB\"}],"
                + "\"passed\":true,\"run_id\":\""
                + A
                + "\",\"warnings\":[]}\n");
  }

  @Test
  void aBackfillOfAnOlderDateLands() {
    RunContext june = run(A, Optional.empty());
    propose(june, entries(A, 70));
    MoneyWarehouse.verified(june, true);
    Publish.of(june).execute();

    RunContext backfill = run(B, Optional.of(A));
    propose(backfill, entries(B, 5).withColumn("log_date", lit("2026-01-15").cast("date")));
    MoneyWarehouse.verified(backfill, true);
    assertThat(Publish.of(backfill).execute()).isEqualTo(new PublishResult(B, 2, false));
    assertThat(money.balances()).containsEntry("TRIB payee:alice", BigDecimal.valueOf(75));
  }

  /** Why publish has its own idempotence: Delta's drops an older number, whatever is in it. */
  @Test
  void whatDeltasOwnIdempotenceWouldHaveDone() {
    write(entries(A, 70), 20260601);
    write(entries(B, 5), 20260115);
    assertThat(money.balances())
        .as("the backfill is gone, and nobody was told")
        .containsEntry("TRIB payee:alice", BigDecimal.valueOf(70));
  }

  private void write(Dataset<Row> entries, long version) {
    entries
        .write()
        .format("delta")
        .mode("append")
        .option("txnAppId", "ledger")
        .option("txnVersion", version)
        .save(money.warehouse().location(Tables.LEDGER_ENTRIES));
  }

  private void statement(String runId, long paid) {
    Object[] row = new Object[15];
    Arrays.fill(row, BigDecimal.ZERO);
    row[0] = runId;
    row[1] = "alice";
    row[2] = "TRIB";
    row[4] = BigDecimal.valueOf(paid);
    row[9] = BigDecimal.valueOf(paid);
    row[12] = BigDecimal.valueOf(paid);
    row[13] = "PAYABLE";
    row[14] = null;
    money.warehouse().createIfMissing(Tables.STATEMENTS);
    money
        .warehouse()
        .replaceWhere(
            Tables.STATEMENTS,
            "run_id = '" + runId + "'",
            money
                .warehouse()
                .spark()
                .createDataFrame(
                    List.of(RowFactory.create(row)),
                    money.warehouse().read(Tables.STATEMENTS).schema()));
  }

  /** The reference policy with a bound on what a run may pay. */
  private static PolicyBook policies(long mostPaid) {
    Policy reference = PolicyReader.reference();
    SafetyRule rule =
        new SafetyRule(Map.of("TRIB", BigInteger.valueOf(mostPaid)), 0, 7, 1_000_000, 0);
    return new PolicyBook(
        List.of(
            new Policy(
                reference.policyId(),
                reference.effectiveFrom(),
                Policy.OPEN,
                reference.sha256(),
                reference.tokens(),
                reference.distributors(),
                reference.accounts(),
                reference.waterfall(),
                AgentRule.DEFAULT,
                WorthRule.DEFAULT,
                reference.defaultAttribution(),
                reference.attribution(),
                reference.payout(),
                rule)));
  }

  private static void assertRefused(RunContext run, ErrorCode code, String message) {
    assertThatThrownBy(() -> Publish.of(run).execute())
        .isInstanceOf(TributaryException.class)
        .hasMessageContaining(message)
        .extracting(e -> ((TributaryException) e).code())
        .isEqualTo(code);
  }

  private RunContext run(String runId, Optional<String> previous) {
    return money.run(runId, JUNE_1, policies(1_000), previous);
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
