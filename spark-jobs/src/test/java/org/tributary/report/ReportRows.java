package org.tributary.report;

import java.math.BigDecimal;
import java.sql.Date;
import java.util.List;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.tributary.schemas.run.CanonicalJson;
import org.tributary.session.RunContext;

/** Rows of attribution, and of what it is made of, for {@link ReportWorld}. */
final class ReportRows {
  private ReportRows() {}

  static Row credibility(
      String date,
      String datanet,
      String contributor,
      long positive,
      long negative,
      long credibility,
      long mean,
      boolean flat) {
    return RowFactory.create(
        Date.valueOf(date),
        "digits",
        datanet,
        contributor,
        Date.valueOf("2026-05-04"),
        new BigDecimal(positive),
        new BigDecimal(negative),
        -40,
        credibility,
        3L,
        mean,
        date.equals(ReportWorld.FIRST) ? null : 8_050_000L,
        flat,
        "f");
  }

  static Row prepared(String checkpoint, String rule, double damping) {
    return RowFactory.create(
        "digits",
        "f",
        "gauss-newton, " + rule,
        checkpoint,
        null,
        "gauss-newton",
        rule,
        0,
        null,
        8,
        0,
        1_000_000,
        100L,
        0.25,
        damping,
        new byte[0]);
  }

  static Row share(
      String date,
      String inference,
      String method,
      int weight,
      String contributor,
      long share,
      String reason) {
    return RowFactory.create(
        Date.valueOf(date),
        "digits",
        inference,
        method,
        weight,
        contributor == null ? null : "d",
        contributor,
        share,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        reason,
        "f");
  }

  /** A contribution of bob or alice that alice's contribution {@code leader} speaks for. */
  static Row duplicate(String setting, String id, String by, String leader, Integer cosinePpm) {
    return RowFactory.create(
        "digits",
        "f",
        setting,
        "d",
        3,
        id,
        by,
        "d",
        leader,
        "alice",
        cosinePpm == null ? "EXACT_DUPLICATE" : "NEAR_DUPLICATE",
        cosinePpm);
  }

  /** What the run moves from a payee's account: two entries of table proposed_entries. */
  static List<Row> move(RunContext run, String payee, String to, long amount, String reason) {
    return List.of(
        moved(run, payee, "payee:" + payee, -amount, reason),
        moved(run, payee, to + ":" + payee, amount, reason));
  }

  private static Row moved(
      RunContext run, String payee, String account, long amount, String reason) {
    String runId = run.manifest().runId();
    Date closeDate = Date.valueOf(run.manifest().closeDate());
    return RowFactory.create(
        CanonicalJson.sha256(runId + "move" + account),
        CanonicalJson.sha256(runId + "move" + payee),
        runId,
        closeDate,
        closeDate,
        "USDC",
        account,
        "PAYOUT",
        null,
        null,
        new BigDecimal(amount),
        reason,
        null,
        "sample");
  }
}
