package org.tributary.safety;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.tributary.schemas.ErrorCode;
import org.tributary.schemas.TributaryException;
import org.tributary.schemas.policy.SafetyRule;
import org.tributary.schemas.table.Tables;
import org.tributary.session.Amounts;
import org.tributary.session.RunContext;
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
   * Lets the run pass the bounds that it exceeds, by as much as it does now.
   *
   * @throws TributaryException USAGE where nobody or no reason is named
   */
  public List<Breach> approve(String approvedBy, String reason) {
    if (approvedBy.isBlank() || reason.isBlank()) {
      throw new TributaryException(
          ErrorCode.USAGE, "An override needs a name and a reason that aren't blank.");
    }
    List<Breach> open = verdict().open();
    List<Row> rows = new ArrayList<>();
    for (Breach breach : open) {
      rows.add(
          RowFactory.create(
              runId,
              breach.bound().name(),
              breach.tokenId(),
              new BigDecimal(breach.figure()),
              approvedBy,
              reason));
    }
    if (!rows.isEmpty()) {
      warehouse.append(
          Tables.SAFETY_OVERRIDES,
          run.spark().createDataFrame(rows, warehouse.read(Tables.SAFETY_OVERRIDES).schema()));
    }
    return open;
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
    return new Verdict(runId, breaches, approvals(), warnings());
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
    return warehouse
        .read(Tables.SAFETY_OVERRIDES)
        .where(col("run_id").equalTo(runId))
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
