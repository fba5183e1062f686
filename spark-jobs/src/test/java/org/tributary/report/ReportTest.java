package org.tributary.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tributary.schemas.run.CanonicalJson;
import org.tributary.schemas.table.Tables;
import org.tributary.session.RunContext;
import org.tributary.session.SharedSpark;
import org.tributary.session.Warehouse;
import org.tributary.verify.Verify;
import org.tributary.verify.VerifyResult;

class ReportTest {
  private static final List<String> FILES =
      List.of(
          "reports/payouts.csv",
          "reports/payouts.parquet",
          "reports/payout_lines.parquet",
          "reports/leaves.parquet",
          "reports/control_totals.json",
          "reports/summary.md",
          "reports/index.html");

  @TempDir Path folder;

  @Test
  void twoNightsAreReportedAndVerify() {
    ReportWorld world = new ReportWorld(folder);
    RunContext first = world.first();
    Report.of(first).execute();
    assertThat(Verify.of(first).execute().findings()).isEmpty();
    RunContext second = world.second(first);
    ReportResult result = Report.of(second).execute();

    assertThat(result.payoutRows()).isEqualTo(3);
    assertPayouts(second);
    assertLines(second);
    assertLeaves(second);
    assertSummary(second);
    assertThat(second.folder().readText("reports/index.html"))
        .contains("&lt;script&gt;alert(&#39;bob&#39;)&lt;/script&gt;")
        .doesNotContain("<script>");
    assertVerifies(second);
    assertFindsWhatWasChanged(second);
    assertSameBytesHoweverSparkIsCut(second);
  }

  private static void assertPayouts(RunContext run) {
    assertThat(run.folder().readText("reports/payouts.csv").lines())
        .hasSize(4)
        .element(2)
        .isEqualTo(
            "bob,"
                + ReportWorld.HOSTILE
                + ",USDC,6,31337,"
                + ReportWorld.address("usdc")
                + ","
                + ReportWorld.address("bob")
                + ",HELD,Identity check,0,60,5,0,0,65,0,0,85,0,0.000000,0.000060,0.000005,0.000000,"
                + "0.000000,0.000065,0.000000,0.000000,0.000085,0.000000");
    assertThat(parquet(run, "payouts"))
        .hasSize(3)
        .element(1)
        .asString()
        .startsWith("[bob," + ReportWorld.HOSTILE + ",USDC,6,31337,")
        .endsWith(
            ",0,60,5,0,0,65,0,0,85,0,0.000000,0.000060,0.000005,0.000000,0.000000,0.000065,"
                + "0.000000,0.000000,0.000085,0.000000]");
  }

  private static void assertLines(RunContext run) {
    assertThat(parquet(run, "payout_lines"))
        .containsExactly(
            "[payee:alice,alice,USDC,2026-06-01,CONTRIBUTOR,digits,d,sample,RESTATED,8000000,45,50,-5]",
            "[payee:alice,alice,USDC,2026-06-02,CONTRIBUTOR,digits,d,sample,EARNED,8000000,100,0,100]",
            "[payee:bob,bob,USDC,2026-06-01,CONTRIBUTOR,digits,d,sample,RESTATED,8000000,25,20,5]",
            "[payee:bob,bob,USDC,2026-06-02,CONTRIBUTOR,digits,d,sample,EARNED,8000000,60,0,60]",
            "[payee:platform,platform,USDC,2026-06-01,PLATFORM,digits,null,sample,null,null,10,10,0]",
            "[payee:platform,platform,USDC,2026-06-02,PLATFORM,digits,null,sample,EARNED,null,20,0,20]",
            "[revenue:fee,null,USDC,2026-06-01,REVENUE,null,null,sample,null,null,-100,-100,0]",
            "[revenue:fee,null,USDC,2026-06-02,REVENUE,null,null,sample,EARNED,null,-200,0,-200]",
            "[revenue:reward,null,USDC,2026-06-02,REVENUE,null,null,sample,EARNED,null,-30,0,-30]",
            "[suspense:disputed,null,USDC,2026-06-02,DISPUTED,null,null,sample,EARNED,null,30,0,30]",
            "[suspense:unattributed,null,USDC,2026-06-01,UNATTRIBUTED,digits,null,sample,null,null,20,"
                + "20,0]",
            "[suspense:unattributed,null,USDC,2026-06-02,UNATTRIBUTED,digits,null,sample,EARNED,null,"
                + "20,0,20]");
  }

  /** What the settlement's own file says, with its chain and distributor. */
  private static void assertLeaves(RunContext run) {
    String distributor = ReportWorld.address("distributor");
    List<String> leaves =
        run.folder()
            .readText("settlement/31337-" + distributor + "/leaves.csv")
            .lines()
            .skip(1)
            .map(line -> "[31337," + distributor + "," + line + "]")
            .toList();
    assertThat(leaves).isNotEmpty();
    assertThat(parquet(run, "leaves")).isEqualTo(leaves);
  }

  private static void assertSummary(RunContext run) {
    assertThat(run.folder().readText("reports/control_totals.json"))
        .isEqualTo(
            "{\"close_date\":\"2026-06-02\",\"incoming\":["
                + "{\"amount\":\"100\",\"log_date\":\"2026-06-01\",\"source_kind\":\"FEE\","
                + "\"sources\":1,\"token_id\":\"USDC\"},"
                + "{\"amount\":\"200\",\"log_date\":\"2026-06-02\",\"source_kind\":\"FEE\","
                + "\"sources\":1,\"token_id\":\"USDC\"},"
                + "{\"amount\":\"30\",\"log_date\":\"2026-06-02\",\"source_kind\":\"REWARD\","
                + "\"sources\":1,\"token_id\":\"USDC\"}],\"run_id\":\""
                + run.manifest().runId()
                + "\"}\n");
    assertThat(run.folder().readText("reports/summary.md"))
        .contains("| fees of inferences | 2 | 0.0002 | 0.0003 |")
        .contains("| rewards of agent runs | 1 | 0.00003 | 0.00003 |")
        .contains("| Contributors | 0.00016 | 69.56 % | 0.00023 | 69.70 % |")
        .contains("| Alice | alice | 0.000095 | 0.000145 | PAYABLE |")
        .contains("| HELD | Identity check | 1 | 0.000085 |")
        .contains("| `NO_RETRIEVAL` | nothing was retrieved for the inference")
        .contains("| 2026-06-01 | 2 | 0.000005 | -0.000005 |")
        .contains("- `influence`: 2 inferences, 100.00 % attributed")
        .contains("- `span`: 2 inferences, 0.00 % attributed; 2 left unattributed by policy")
        .contains("| step-1 | 0 | 8 | 100 | gauss-newton | 0.5 | 0.25 | 0.5 |")
        .contains(
            "| datanet | version | exact | near | of another contributor |\n| --- | ---: | ---: | ---: | ---: |\n| d | 3 | 2 | 1 | 1 |\n\n")
        .contains(
            "| c1 | d | alice | 1 | 1 | bob |\n| c2 | d | alice | 1 | 0 | the same contributor |\n\n")
        .contains("#### Shares by influence on 2026-06-02")
        .contains("| Alice | alice | d | 47.62 % ± 0.81 % |  |")
        .contains("| bob | d | 19.05 % ± 0.81 % | flat share: lost in noise |")
        .contains("Credibility over the log dates 2026-05-04 to 2026-06-02")
        .containsSubsequence(
            "| bob | 28.57 % of its influence was harm | 60.00 % |",
            "| alice | 9.09 % of its influence was harm | 90.00 % |")
        .doesNotContain("| old |")
        .contains("| `inference_log` | `NEGATIVE_FEE` | 1 |");
  }

  private static void assertVerifies(RunContext run) {
    VerifyResult result = Verify.of(run).execute();
    assertThat(result.findings()).isEmpty();
    assertThat(result.passed()).isTrue();
    assertThat(run.folder().readText("verify.json"))
        .contains("\"passed\":true")
        .contains(
            "\"manifest_sha256\":\""
                + CanonicalJson.sha256(run.folder().read("manifest.json"))
                + "\"");
    assertThat(
            run.warehouse()
                .read("quality_results")
                .where("run_id = '" + run.manifest().runId() + "'")
                .collectAsList())
        .hasSize(21)
        .allMatch(row -> row.<Boolean>getAs("passed"));
  }

  private static void assertFindsWhatWasChanged(RunContext run) {
    byte[] lines = run.folder().read("reports/payout_lines.parquet");
    String csv = run.folder().readText("reports/payouts.csv");
    run.folder().writeText("reports/payouts.csv", csv.replace("0,65,0,0,85", "0,65,0,0,86"));
    run.folder().writeText("reports/payout_lines.parquet", "no Parquet");
    VerifyResult result = Verify.of(run).execute();
    assertThat(result.passed()).isFalse();
    assertThat(result.findings())
        .singleElement()
        .asString()
        .startsWith("reports/payout_lines.parquet can't be checked: ");
    run.folder().write("reports/payout_lines.parquet", lines);
    assertThat(Verify.of(run).execute().findings())
        .containsExactly(
            "reports/payouts.csv, line 3: reserved is \"86\", but reports/payouts.parquet says"
                + " \"85\" (payee bob, token USDC).");
    assertThat(run.folder().readText("verify.json")).contains("\"passed\":false");
    run.folder().writeText("reports/payouts.csv", csv);
    assertFindsWhatTheTablesHaveOtherwise(run);
  }

  /** A payment and an entitlement that no file says; both stand again afterwards. */
  private static void assertFindsWhatTheTablesHaveOtherwise(RunContext run) {
    Warehouse warehouse = run.warehouse();
    String ownRows = "run_id = '" + run.manifest().runId() + "'";
    List<Row> entries = warehouse.read(Tables.PROPOSED_ENTRIES).where(ownRows).collectAsList();
    StructType schema = warehouse.read(Tables.PROPOSED_ENTRIES).schema();
    Dataset<Row> right = run.spark().createDataFrame(entries, schema);
    warehouse.replaceWhere(
        Tables.PROPOSED_ENTRIES,
        ownRows,
        right.withColumn(
            "account", functions.expr("replace(account, 'payable:alice', 'payable:mallory')")));
    assertThat(Verify.of(run).execute().findings())
        .containsExactly(
            "proposed_entries: payee alice, token USDC: entries post 0 as paid, but"
                + " reports/payouts.parquet says 95.",
            "proposed_entries moves something of payee mallory, token USDC, but"
                + " reports/payouts.parquet has no row for it.");
    warehouse.replaceWhere(Tables.PROPOSED_ENTRIES, ownRows, right);

    String ofDay = "log_date = DATE'" + run.manifest().closeDate() + "'";
    List<Row> day = warehouse.read(Tables.ENTITLEMENTS).where(ofDay).collectAsList();
    Dataset<Row> entitled =
        run.spark().createDataFrame(day, warehouse.read(Tables.ENTITLEMENTS).schema());
    warehouse.replaceWhere(
        Tables.ENTITLEMENTS,
        ofDay,
        entitled.withColumn(
            "amount",
            functions.expr(
                "CAST(IF(account = 'payee:bob', amount - 1, amount) AS DECIMAL(38,0))")));
    assertThat(Verify.of(run).execute().findings())
        .containsExactly(
            "entitlements: FEE of i2 brought in 200 USDC, but 199 is entitled.",
            "reports/payout_lines.parquet: payee:bob as CONTRIBUTOR for "
                + run.manifest().closeDate()
                + " in USDC is entitled 59, but the lines say 60.");
    warehouse.replaceWhere(Tables.ENTITLEMENTS, ofDay, entitled);
  }

  private static void assertSameBytesHoweverSparkIsCut(RunContext run) {
    SparkSession spark = SharedSpark.session();
    String partitions = spark.conf().get("spark.sql.shuffle.partitions");
    Map<String, String> expected = hashes(run);
    try {
      for (String other : List.of("1", "7", "64")) {
        spark.conf().set("spark.sql.shuffle.partitions", other);
        Report.of(run).execute();
        assertThat(hashes(run)).as("%s shuffle partitions", other).isEqualTo(expected);
      }
    } finally {
      spark.conf().set("spark.sql.shuffle.partitions", partitions);
    }
  }

  private static Map<String, String> hashes(RunContext run) {
    Map<String, String> hashes = new TreeMap<>();
    FILES.forEach(name -> hashes.put(name, CanonicalJson.sha256(run.folder().read(name))));
    return hashes;
  }

  private static List<String> parquet(RunContext run, String name) {
    return run
        .spark()
        .read()
        .parquet(run.folder().location() + "/reports/" + name + ".parquet")
        .collectAsList()
        .stream()
        .map(Object::toString)
        .toList();
  }
}
