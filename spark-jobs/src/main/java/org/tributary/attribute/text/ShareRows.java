package org.tributary.attribute.text;

import java.time.LocalDate;
import java.util.List;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.StructType;
import org.tributary.attribute.UnattributedReason;
import org.tributary.text.TextShare;

/** Rows of table {@code text_shares}. */
public final class ShareRows {
  static final StructType TYPE =
      StructType.fromDDL(
          "log_date DATE, model_id STRING, inference_id STRING, method STRING, datanet_id STRING,"
              + " contributor_id STRING, share BIGINT, weight BIGINT, reason_code STRING,"
              + " background_sha256 STRING, fingerprint STRING");

  private ShareRows() {}

  /** An output of which nothing can be said. */
  static List<Row> unattributed(LoggedOutput output, Headings headings, UnattributedReason reason) {
    return List.of(row(output, headings, null, null, TextShare.WHOLE, 0, reason.name()));
  }

  /** An output with its shares. */
  public static List<Row> of(LoggedOutput output, Headings headings, List<TextShare> shares) {
    return shares.stream()
        .map(
            each ->
                row(
                    output,
                    headings,
                    each.datanetId(),
                    each.contributorId(),
                    each.share(),
                    each.weight(),
                    each.reason() == null ? null : each.reason().name()))
        .toList();
  }

  private static Row row(
      LoggedOutput output,
      Headings headings,
      String datanetId,
      String contributorId,
      long share,
      long weight,
      String reason) {
    return RowFactory.create(
        date(output),
        headings.modelId(),
        output.inferenceId(),
        headings.method(),
        datanetId,
        contributorId,
        share,
        weight,
        reason,
        headings.backgroundSha256(),
        headings.fingerprint(output));
  }

  /** The log date of an output. */
  public static java.sql.Date date(LoggedOutput output) {
    return java.sql.Date.valueOf(LocalDate.ofEpochDay(output.logDate()));
  }
}
