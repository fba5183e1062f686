package org.tributary.attribute.span;

import java.sql.Timestamp;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.StructType;
import org.tributary.attribute.text.Headings;
import org.tributary.attribute.text.LoggedOutput;
import org.tributary.attribute.text.ShareRows;
import org.tributary.span.credit.Claim;
import org.tributary.span.credit.OutputShares;
import org.tributary.span.credit.SpanFindings;

/** Rows of table {@code span_evidence}. */
final class EvidenceRows {
  static final StructType TYPE =
      StructType.fromDDL(
          "log_date DATE, model_id STRING, inference_id STRING, output_start INT, tokens INT,"
              + " occurrences BIGINT, datanet_id STRING, contributor_id STRING,"
              + " contribution_id STRING, contribution_start INT, datanet_version INT,"
              + " claimed_at TIMESTAMP, weight BIGINT, fingerprint STRING");

  private EvidenceRows() {}

  /** The evidence of an output. */
  static List<Row> of(LoggedOutput output, Headings headings, SpanFindings.Divided divided) {
    List<Row> evidence = new ArrayList<>();
    for (OutputShares.Evidence each : divided.shares().evidence()) {
      Claim claim = each.claim();
      evidence.add(
          RowFactory.create(
              ShareRows.date(output),
              headings.modelId(),
              output.inferenceId(),
              each.start(),
              each.length(),
              divided.occurrences()[each.span()],
              claim.datanetId(),
              claim.contributorId(),
              claim.contributionId(),
              claim.position(),
              claim.datanetVersion(),
              Timestamp.from(Instant.EPOCH.plus(claim.claimedAt(), ChronoUnit.MICROS)),
              each.weight(),
              headings.fingerprint(output)));
    }
    return evidence;
  }
}
