package org.tributary.report;

import static org.apache.spark.sql.functions.col;

import java.math.BigDecimal;
import java.sql.Date;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.Row;
import org.tributary.reports.payout.DisplayText;
import org.tributary.reports.payout.NightSummary.Confidence;
import org.tributary.reports.payout.NightSummary.DoubtedNight;
import org.tributary.reports.payout.NightSummary.ShareNight;

/** How sure the shares of each model's last log date are, and who has harm on record. */
final class ConfidenceReader {
  private final ReportQueries queries;
  private final int most;

  /**
   * A reader.
   *
   * @param most how many contributors a list names
   */
  ConfidenceReader(ReportQueries queries, int most) {
    this.queries = queries;
    this.most = most;
  }

  /** By model; models without shares by influence are absent. */
  Map<String, Confidence> read() {
    Map<String, List<Row>> shares = byModel("confidence");
    Map<String, List<Row>> doubted = byModel("credibility");
    Map<String, Confidence> confidence = new HashMap<>();
    shares.forEach(
        (model, rows) -> {
          Row first = rows.get(0);
          List<Row> doubts = doubted.getOrDefault(model, List.of());
          confidence.put(
              model,
              new Confidence(
                  first.<Date>getAs("log_date").toString(),
                  first.<Date>getAs("window_from").toString(),
                  first.<Long>getAs("inferences"),
                  rows.stream().map(ConfidenceReader::share).toList(),
                  others(rows),
                  doubts.stream().map(ConfidenceReader::doubted).toList(),
                  others(doubts)));
        });
    return confidence;
  }

  private Map<String, List<Row>> byModel(String query) {
    Map<String, List<Row>> rows = new HashMap<>();
    queries
        .run(query)
        .where(col("rank").leq(most))
        .collectAsList()
        .forEach(
            row -> rows.computeIfAbsent(row.getAs("model_id"), m -> new ArrayList<>()).add(row));
    return rows;
  }

  private static long others(List<Row> named) {
    return named.isEmpty() ? 0 : named.get(0).<Long>getAs("contributors") - named.size();
  }

  private static ShareNight share(Row row) {
    return new ShareNight(
        row.getAs("contributor_id"),
        DisplayText.clean(row.getAs("display_name")),
        row.getAs("datanet_id"),
        row.<Long>getAs("share_mean"),
        Optional.ofNullable(row.<Long>getAs("share_standard_error")),
        row.<Boolean>getAs("flat"));
  }

  private static DoubtedNight doubted(Row row) {
    return new DoubtedNight(
        row.getAs("contributor_id"),
        DisplayText.clean(row.getAs("display_name")),
        row.<BigDecimal>getAs("positive").toBigIntegerExact(),
        row.<BigDecimal>getAs("negative").toBigIntegerExact(),
        row.<Long>getAs("credibility"));
  }
}
