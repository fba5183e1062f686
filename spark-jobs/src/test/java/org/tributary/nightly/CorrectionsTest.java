package org.tributary.nightly;

import static org.apache.spark.sql.functions.col;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tributary.allocate.FeeSplitOracle;
import org.tributary.books.Books;
import org.tributary.influence.SketchBytes;
import org.tributary.ingest.Ingest;
import org.tributary.reports.payout.Balances;
import org.tributary.schemas.policy.Policy;
import org.tributary.schemas.policy.PolicyBook;
import org.tributary.schemas.policy.PolicyReader;
import org.tributary.schemas.table.Tables;
import org.tributary.session.Warehouse;
import org.tributary.snapshot.SettledPolicies;

/** What comes late or turns out wrong is posted as exactly the difference by the next night. */
class CorrectionsTest {
  private static final long LATE_FEE = 1_000_000_007L;

  @TempDir private static Path folder;
  private static TinyWorld world;

  @BeforeAll
  static void makeTheWorld() {
    world = TinyWorld.in(folder, 4);
  }

  @Test
  void lateRowRejectedContributionAndChangedPolicyPostTheDifference()
      throws IOException, SQLException {
    Warehouse warehouse = world.at(world.copy("nights"));
    LocalDate first = world.lastDate().minusDays(3);

    NightlyResult opening = nightly(warehouse, first, world.policy()).execute();
    assertThat(opening.published()).isTrue();
    assertThat(reasons(warehouse, opening.runId()))
        .containsKey("EARNED")
        .doesNotContainKey("RESTATED");
    assertBalanced(warehouse);

    Path late = world.landing("late", Tables.INFERENCE_LOG, List.of(lateRow(warehouse, first)));
    NightlyResult afterLate =
        nightly(warehouse, first.plusDays(1), world.policy()).landing(late.toString()).execute();
    assertThat(afterLate.published()).isTrue();
    assertFeesAreSplitAsTheOracleDoes(warehouse, first.plusDays(1), world.sample().policy());
    assertOracleAgrees(warehouse, first, opening, Optional.empty());
    assertOracleAgrees(warehouse, first.plusDays(1), afterLate, Optional.of(opening));
    assertThat(restatedRevenue(warehouse, afterLate.runId())).isEqualTo(Map.of("USDX", -LATE_FEE));
    assertBalanced(warehouse);

    String rejected = earningContribution(warehouse, first);
    Path correction = world.landing("rejected", Tables.CONTRIBUTIONS, List.of(rejected));
    NightlyResult afterRejection =
        nightly(warehouse, first.plusDays(2), world.policy())
            .landing(correction.toString())
            .execute();
    assertThat(afterRejection.published()).isTrue();
    assertThat(reasons(warehouse, afterRejection.runId())).containsKeys("EARNED", "RESTATED");
    assertThat(restatedRevenue(warehouse, afterRejection.runId())).isEmpty();
    assertBalanced(warehouse);

    String changed = changedPolicy().toString();
    assertThatThrownBy(() -> nightly(warehouse, world.lastDate(), changed).execute())
        .hasMessageContaining("settled log dates with SHA-256 ")
        .hasMessageContaining("A policy isn't edited after use");
    SettledPolicies.of(warehouse, changed).approve("dora", "the platform's part was wrong");
    NightlyResult afterChange = nightly(warehouse, world.lastDate(), changed).execute();
    assertThat(afterChange.published()).isTrue();
    assertThat(restatedRevenue(warehouse, afterChange.runId())).isEmpty();
    assertThat(restatedPlatform(warehouse, afterChange.runId())).isPositive();
    assertBalanced(warehouse);

    assertOracleAgrees(warehouse, first.plusDays(2), afterRejection, Optional.of(afterLate));
    assertOracleAgrees(warehouse, world.lastDate(), afterChange, Optional.of(afterRejection));
    assertTheLedgerGivesTheStatements(warehouse, afterChange);

    Warehouse atOnce = world.at(world.copy("at-once"));
    Ingest.builder().warehouse(atOnce).landing(correction.toString()).build().execute();
    NightlyResult oneStep =
        nightly(atOnce, world.lastDate(), changed).landing(late.toString()).execute();
    assertThat(oneStep.published()).isTrue();
    assertThat(balances(earnings(atOnce))).isEqualTo(balances(earnings(warehouse)));
  }

  private static void assertOracleAgrees(
      Warehouse warehouse, LocalDate date, NightlyResult run, Optional<NightlyResult> before)
      throws IOException, SQLException {
    Policy policy = PolicyReader.read("sample", Files.readAllBytes(world.sample().policy()));
    try (PayoutOracle oracle = new PayoutOracle(warehouse, date, policy)) {
      assertThat(oracle.written(run.location()))
          .hasSizeGreaterThan(5)
          .isEqualTo(oracle.expected(run.location(), before.map(NightlyResult::location)));
    }
  }

  /** The split of every fee of the warehouse, by the numbers of the policy and nothing of ours. */
  private static void assertFeesAreSplitAsTheOracleDoes(
      Warehouse warehouse, LocalDate date, Path policy) throws IOException, SQLException {
    PolicyBook book =
        new PolicyBook(List.of(PolicyReader.read("sample", Files.readAllBytes(policy))));
    FeeSplitOracle oracle = new FeeSplitOracle(warehouse, date);
    Path csv = Files.createTempDirectory(folder, "oracle");
    assertThat(oracle.written()).hasSizeGreaterThan(100).isEqualTo(oracle.expected(book, csv));
  }

  private static void assertTheLedgerGivesTheStatements(Warehouse warehouse, NightlyResult last) {
    assertThat(Books.of(warehouse).trialBalance().findings()).isEmpty();
    Map<String, String> rebuilt = new TreeMap<>();
    Books.of(warehouse).statements().stream()
        .filter(statement -> statement.runId().equals(last.runId()))
        .forEach(
            statement ->
                rebuilt.put(
                    statement.accountId() + " " + statement.tokenId(),
                    statement.balances().values().toString()));
    Map<String, String> stored = new TreeMap<>();
    for (Row row :
        warehouse
            .read(Tables.STATEMENTS)
            .filter(col("run_id").equalTo(last.runId()))
            .collectAsList()) {
      stored.put(
          row.getAs("account_id") + " " + row.getAs("token_id"),
          Balances.COLUMNS.stream().map(row::getAs).toList().toString());
    }
    assertThat(rebuilt).isEqualTo(stored);
  }

  private static Nightly nightly(Warehouse warehouse, LocalDate date, String policy) {
    return Nightly.of(warehouse, date, policy);
  }

  /** The ledger sums to zero per token, and holds for every account what a full recompute says. */
  private static void assertBalanced(Warehouse warehouse) {
    Dataset<Row> ledger = warehouse.read(Tables.LEDGER_ENTRIES);
    assertThat(
            ledger.groupBy("token_id").sum("amount").filter("`sum(amount)` != 0").collectAsList())
        .isEmpty();
    assertThat(balances(earnings(warehouse).filter("NOT startswith(account, 'revenue:')")))
        .isEqualTo(balances(warehouse.read(Tables.ENTITLEMENTS)));
  }

  /** What was earned; what was paid of it by when depends on the nights that there were. */
  private static Dataset<Row> earnings(Warehouse warehouse) {
    return warehouse.read(Tables.LEDGER_ENTRIES).filter("reason_code IN ('EARNED', 'RESTATED')");
  }

  private static Map<String, String> balances(Dataset<Row> postings) {
    Map<String, String> balances = new TreeMap<>();
    postings
        .groupBy("token_id", "account")
        .sum("amount")
        .filter("`sum(amount)` != 0")
        .collectAsList()
        .forEach(
            row ->
                balances.put(
                    row.getString(0) + " " + row.getString(1), row.getDecimal(2).toString()));
    return balances;
  }

  private static Map<String, Long> reasons(Warehouse warehouse, String runId) {
    Map<String, Long> reasons = new TreeMap<>();
    ofRun(warehouse, runId)
        .groupBy("reason_code")
        .count()
        .collectAsList()
        .forEach(row -> reasons.put(row.getString(0), row.getLong(1)));
    return reasons;
  }

  private static Map<String, Long> restatedRevenue(Warehouse warehouse, String runId) {
    Map<String, Long> revenue = new TreeMap<>();
    ofRun(warehouse, runId)
        .filter("reason_code = 'RESTATED' AND startswith(account, 'revenue:')")
        .groupBy("token_id")
        .sum("amount")
        .collectAsList()
        .forEach(row -> revenue.put(row.getString(0), row.getDecimal(1).longValueExact()));
    return revenue;
  }

  private static long restatedPlatform(Warehouse warehouse, String runId) {
    return ofRun(warehouse, runId)
        .filter("reason_code = 'RESTATED' AND role = 'PLATFORM' AND amount > 0")
        .count();
  }

  private static Dataset<Row> ofRun(Warehouse warehouse, String runId) {
    return warehouse.read(Tables.LEDGER_ENTRIES).filter(col("run_id").equalTo(runId));
  }

  /** A copy of a served digits inference under another id, with a fee of its own. */
  private static String lateRow(Warehouse warehouse, LocalDate date) {
    Row served =
        warehouse
            .read(Tables.INFERENCE_LOG)
            .filter("log_date = DATE '" + date + "' AND sketches IS NOT NULL")
            .orderBy("inference_id")
            .selectExpr(
                "to_json(named_struct('inference_id', 'late-1', 'served_at',"
                    + " date_format(served_at, \"yyyy-MM-dd'T'HH:mm:ss'Z'\"), 'model_id', model_id,"
                    + " 'caller_id', caller_id, 'node_id', node_id, 'gpu_ms', gpu_ms, 'token_id',"
                    + " 'USDX', 'fee', '"
                    + LATE_FEE
                    + "'))",
                "sketches")
            .head();
    List<String> sketches = new ArrayList<>();
    for (Row sketch : served.<Row>getList(1)) {
      // A float's shortest decimal reads back as the same float, also through a double.
      String gradient = Arrays.toString(SketchBytes.decode(sketch.getAs("gradient")));
      String checkpoint = sketch.getAs("checkpoint");
      sketches.add("{\"checkpoint\":\"" + checkpoint + "\",\"gradient\":" + gradient + "}");
    }
    String fields = served.getString(0);
    return fields.substring(0, fields.length() - 1)
        + ",\"sketches\":["
        + String.join(",", sketches)
        + "]}";
  }

  /** The landing row that rejects the contribution that is the best evidence of the first day. */
  private static String earningContribution(Warehouse warehouse, LocalDate date) {
    Row best =
        warehouse
            .read(Tables.ATTRIBUTION)
            .filter("log_date = DATE '" + date + "' AND share > 0 AND size(evidence) > 0")
            .orderBy("inference_id", "datanet_id", "contributor_id")
            .selectExpr("datanet_id", "evidence[0].contribution_id")
            .head();
    return warehouse
        .read(Tables.CONTRIBUTIONS)
        .filter(
            col("datanet_id")
                .equalTo(best.getString(0))
                .and(col("contribution_id").equalTo(best.getString(1))))
        .selectExpr(
            "to_json(named_struct('datanet_id', datanet_id, 'contribution_id', contribution_id,"
                + " 'contributor_id', contributor_id, 'content_sha256', content_sha256,"
                + " 'media_type', media_type, 'accepted_at',"
                + " date_format(accepted_at, \"yyyy-MM-dd'T'HH:mm:ss'Z'\"), 'added_in_version',"
                + " added_in_version, 'removed_in_version', removed_in_version, 'status',"
                + " 'REJECTED', 'tokenizer_id', tokenizer_id, 'tokens', tokens))")
        .head()
        .getString(0);
  }

  /** The sample's policy with two points moved from the contributors to the platform. */
  private static Path changedPolicy() throws IOException {
    String text = Files.readString(world.sample().policy());
    String changed =
        text.replaceFirst("platform = 100000", "platform = 120000")
            .replaceFirst("contributors = 650000", "contributors = 630000");
    assertThat(changed).isNotEqualTo(text);
    return Files.writeString(folder.resolve("changed.conf"), changed);
  }
}
