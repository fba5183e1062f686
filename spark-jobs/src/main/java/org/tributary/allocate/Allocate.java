package org.tributary.allocate;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import java.util.HashMap;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.tributary.ledger.Reason;
import org.tributary.schemas.policy.PolicyBook;
import org.tributary.schemas.run.RunManifest;
import org.tributary.schemas.table.Tables;
import org.tributary.session.RunContext;
import org.tributary.session.SparkFailures;

/**
 * Stage allocate: recomputes the entitlements of the whole history up to the close date, and
 * proposes the difference to what is posted.
 *
 * <p>Reads {@code inference_log}, {@code serving_batches}, {@code agent_runs}, {@code
 * agent_run_decisions}, {@code models} and {@code datanets} with their training sets as the run
 * pins them, {@code attribution} of the same run, and {@code ledger_entries} as it was before the
 * run. Writes {@code entitlements} and {@code proposed_entries}; the ledger itself is left to stage
 * publish.
 */
public final class Allocate {
  private final RunContext run;
  private final AllocateInputs inputs;

  private Allocate(RunContext run) {
    this.run = run;
    this.inputs = new AllocateInputs(run);
  }

  /** Prepares the stage for {@code run}. */
  public static Allocate of(RunContext run) {
    return new Allocate(run);
  }

  /** Every entitlement up to the close date; lazy but for the registries of models and datanets. */
  public Dataset<Row> entitlements() {
    return entitlements(run.policies());
  }

  /** As {@link #entitlements()}, under other policies than the run's: what would become of it. */
  public Dataset<Row> entitlements(PolicyBook policies) {
    return EntitlementRows.of(
        inputs.income(),
        inputs.upToCloseDate(run.warehouse().read(Tables.ATTRIBUTION)),
        inputs.rules(policies));
  }

  /**
   * The entries that bring the ledger from what is posted to {@code entitlements}; lazy.
   *
   * @param entitlements all of the run, as {@link #entitlements} or its table gives them
   */
  public Dataset<Row> proposedEntries(Dataset<Row> entitlements) {
    RunManifest manifest = run.manifest();
    Dataset<Row> posted =
        run.warehouse()
            .read(Tables.LEDGER_ENTRIES, manifest.prior().ledgerVersion())
            // What moves earnings to and fro is settle's to recompute.
            .where(col("reason_code").isin(Reason.EARNED.name(), Reason.RESTATED.name()));
    return ProposedRows.of(
        entitlements,
        inputs.upToCloseDate(posted),
        run.policies(),
        manifest.runId(),
        manifest.closeDate());
  }

  /**
   * What serving cost and brought in; lazy.
   *
   * @param entitlements all of the run
   */
  public Dataset<Row> servingCosts(Dataset<Row> entitlements) {
    return ServingCosts.of(inputs.income(), entitlements, inputs.owners());
  }

  /** Who shaped the steps of agent runs that failed or are disputed; lazy. */
  public Dataset<Row> responsibility() {
    return ResponsibilityRows.of(
        inputs.income(),
        inputs.upToCloseDate(run.warehouse().read(Tables.ATTRIBUTION)),
        run.policies(),
        inputs.owners());
  }

  /** Writes all tables. */
  public AllocateResult execute() {
    return SparkFailures.explained("allocate", this::writeAndCount);
  }

  private AllocateResult writeAndCount() {
    run.folder().voidVerification();
    run.warehouse()
        .replaceWhere(
            Tables.ENTITLEMENTS,
            "log_date <= DATE'" + run.manifest().closeDate() + "'",
            // One file per log date instead of one per date and task.
            entitlements().hint("rebalance", col("log_date")));
    Dataset<Row> written = inputs.upToCloseDate(run.warehouse().read(Tables.ENTITLEMENTS));
    writeReadings(written);
    run.warehouse()
        .replaceWhere(
            Tables.PROPOSED_ENTRIES,
            "run_id = '" + run.manifest().runId() + "'",
            proposedEntries(written).hint("rebalance"));
    return counted(written);
  }

  /** Tables that no money depends on, for reports. */
  private void writeReadings(Dataset<Row> entitlements) {
    String history = "log_date <= DATE'" + run.manifest().closeDate() + "'";
    run.warehouse()
        .replaceWhere(
            Tables.SERVING_COSTS,
            history,
            servingCosts(entitlements).hint("rebalance", col("log_date")));
    run.warehouse()
        .replaceWhere(
            Tables.RUN_RESPONSIBILITY,
            history,
            responsibility().hint("rebalance", col("log_date")));
  }

  private AllocateResult counted(Dataset<Row> entitlements) {
    Dataset<Row> proposed =
        run.warehouse()
            .read(Tables.PROPOSED_ENTRIES)
            .where(col("run_id").equalTo(run.manifest().runId()));
    Map<String, Long> counts = new HashMap<>();
    entitlements
        .select(lit("ENTITLED").as("what"))
        .unionByName(proposed.select(col("reason_code").as("what")))
        .groupBy(col("what"))
        .count()
        .collectAsList()
        .forEach(row -> counts.put(row.getString(0), row.getLong(1)));
    return new AllocateResult(
        counts.getOrDefault("ENTITLED", 0L),
        counts.getOrDefault(Reason.EARNED.name(), 0L),
        counts.getOrDefault(Reason.RESTATED.name(), 0L));
  }
}
