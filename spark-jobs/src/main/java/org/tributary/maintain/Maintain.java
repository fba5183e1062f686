package org.tributary.maintain;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.tributary.schemas.ErrorCode;
import org.tributary.schemas.TributaryException;
import org.tributary.schemas.table.Tables;
import org.tributary.session.SparkFailures;
import org.tributary.session.SparkSessions;
import org.tributary.session.SqlFile;
import org.tributary.session.Warehouse;
import org.tributary.session.WarehouseFormat;

/**
 * Compacts the tables' small files (OPTIMIZE) and deletes files that no version needs any more
 * (VACUUM). A version that a run pins stays readable: where one would break, the table's files are
 * left alone and the result says which run needs them.
 *
 * <p>Nothing else may write to the warehouse meanwhile: a file that another job has written but not
 * committed yet belongs to no version.
 */
public final class Maintain {
  private final Warehouse warehouse;
  private final int keepDays;
  private final Duration retain;
  private final Instant now;

  private Maintain(Builder builder) {
    this.warehouse = Objects.requireNonNull(builder.warehouse, "Maintain needs a warehouse");
    this.keepDays = builder.keepDays;
    this.retain = builder.retain;
    this.now = builder.now;
  }

  public static Builder builder() {
    return new Builder();
  }

  /** Options of {@link Maintain}. */
  public static final class Builder {
    private Warehouse warehouse;
    private int keepDays = 400;
    private Duration retain = Duration.ofDays(400);
    private Instant now = Instant.now();

    private Builder() {}

    /** Where the tables are. Required. */
    public Builder warehouse(Warehouse value) {
      this.warehouse = value;
      return this;
    }

    /** Runs that closed at most so many days before the last one stay recomputable. */
    public Builder keepDays(int days) {
      this.keepDays = days;
      return this;
    }

    /** Files that went out of use less long ago stay, whether a run pins them or not. */
    public Builder retain(Duration duration) {
      this.retain = duration;
      return this;
    }

    /** The instant that {@link #retain} is counted back from. */
    public Builder now(Instant instant) {
      this.now = instant;
      return this;
    }

    public Maintain build() {
      return new Maintain(this);
    }
  }

  /**
   * Does it for every table that there is.
   *
   * @throws TributaryException with {@link ErrorCode#INPUT_INCONSISTENT} where a run posted entries
   *     but wasn't published yet: it must find its tables as it left them
   */
  public MaintainResult execute() {
    WarehouseFormat.check(warehouse);
    return SparkFailures.explained("the upkeep of " + warehouse.root(), this::all);
  }

  private MaintainResult all() {
    requireNothingUnfinished();
    PinnedVersions pinned = PinnedVersions.read(warehouse, keepDays);
    List<TableUpkeep> done = new ArrayList<>();
    Stream.concat(Tables.INPUTS.stream(), Tables.OUTPUTS.stream())
        .sorted()
        .filter(warehouse::exists)
        .forEach(table -> done.add(keep(table, pinned.of(table))));
    return new MaintainResult(done);
  }

  private void requireNothingUnfinished() {
    if (!warehouse.exists(Tables.LEDGER_ENTRIES) || !warehouse.exists(Tables.RUNS)) {
      return;
    }
    warehouse.read(Tables.LEDGER_ENTRIES).createOrReplaceTempView("upkeep_entries");
    warehouse.read(Tables.RUNS).createOrReplaceTempView("upkeep_runs");
    List<Row> open =
        warehouse.spark().sql(SqlFile.read(Maintain.class, "unfinished_runs.sql")).collectAsList();
    if (!open.isEmpty()) {
      throw TributaryException.of(
          ErrorCode.INPUT_INCONSISTENT,
          "Run %s posted its entries, but was interrupted before it was published. Publish it"
              + " first ('tributary publish --date %s --run-id %s').",
          open.get(0).getString(0),
          open.get(0).get(1),
          open.get(0).getString(0));
    }
  }

  private TableUpkeep keep(String table, List<Pin> pins) {
    SparkSession spark = warehouse.spark();
    CommitLog log =
        new CommitLog(warehouse.location(table), spark.sparkContext().hadoopConfiguration());
    long before = warehouse.read(table).inputFiles().length;
    spark.sql("OPTIMIZE " + warehouse.identifier(table));
    long after = warehouse.read(table).inputFiles().length;
    Optional<Retention.Broken> broken = Retention.broken(pins, log.removals(), now.minus(retain));
    if (broken.isPresent()) {
      return new TableUpkeep(table, before, after, 0, Optional.of(why(broken.get())));
    }
    long lying = log.dataFiles();
    vacuum(table);
    return new TableUpkeep(table, before, after, lying - log.dataFiles(), Optional.empty());
  }

  private void vacuum(String table) {
    Duration kept = Duration.between(now.minus(retain), Instant.now());
    // Rounded up: a file more is kept, never one less.
    long hours = Math.max(0, kept.plusHours(1).minusNanos(1).toHours());
    SparkSession spark = warehouse.spark();
    SparkSessions.with(spark, vacuuming(spark))
        .sql("VACUUM " + warehouse.identifier(table) + " RETAIN " + hours + " HOURS");
  }

  private static Map<String, String> vacuuming(SparkSession spark) {
    return Map.of(
        // Delta only compares hours; what runs pin was looked at before.
        "spark.databricks.delta.retentionDurationCheck.enabled",
        "false",
        // It would write two commits a vacuum, and a new version of an input is a new run.
        "spark.databricks.delta.vacuum.logging.enabled",
        "false",
        // It lists folders in that many tasks, 10,000 by default, however few there are.
        "spark.sql.sources.parallelPartitionDiscovery.parallelism",
        String.valueOf(spark.sparkContext().defaultParallelism()));
  }

  private String why(Retention.Broken broken) {
    long hours = Duration.between(broken.removal().at(), now).toHours() + 1;
    return "run "
        + broken.pin().runId()
        + " of "
        + broken.pin().closeDate()
        + " pins version "
        + broken.pin().version()
        + ", whose files went out of use at "
        + broken.removal().at()
        + ". Keep at least "
        + hours
        + " hours (--retain-hours), or fewer runs (--keep-days)";
  }
}
