package org.tributary.allocate;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.tributary.ledger.Reason;
import org.tributary.schemas.run.RunManifest;
import org.tributary.schemas.table.Tables;
import org.tributary.session.RunContext;
import org.tributary.session.SparkFailures;

/**
 * Stage allocate: recomputes the entitlements of the whole history up to the close date, and
 * proposes the difference to what is posted.
 *
 * <p>Reads {@code inference_log}, {@code agent_runs} and {@code models} as the run pins them,
 * {@code attribution} of the same run, and {@code ledger_entries} as it was before the run. Writes
 * {@code entitlements} and {@code proposed_entries}; the ledger itself is left to stage publish.
 */
public final class Allocate {
  private final RunContext run;

  private Allocate(RunContext run) {
    this.run = run;
  }

  /** Prepares the stage for {@code run}. */
  public static Allocate of(RunContext run) {
    return new Allocate(run);
  }

  /** Every entitlement up to the close date; lazy but for the models, which are a registry. */
  public Dataset<Row> entitlements() {
    return EntitlementRows.of(
        upToCloseDate(run.input(Tables.INFERENCE_LOG)),
        upToCloseDate(run.input(Tables.AGENT_RUNS)),
        upToCloseDate(run.warehouse().read(Tables.ATTRIBUTION)),
        run.policies(),
        owners());
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
        upToCloseDate(posted),
        run.policies(),
        manifest.runId(),
        manifest.closeDate());
  }

  /** Writes both tables. */
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
    Dataset<Row> written = upToCloseDate(run.warehouse().read(Tables.ENTITLEMENTS));
    run.warehouse()
        .replaceWhere(
            Tables.PROPOSED_ENTRIES,
            "run_id = '" + run.manifest().runId() + "'",
            proposedEntries(written).hint("rebalance"));
    return counted(written);
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

  private ModelOwners owners() {
    ModelOwners.Builder owners = new ModelOwners.Builder();
    for (Row row :
        run.input(Tables.MODELS)
            .select("model_id", "developer_id", "base_model_id")
            .collectAsList()) {
      owners.add(row.getString(0), row.getString(1), Optional.ofNullable(row.getString(2)));
    }
    return owners.build();
  }

  private Dataset<Row> upToCloseDate(Dataset<Row> rows) {
    return rows.where(col("log_date").leq(lit(run.manifest().closeDate())));
  }
}
