package org.tributary.snapshot;

import java.time.LocalDate;
import java.util.List;
import org.tributary.schemas.ErrorCode;
import org.tributary.schemas.TributaryException;
import org.tributary.schemas.policy.Policy;
import org.tributary.schemas.policy.PolicyBook;
import org.tributary.schemas.run.RunManifest.TablePin;
import org.tributary.schemas.table.Tables;
import org.tributary.session.SqlFile;
import org.tributary.session.Warehouse;

/**
 * Which tokens the logs name on which dates.
 *
 * @param days one entry per table, log date and token, ordered by these
 */
record LogTokens(List<Day> days) {
  /** Rows of one table with one log date and token. */
  record Day(String table, LocalDate logDate, String tokenId, long rows) {}

  /** Reads the pinned logs up to the close date. */
  static LogTokens read(Warehouse warehouse, List<TablePin> pins, LocalDate closeDate) {
    for (TablePin pin : pins) {
      if (pin.table().equals(Tables.INFERENCE_LOG) || pin.table().equals(Tables.AGENT_RUNS)) {
        warehouse.read(pin.table(), pin.version()).createOrReplaceTempView(view(pin.table()));
      }
    }
    String sql =
        SqlFile.read(LogTokens.class, "log_tokens.sql")
            .replace("${inference_log}", view(Tables.INFERENCE_LOG))
            .replace("${agent_runs}", view(Tables.AGENT_RUNS))
            .replace("${close_date}", closeDate.toString());
    List<Day> days =
        warehouse.spark().sql(sql).collectAsList().stream()
            .map(
                row ->
                    new Day(
                        row.getString(0),
                        LocalDate.parse(row.getString(1)),
                        row.getString(2),
                        row.getLong(3)))
            .toList();
    warehouse.spark().catalog().dropTempView(view(Tables.INFERENCE_LOG));
    warehouse.spark().catalog().dropTempView(view(Tables.AGENT_RUNS));
    return new LogTokens(days);
  }

  /** Inferences up to the close date. */
  long inferences() {
    return days.stream()
        .filter(day -> day.table().equals(Tables.INFERENCE_LOG))
        .mapToLong(Day::rows)
        .sum();
  }

  /** Refuses a date that nothing was served on: most likely its logs haven't landed yet. */
  void requireInferencesOn(LocalDate closeDate) {
    if (days.stream()
        .noneMatch(
            day -> day.table().equals(Tables.INFERENCE_LOG) && day.logDate().equals(closeDate))) {
      throw TributaryException.of(
          ErrorCode.DATE_INVALID,
          "Table inference_log has no row of %s (UTC). Land that date's log and run 'tributary"
              + " ingest' first, or check --date.",
          closeDate);
    }
  }

  /** Refuses a token that the policy in force on its date doesn't name, and a date without one. */
  void requireCoveredBy(PolicyBook policies) {
    for (Day day : days) {
      Policy policy = policies.inForceOn(day.logDate());
      if (!policy.tokens().containsKey(day.tokenId())) {
        throw TributaryException.of(
            ErrorCode.POLICY_INVALID,
            "Policy %s, in force on %s, has no token %s, but %d rows of %s of that date are paid in"
                + " it. A log is never edited: add the token to the policy.",
            policy.policyId(),
            day.logDate(),
            day.tokenId(),
            day.rows(),
            day.table());
      }
    }
  }

  private static String view(String table) {
    return "tributary_snapshot_" + table;
  }
}
