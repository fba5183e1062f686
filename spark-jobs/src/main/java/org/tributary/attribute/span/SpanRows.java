package org.tributary.attribute.span;

import java.io.Serializable;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.StructType;
import org.tributary.attribute.UnattributedReason;
import org.tributary.span.credit.Claim;
import org.tributary.span.credit.OutputShares;
import org.tributary.span.credit.SpanFindings;

/**
 * What is written of one output.
 *
 * @param shares rows of {@code text_shares}
 * @param evidence rows of {@code span_evidence}
 */
record SpanRows(List<Row> shares, List<Row> evidence) implements Serializable {
  static final StructType SHARES =
      StructType.fromDDL(
          "log_date DATE, model_id STRING, inference_id STRING, method STRING, datanet_id STRING,"
              + " contributor_id STRING, share BIGINT, weight BIGINT, reason_code STRING,"
              + " background_sha256 STRING, fingerprint STRING");

  static final StructType EVIDENCE =
      StructType.fromDDL(
          "log_date DATE, model_id STRING, inference_id STRING, output_start INT, tokens INT,"
              + " occurrences BIGINT, datanet_id STRING, contributor_id STRING,"
              + " contribution_id STRING, contribution_start INT, datanet_version INT,"
              + " claimed_at TIMESTAMP, weight BIGINT, fingerprint STRING");

  static final String METHOD = "span";

  /**
   * What the rows of an output have in common.
   *
   * @param backgroundSha256 hash of the background; null where there is none
   */
  record Heading(String modelId, String backgroundSha256, String fingerprint)
      implements Serializable {}

  /** An output of which nothing can be said. */
  static SpanRows unattributed(LoggedOutput output, Heading heading, UnattributedReason reason) {
    return new SpanRows(
        List.of(share(output, heading, null, null, OutputShares.WHOLE, 0, reason.name())),
        List.of());
  }

  /** An output with its shares. */
  static SpanRows of(LoggedOutput output, Heading heading, SpanFindings.Divided divided) {
    List<Row> rows = new ArrayList<>();
    for (OutputShares.Share each : divided.shares().shares()) {
      rows.add(
          share(
              output,
              heading,
              each.datanetId(),
              each.contributorId(),
              each.share(),
              each.weight(),
              each.reason() == null ? null : each.reason().name()));
    }
    List<Row> evidence = new ArrayList<>();
    for (OutputShares.Evidence each : divided.shares().evidence()) {
      Claim claim = each.claim();
      evidence.add(
          RowFactory.create(
              date(output),
              heading.modelId(),
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
              heading.fingerprint()));
    }
    return new SpanRows(rows, evidence);
  }

  private static Row share(
      LoggedOutput output,
      Heading heading,
      String datanetId,
      String contributorId,
      long share,
      long weight,
      String reason) {
    return RowFactory.create(
        date(output),
        heading.modelId(),
        output.inferenceId(),
        METHOD,
        datanetId,
        contributorId,
        share,
        weight,
        reason,
        heading.backgroundSha256(),
        heading.fingerprint());
  }

  private static java.sql.Date date(LoggedOutput output) {
    return java.sql.Date.valueOf(LocalDate.ofEpochDay(output.logDate()));
  }
}
