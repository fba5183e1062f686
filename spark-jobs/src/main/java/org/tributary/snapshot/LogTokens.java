package org.tributary.snapshot;

import static org.apache.spark.sql.functions.col;

import java.time.LocalDate;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.tributary.schemas.ErrorCode;
import org.tributary.schemas.TributaryException;
import org.tributary.schemas.policy.PolicyBook;
import org.tributary.schemas.table.Tables;
import org.tributary.session.CountedRows;
import org.tributary.session.RowWarning;
import org.tributary.session.RunContext;
import org.tributary.session.SqlFile;
import org.tributary.session.Warehouse;

/**
 * What the logs up to the close date pay in, and what of it can't be settled.
 *
 * @param days one entry per table, log date, token and reason, ordered by these
 */
record LogTokens(List<Day> days) {
  /**
   * Rows of one table with one log date and token.
   *
   * @param why reason code of rows that can't be settled; empty for the others
   * @param steps of these, inferences that name an agent run
   */
  record Day(String table, LocalDate logDate, String tokenId, String why, long rows, long steps) {}

  /** Reads the pinned logs, without the rows that are voided. */
  static LogTokens read(RunContext run) {
    for (String table : List.of(Tables.INFERENCE_LOG, Tables.AGENT_RUNS)) {
      view(run, table);
    }
    String sql =
        SqlFile.read(LogTokens.class, "log_tokens.sql")
            .replace("${close_date}", run.manifest().closeDate().toString());
    return new LogTokens(
        run.spark().sql(sql).collectAsList().stream()
            .map(
                row ->
                    new Day(
                        row.getString(0),
                        LocalDate.parse(row.getString(1)),
                        row.getString(2),
                        row.getString(3),
                        row.getLong(4),
                        row.getLong(5)))
            .toList());
  }

  private static void view(RunContext run, String table) {
    CountedRows.withoutVoided(run, table)
        .withColumn("why", CountedRows.why(table, run.policies()))
        .createOrReplaceTempView("snapshot_" + table);
  }

  /** Inferences up to the close date that count. */
  long inferences() {
    return days.stream()
        .filter(day -> day.table().equals(Tables.INFERENCE_LOG) && day.why().isEmpty())
        .mapToLong(Day::rows)
        .sum();
  }

  boolean hasSteps() {
    return days.stream().anyMatch(day -> day.steps() > 0);
  }

  boolean hasRuns() {
    return days.stream().anyMatch(day -> day.table().equals(Tables.AGENT_RUNS));
  }

  /** Whether there are rows that can't be settled. */
  boolean hasUnsettled() {
    return days.stream().anyMatch(day -> !day.why().isEmpty());
  }

  /** Refuses a date that nothing was served on: most likely its logs haven't landed yet. */
  void requireInferencesOn(LocalDate closeDate) {
    List<Day> served =
        days.stream()
            .filter(day -> day.table().equals(Tables.INFERENCE_LOG))
            .filter(day -> day.logDate().equals(closeDate))
            .toList();
    if (served.isEmpty()) {
      throw TributaryException.of(
          ErrorCode.DATE_INVALID,
          "Table inference_log has no row of %s (UTC). Land that date's log and run 'tributary"
              + " ingest' first, or check --date.",
          closeDate);
    }
    if (served.stream().noneMatch(day -> day.why().isEmpty())) {
      throw TributaryException.of(
          ErrorCode.POLICY_INVALID,
          "None of the rows of inference_log of %s can be settled: their tokens are %s. Check"
              + " --policy and --date, or add the tokens to the policy.",
          closeDate,
          String.join(", ", served.stream().map(Day::tokenId).distinct().sorted().toList()));
    }
  }

  /**
   * Refuses a policy that no longer settles what was settled: rows that wait for their token or
   * their policy are news, rows that lose theirs would take back what is posted.
   */
  void requireNothingLost(Warehouse warehouse, long ledgerVersion, PolicyBook policies) {
    List<Day> waiting = days.stream().filter(LogTokens::isUncovered).toList();
    if (waiting.isEmpty() || ledgerVersion == 0) {
      return;
    }
    Set<List<String>> posted = posted(warehouse, ledgerVersion);
    for (Day day : waiting) {
      if (posted.contains(List.of(day.logDate().toString(), day.tokenId()))) {
        // Names the gap, where a date has no policy at all.
        String policyId = policies.inForceOn(day.logDate()).policyId();
        throw TributaryException.of(
            ErrorCode.POLICY_INVALID,
            "Policy %s, in force on %s, has no token %s, but %d rows of %s of that date are paid"
                + " in it and were settled before. Put the token back into the policy.",
            policyId,
            day.logDate(),
            day.tokenId(),
            day.rows(),
            day.table());
      }
    }
  }

  private static boolean isUncovered(Day day) {
    return day.why().equals(RowWarning.UNKNOWN_TOKEN) || day.why().equals(RowWarning.NO_POLICY);
  }

  private static Set<List<String>> posted(Warehouse warehouse, long ledgerVersion) {
    Set<List<String>> posted = new HashSet<>();
    warehouse
        .read(Tables.LEDGER_ENTRIES, ledgerVersion)
        .select(col("log_date").cast("string"), col("token_id"))
        .distinct()
        .collectAsList()
        .forEach(row -> posted.add(List.of(row.getString(0), row.getString(1))));
    return posted;
  }
}
