package org.tributary.safety;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.StructType;
import org.tributary.schemas.ErrorCode;
import org.tributary.schemas.TributaryException;
import org.tributary.schemas.policy.SafetyRule;
import org.tributary.schemas.table.Tables;
import org.tributary.session.Amounts;
import org.tributary.session.RunContext;
import org.tributary.session.RunFolder;
import org.tributary.session.SparkFailures;
import org.tributary.session.SqlFile;
import org.tributary.session.Warehouse;

/**
 * Measures a settled run against the bounds of the policy in force on its close date. Reads its
 * statements and those of the runs published before.
 */
public final class Safety {
  /** The verdict in the run's folder. */
  public static final String FILE = "safety.json";

  private static final int WHOLE = 1_000_000;

  private final RunContext run;
  private final Warehouse warehouse;
  private final String runId;
  private final SafetyRule rule;

  private Safety(RunContext run) {
    this.run = run;
    this.warehouse = run.warehouse();
    this.runId = run.manifest().runId();
    this.rule = run.policies().inForceOn(run.manifest().closeDate()).safety();
  }

  public static Safety of(RunContext run) {
    return new Safety(run);
  }

  /** What the run exceeds, who let it pass, and what to look at. */
  public Verdict verdict() {
    return SparkFailures.explained("the safety bounds", this::measure);
  }

  /**
   * Lets the run as it is verified pass bounds that it exceeds, by as much as it does now.
   *
   * @param bounds names of bounds that it exceeds, each {@code BOUND} or {@code BOUND:TOKEN}
   * @throws TributaryException USAGE where nobody or no reason is named, or a bound that the run
   *     doesn't exceed; VERIFY_FAILED where the run wasn't verified
   */
  public List<Breach> approve(List<String> bounds, String approvedBy, String reason) {
    if (approvedBy.isBlank() || reason.isBlank()) {
      throw new TributaryException(
          ErrorCode.USAGE, "An override needs a name and a reason that aren't blank.");
    }
    List<Breach> named = verdict().named(bounds);
    String settlement =
        settlementSha256()
            .orElseThrow(
                () ->
                    TributaryException.of(
                        ErrorCode.VERIFY_FAILED,
                        "Run %s isn't verified, and an override is for what was: run 'tributary"
                            + " verify' first.",
                        runId));
    StructType schema = warehouse.read(Tables.SAFETY_OVERRIDES).schema();
    List<Row> rows = new ArrayList<>();
    for (Breach breach : named) {
      Map<String, Object> values = new HashMap<>();
      values.put("run_id", runId);
      values.put("bound", breach.bound().name());
      values.put("token_id", breach.tokenId());
      values.put("figure", new BigDecimal(breach.figure()));
      values.put("settlement_sha256", settlement);
      values.put("approved_by", approvedBy);
      values.put("reason", reason);
      // A table of an earlier engine has no settlement.
      rows.add(RowFactory.create(Arrays.stream(schema.fieldNames()).map(values::get).toArray()));
    }
    warehouse.append(Tables.SAFETY_OVERRIDES, run.spark().createDataFrame(rows, schema));
    return named;
  }

  /** Of the settlement that stage verify found right, where it did. */
  private Optional<String> settlementSha256() {
    return run.folder().exists(RunFolder.VERIFICATION)
        ? Optional.of(json(RunFolder.VERIFICATION).path("settlement_sha256").asText())
        : Optional.empty();
  }

  private Verdict measure() {
    warehouse.createIfMissing(Tables.STATEMENTS);
    warehouse.createIfMissing(Tables.SAFETY_OVERRIDES);
    List<String> before = runsBefore();
    List<Object> all = new ArrayList<>(before);
    all.add(runId);
    warehouse
        .read(Tables.STATEMENTS)
        .where(col("run_id").isin(all.toArray()))
        .createOrReplaceTempView("safety_statements");
    List<Breach> breaches = new ArrayList<>();
    for (RunFigures figures : figures(before)) {
      breaches.addAll(SafetyBounds.breaches(rule, figures));
    }
    List<String> warnings = new ArrayList<>(settleWarnings());
    warnings.addAll(warnings());
    return new Verdict(runId, breaches, approvals(), warnings);
  }

  private List<RunFigures> figures(List<String> before) {
    Map<String, Row> ofRun = new TreeMap<>();
    Map<String, Map<String, BigInteger>> paidBefore = new HashMap<>();
    for (Row row : sql("figures.sql").collectAsList()) {
      String token = row.getAs("token_id");
      if (row.getAs("run_id").equals(runId)) {
        ofRun.put(token, row);
      } else {
        paidBefore
            .computeIfAbsent(token, id -> new HashMap<>())
            .put(row.getAs("run_id"), Amounts.of(row, "paid"));
      }
    }
    List<RunFigures> figures = new ArrayList<>();
    ofRun.forEach(
        (token, row) -> {
          Map<String, BigInteger> paid = paidBefore.getOrDefault(token, Map.of());
          List<BigInteger> trailing =
              before.stream()
                  .map(id -> paid.getOrDefault(id, BigInteger.ZERO))
                  .filter(amount -> amount.signum() > 0)
                  .limit(rule.trailingRuns())
                  .toList();
          figures.add(
              new RunFigures(
                  token,
                  Amounts.of(row, "paid"),
                  Amounts.of(row, "paid_to_new"),
                  Amounts.of(row, "claimable_before").signum() == 0,
                  trailing));
        });
    return figures;
  }

  /** Run ids, the last published first. */
  private List<String> runsBefore() {
    Map<String, String> previous = new HashMap<>();
    warehouse
        .read(Tables.RUNS)
        .select("run_id", "previous_run_id")
        .collectAsList()
        .forEach(row -> previous.put(row.getString(0), row.getString(1)));
    List<String> ids = new ArrayList<>();
    String id = run.manifest().prior().previousRunId().orElse(null);
    while (id != null) {
      ids.add(id);
      id = previous.get(id);
    }
    return ids;
  }

  private List<Approval> approvals() {
    Dataset<Row> ofRun =
        warehouse.read(Tables.SAFETY_OVERRIDES).where(col("run_id").equalTo(runId));
    if (Arrays.asList(ofRun.columns()).contains("settlement_sha256")) {
      Column ofSettlement =
          col("settlement_sha256").equalTo(settlementSha256().orElse("not verified"));
      ofRun = ofRun.where(col("settlement_sha256").isNull().or(ofSettlement));
    }
    return ofRun
        .orderBy("bound", "token_id", "figure", "approved_by", "reason")
        .collectAsList()
        .stream()
        .map(
            row ->
                new Approval(
                    Bound.valueOf(row.getAs("bound")),
                    row.getAs("token_id"),
                    Amounts.of(row, "figure"),
                    row.getAs("approved_by"),
                    row.getAs("reason")))
        .toList();
  }

  /** What stage settle found. */
  private List<String> settleWarnings() {
    List<String> warnings = new ArrayList<>();
    if (run.folder().exists(RunFolder.WARNINGS)) {
      json(RunFolder.WARNINGS).path("warnings").forEach(each -> warnings.add(each.asText()));
    }
    return warnings;
  }

  private JsonNode json(String file) {
    try {
      return new ObjectMapper().readTree(run.folder().read(file));
    } catch (IOException e) {
      throw new TributaryException(
          ErrorCode.INPUT_INCONSISTENT,
          run.folder().location()
              + "/"
              + file
              + " is no JSON: run the stage that writes it again. "
              + e.getMessage(),
          e);
    }
  }

  private List<String> warnings() {
    if (rule.warnConcentrationPpm() == 0) {
      return List.of();
    }
    run.input(Tables.INFERENCE_LOG)
        .where(col("log_date").leq(lit(run.manifest().closeDate())))
        .createOrReplaceTempView("safety_inference_log");
    String sql =
        SqlFile.read(Safety.class, "concentration.sql")
            .replace("${run_id}", runId)
            // No more than so many can have that part.
            .replace("${most}", Integer.toString(WHOLE / rule.warnConcentrationPpm()));
    List<String> warnings = new ArrayList<>();
    for (Row row : run.spark().sql(sql).collectAsList()) {
      if (!isConcentrated(Amounts.of(row, "amount"), Amounts.of(row, "total"))) {
        continue;
      }
      warnings.add(
          String.format(
              Locale.ROOT,
              row.getAs("what").equals("fees")
                  ? "%s paid %s of the %s that came in as fees in %s"
                  : "%s gets %s of the %s that the run pays in %s",
              row.getAs("account_id"),
              Amounts.of(row, "amount"),
              Amounts.of(row, "total"),
              row.getAs("token_id")));
    }
    return warnings;
  }

  private boolean isConcentrated(BigInteger amount, BigInteger total) {
    BigInteger part = total.multiply(BigInteger.valueOf(rule.warnConcentrationPpm()));
    return amount.multiply(BigInteger.valueOf(WHOLE)).compareTo(part) > 0;
  }

  private Dataset<Row> sql(String name) {
    return run.spark().sql(SqlFile.read(Safety.class, name));
  }
}
