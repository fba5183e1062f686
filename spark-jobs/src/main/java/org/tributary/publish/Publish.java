package org.tributary.publish;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.sum;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.StructType;
import org.tributary.safety.Safety;
import org.tributary.safety.Verdict;
import org.tributary.schemas.ErrorCode;
import org.tributary.schemas.TributaryException;
import org.tributary.schemas.run.RunManifest;
import org.tributary.schemas.table.Tables;
import org.tributary.session.ProposedEntries;
import org.tributary.session.RunChain;
import org.tributary.session.RunContext;
import org.tributary.session.SparkFailures;

/**
 * Stage publish: posts the entries that a verified run proposes, in one commit, and writes the run
 * into table {@code runs}; the file {@code _SUCCESS} in the run's folder is the last thing written.
 *
 * <p>It may be executed any number of times. What is there already is compared and not posted
 * again, so a crash between two of its steps is mended by running it once more. Delta's own
 * idempotent writes are not used: they silently skip a write whose number they have seen, also when
 * its content is another.
 *
 * <p>One process at a time may publish to a warehouse: two appends never conflict in Delta, so
 * nothing else would stop the second.
 */
public final class Publish {
  /** Written last: the run is complete. */
  public static final String SUCCESS = "_SUCCESS";

  private static final StructType RUN =
      StructType.fromDDL(
          "run_id STRING, close_date DATE, previous_run_id STRING, manifest_sha256 STRING,"
              + " settlement_sha256 STRING, engine_version STRING, entries_posted BIGINT");

  /** Stands for the proposed entries among the run ids of the ledger. */
  private static final String PROPOSED = "";

  private final RunContext run;
  private final String runId;

  private Publish(RunContext run) {
    this.run = run;
    this.runId = run.manifest().runId();
  }

  /** Prepares the stage for {@code run}. */
  public static Publish of(RunContext run) {
    return new Publish(run);
  }

  /** The entries that the run proposes. */
  public Dataset<Row> proposed() {
    return ProposedEntries.rows(run);
  }

  /**
   * Publishes the run, or finds that it is published.
   *
   * @throws TributaryException with {@link ErrorCode#VERIFY_FAILED} if the run didn't verify, or
   *     its entries or files aren't those that did; with {@link ErrorCode#SAFETY_BOUND} if it
   *     exceeds a bound that nobody let it pass; with {@link ErrorCode#INPUT_INCONSISTENT} if
   *     another run was published since its snapshot, or the ledger has other entries of this run
   */
  public PublishResult execute() {
    return SparkFailures.explained("publish", this::publish);
  }

  private PublishResult publish() {
    Verification verification = Verification.passedBy(run);
    run.warehouse().createIfMissing(Tables.LEDGER_ENTRIES);
    run.warehouse().createIfMissing(Tables.RUNS);
    RunChain published = RunChain.read(run.warehouse());
    Map<String, Long> counts = entriesByRun();
    long proposed = counts.getOrDefault(PROPOSED, 0L);
    boolean posted = counts.containsKey(runId);
    Verdict safety = Safety.of(run).verdict();
    run.folder().writeText(Safety.FILE, safety.toJson());
    if (!posted && !published.has(runId)) {
      safety.requirePassed();
    }
    if (posted || published.has(runId)) {
      requirePostedAsProposed();
    }
    verification.requireEntries(run);
    verification.requireFiles(run);
    if (published.has(runId)) {
      requireSameManifest(published.runs().get(runId), verification);
    } else {
      requireNobodyElsePublished(published, counts);
      if (!posted && proposed > 0) {
        run.warehouse().append(Tables.LEDGER_ENTRIES, proposed());
      }
      run.warehouse().append(Tables.RUNS, runRow(verification, proposed));
    }
    run.folder().writeText(SUCCESS, runId + "\n");
    return new PublishResult(runId, proposed, published.has(runId));
  }

  /** Entries of the ledger by run, and the proposed ones under {@link #PROPOSED}. */
  private Map<String, Long> entriesByRun() {
    Map<String, Long> counts = new HashMap<>();
    run.warehouse()
        .read(Tables.LEDGER_ENTRIES)
        .select(col("run_id"))
        .unionByName(proposed().select(lit(PROPOSED).as("run_id")))
        .groupBy(col("run_id"))
        .count()
        .collectAsList()
        .forEach(row -> counts.put(row.getString(0), row.getLong(1)));
    return counts;
  }

  private void requirePostedAsProposed() {
    Dataset<Row> posted =
        run.warehouse()
            .read(Tables.LEDGER_ENTRIES)
            .where(col("close_date").equalTo(lit(run.manifest().closeDate())))
            .where(col("run_id").equalTo(runId));
    Column[] columns =
        Arrays.stream(posted.columns()).map(name -> col(name)).toArray(Column[]::new);
    Dataset<Row> sides =
        posted.withColumn("side", lit(-1)).unionByName(proposed().withColumn("side", lit(1)));
    List<Row> different =
        sides
            .groupBy(columns)
            .agg(sum(col("side")).as("side"))
            .where(col("side").notEqual(0))
            .orderBy(col("entry_id"), col("side"))
            .limit(1)
            .collectAsList();
    if (!different.isEmpty()) {
      throw TributaryException.of(
          ErrorCode.INPUT_INCONSISTENT,
          "Run %s is in the ledger already, but with other entries than it proposes now, e.g."
              + " entry %s. The same inputs gave other numbers: keep this warehouse as it is and"
              + " report a defect.",
          runId,
          different.get(0).<String>getAs("entry_id"));
    }
  }

  private void requireSameManifest(RunChain.Run published, Verification verification) {
    if (!published.manifestSha256().equals(verification.manifestSha256())) {
      throw TributaryException.of(
          ErrorCode.INPUT_INCONSISTENT,
          "Run %s was published with another manifest (SHA-256 %s) than the one in its folder"
              + " (%s). Put the published manifest back.",
          runId,
          published.manifestSha256(),
          verification.manifestSha256());
    }
    if (!published.settlementSha256().equals(verification.settlementSha256())) {
      throw TributaryException.of(
          ErrorCode.INPUT_INCONSISTENT,
          "Run %s was published with another settlement (SHA-256 %s) than the one in its folder"
              + " (%s). The same inputs gave other files: keep the published ones and report a"
              + " defect.",
          runId,
          published.settlementSha256(),
          verification.settlementSha256());
    }
  }

  private void requireNobodyElsePublished(RunChain published, Map<String, Long> counts) {
    Optional<String> expected = run.manifest().prior().previousRunId();
    Optional<String> last = published.last().map(RunChain.Run::runId);
    if (!last.equals(expected)) {
      throw TributaryException.of(
          ErrorCode.INPUT_INCONSISTENT,
          "Run %s continues from %s, but %s was published since its snapshot. Nothing was posted:"
              + " run 'tributary snapshot' and the stages after it again.",
          runId,
          expected.map(id -> "run " + id).orElse("an empty ledger"),
          last.map(id -> "run " + id).orElse("no run"));
    }
    counts.keySet().stream()
        .filter(id -> !id.equals(PROPOSED) && !id.equals(runId) && !published.has(id))
        .sorted()
        .findFirst()
        .ifPresent(
            id -> {
              throw TributaryException.of(
                  ErrorCode.INPUT_INCONSISTENT,
                  "Run %s has entries in the ledger, but was never published to its end. Nothing"
                      + " was posted for run %s: finish run %s first, with 'tributary publish' and"
                      + " its close date.",
                  id,
                  runId,
                  id);
            });
  }

  private Dataset<Row> runRow(Verification verification, long entries) {
    RunManifest manifest = run.manifest();
    Row row =
        RowFactory.create(
            runId,
            java.sql.Date.valueOf(manifest.closeDate()),
            manifest.prior().previousRunId().orElse(null),
            verification.manifestSha256(),
            verification.settlementSha256(),
            manifest.engineVersion(),
            entries);
    return run.spark().createDataFrame(List.of(row), RUN);
  }
}
