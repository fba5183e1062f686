package org.tributary.restate;

import static org.apache.spark.sql.functions.col;

import java.math.BigInteger;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.tributary.schemas.ErrorCode;
import org.tributary.schemas.TributaryException;
import org.tributary.schemas.run.CanonicalJson;
import org.tributary.schemas.table.Tables;
import org.tributary.session.Amounts;
import org.tributary.session.RunContext;
import org.tributary.session.SparkFailures;
import org.tributary.session.SqlFile;

/**
 * Looks at what a run proposes to post between allocate and settle. A restatement is asked for some
 * log dates and for a reason; a run that would change another date as well is stopped, and what it
 * changes is written beside the run with the reason.
 */
public final class Restatement {
  /** In the run's folder. */
  public static final String FILE = "restatement.json";

  private static final int SHOWN = 5;

  private final RunContext run;
  private final LocalDate from;
  private final LocalDate to;
  private final String reason;

  private Restatement(RunContext run, LocalDate from, LocalDate to, String reason) {
    this.run = Objects.requireNonNull(run);
    this.from = from;
    this.to = to;
    this.reason = reason;
  }

  /**
   * A restatement.
   *
   * @param from first log date that may change
   * @param to last one
   * @param reason why, for whoever asks later
   * @throws TributaryException USAGE where the dates are in the wrong order or no reason is given
   */
  public static Restatement of(RunContext run, LocalDate from, LocalDate to, String reason) {
    if (to.isBefore(from)) {
      throw TributaryException.of(
          ErrorCode.USAGE, "--from %s lies after --to %s: name the first date first.", from, to);
    }
    if (reason.isBlank()) {
      throw new TributaryException(
          ErrorCode.USAGE, "A restatement needs a reason that isn't blank (--because).");
    }
    return new Restatement(run, from, to, reason);
  }

  /**
   * What changes of a log date and token.
   *
   * @param accounts whose balance changes
   * @param up what accounts get more, base units
   * @param down what accounts get less
   */
  public record Change(
      LocalDate logDate, String tokenId, long accounts, BigInteger up, BigInteger down) {}

  /** One row per log date and token with proposed entries, payouts apart. */
  Dataset<Row> changes() {
    run.warehouse()
        .read(Tables.PROPOSED_ENTRIES)
        .where(col("run_id").equalTo(run.manifest().runId()))
        .createOrReplaceTempView("restated_entries");
    return run.spark().sql(SqlFile.read(Restatement.class, "changes.sql"));
  }

  /**
   * Checks the dates and writes {@link #FILE}.
   *
   * @throws TributaryException with {@link ErrorCode#INPUT_INCONSISTENT} where another date would
   *     change too; nothing is written then
   */
  public List<Change> execute() {
    List<Change> changes =
        SparkFailures.explained(
            "the restatement",
            () -> changes().collectAsList().stream().map(Restatement::change).toList());
    requireInside(changes);
    run.folder().voidVerification();
    run.folder().writeText(FILE, text(changes));
    return changes;
  }

  private static Change change(Row row) {
    return new Change(
        row.getDate(0).toLocalDate(),
        row.getString(1),
        row.getLong(2),
        Amounts.of(row, "up"),
        Amounts.of(row, "down"));
  }

  private void requireInside(List<Change> changes) {
    List<LocalDate> others =
        changes.stream()
            .map(Change::logDate)
            .filter(date -> date.isBefore(from) || date.isAfter(to))
            .distinct()
            .toList();
    if (!others.isEmpty()) {
      throw TributaryException.of(
          ErrorCode.INPUT_INCONSISTENT,
          "The restatement of %s to %s would change %d other log dates too: %s%s. Find out what"
              + " else was corrected ('tributary policy diff', table ingested_files), and name all"
              + " dates, or run the nightly, which posts every difference.",
          from,
          to,
          others.size(),
          String.join(", ", others.stream().limit(SHOWN).map(LocalDate::toString).toList()),
          others.size() > SHOWN ? " ..." : "");
    }
  }

  private String text(List<Change> changes) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("run_id", run.manifest().runId());
    json.put("from", from.toString());
    json.put("to", to.toString());
    json.put("reason", reason);
    json.put(
        "changes",
        changes.stream()
            .map(
                each ->
                    Map.<String, Object>of(
                        "log_date", each.logDate().toString(),
                        "token_id", each.tokenId(),
                        "accounts", each.accounts(),
                        "up", each.up().toString(),
                        "down", each.down().toString()))
            .toList());
    return CanonicalJson.write(json);
  }
}
