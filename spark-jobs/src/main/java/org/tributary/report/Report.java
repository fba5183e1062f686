package org.tributary.report;

import static org.apache.spark.sql.functions.col;

import java.math.BigDecimal;
import java.sql.Date;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.tributary.reports.payout.ControlTotals;
import org.tributary.reports.payout.FiatCsv;
import org.tributary.reports.payout.FiatPrice;
import org.tributary.reports.payout.NightSummary;
import org.tributary.reports.payout.PayoutRow;
import org.tributary.reports.payout.PayoutWriter;
import org.tributary.schemas.table.Tables;
import org.tributary.session.RunContext;
import org.tributary.session.SparkFailures;
import org.tributary.session.TemporaryFolder;

/**
 * Writes {@code reports/} of a run: payouts as CSV and Parquet, the lines that explain them,
 * control totals, a summary and a page. The same tables give the same bytes, however Spark is cut.
 *
 * <p>Reads statements, entitlements, proposed and posted entries, attribution, quarantine, prepared
 * models, groups of duplicates, the pinned logs and registries, and the settlement manifests in the
 * run's folder.
 */
public final class Report {
  public static final String FOLDER = "reports";
  public static final String PAYOUTS = FOLDER + "/payouts.parquet";
  public static final String LINES = FOLDER + "/payout_lines.parquet";

  /** All leaves of the run's settlements. */
  public static final String LEAVES = FOLDER + "/leaves.parquet";

  /** Only where there are prices. */
  public static final String FIAT = FOLDER + "/payouts_fiat.csv";

  private static final int TOP_CONTRIBUTORS = 10;

  private final RunContext context;
  private final TokenBook tokens;
  private final ReportQueries queries;
  private int topContributors = TOP_CONTRIBUTORS;

  private Report(RunContext context) {
    this.context = context;
    this.tokens = new TokenBook(context.policies(), context.manifest().closeDate());
    this.queries = new ReportQueries(context, tokens);
  }

  public static Report of(RunContext context) {
    return new Report(context);
  }

  /** How many contributors the summary and the page name per token; 10 if not set. */
  public Report topContributors(int most) {
    if (most < 1) {
      throw new IllegalArgumentException("At least one contributor must be named, not " + most);
    }
    this.topContributors = most;
    return this;
  }

  /** The rows of {@code payout_lines.parquet}, in no order. */
  public Dataset<Row> lines() {
    return queries.run("lines");
  }

  /** Statements with names and addresses, in no order. */
  public Dataset<Row> payouts() {
    return queries.run("payouts");
  }

  /**
   * Writes all files.
   *
   * @throws org.tributary.schemas.TributaryException with INPUT_INCONSISTENT when a statement is in
   *     a token that no policy names
   */
  public ReportResult execute() {
    return SparkFailures.explained("report", this::write);
  }

  private ReportResult write() {
    context.folder().voidVerification();
    List<PayoutRow> rows =
        payouts().collectAsList().stream()
            .map(row -> PayoutRows.record(row, tokens))
            .sorted(PayoutRow.ORDER)
            .toList();
    SingleParquet.write(
        context
            .spark()
            .createDataFrame(rows.stream().map(PayoutRows::row).toList(), PayoutRows.TYPE),
        context.folder(),
        PAYOUTS,
        col("account_id"),
        col("token_id"));
    SingleParquet.write(
        lines(),
        context.folder(),
        LINES,
        col("account"),
        col("token_id"),
        col("log_date"),
        col("role"),
        col("model_id").asc_nulls_first(),
        col("datanet_id").asc_nulls_first());
    LeavesParquet.write(context.spark(), context.folder(), LEAVES);
    queries.useLines(context.spark().read().parquet(context.folder().location() + "/" + LINES));
    ControlTotals control = control();
    NightSummary night =
        new NightReader(context, queries, tokens, topContributors).read(rows, control);
    writeTexts(night, rows, control);
    List<FiatPrice> prices = prices();
    if (!prices.isEmpty()) {
      context.folder().writeText(FIAT, FiatCsv.text(rows, prices));
    }
    return new ReportResult(context.folder().location() + "/" + FOLDER, rows.size(), night);
  }

  /** Prices up to the close date; the last of each token and currency counts. */
  private List<FiatPrice> prices() {
    return context
        .input(Tables.PRICES)
        .where(col("price_date").leq(Date.valueOf(context.manifest().closeDate())))
        .collectAsList()
        .stream()
        .map(
            row ->
                new FiatPrice(
                    row.getAs("token_id"),
                    row.getAs("currency"),
                    row.<Date>getAs("price_date").toString(),
                    row.getAs("price")))
        .toList();
  }

  private ControlTotals control() {
    List<ControlTotals.Incoming> incoming =
        queries.run("incoming").collectAsList().stream()
            .map(
                row ->
                    new ControlTotals.Incoming(
                        row.getAs("token_id"),
                        row.getAs("source_kind"),
                        row.<Date>getAs("log_date").toString(),
                        row.<Long>getAs("sources"),
                        row.<BigDecimal>getAs("amount").toBigIntegerExact()))
            .toList();
    return new ControlTotals(
        context.manifest().runId(), context.manifest().closeDate().toString(), incoming);
  }

  private void writeTexts(NightSummary night, List<PayoutRow> rows, ControlTotals control) {
    try (TemporaryFolder local = TemporaryFolder.named("tributary-reports")) {
      PayoutWriter.into(local.path()).write(night, rows, control);
      for (String name : PayoutWriter.FILES) {
        context.folder().upload(local.path().resolve(name), FOLDER + "/" + name);
      }
    }
  }
}
