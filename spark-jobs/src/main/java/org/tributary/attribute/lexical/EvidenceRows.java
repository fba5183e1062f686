package org.tributary.attribute.lexical;

import java.sql.Timestamp;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.StructType;
import org.tributary.attribute.text.Headings;
import org.tributary.attribute.text.LoggedOutput;
import org.tributary.attribute.text.ShareRows;
import org.tributary.lexical.LexicalShares;
import org.tributary.lexical.Source;

/** Rows of table {@code lexical_evidence}. */
final class EvidenceRows {
  static final StructType TYPE =
      StructType.fromDDL(
          "log_date DATE, model_id STRING, inference_id STRING, place INT, datanet_id STRING,"
              + " contributor_id STRING, contribution_id STRING, datanet_version INT,"
              + " accepted_at TIMESTAMP, score BIGINT, half_count BIGINT, weight BIGINT,"
              + " terms ARRAY<STRUCT<token: INT, occurrences: INT, information: BIGINT, weight:"
              + " BIGINT>>, fingerprint STRING");

  private EvidenceRows() {}

  /** The evidence of an output. */
  static List<Row> of(
      LoggedOutput output, Headings headings, List<LexicalShares.Evidence> evidence) {
    return IntStream.range(0, evidence.size())
        .mapToObj(place -> row(output, headings, place, evidence.get(place)))
        .toList();
  }

  private static Row row(
      LoggedOutput output, Headings headings, int place, LexicalShares.Evidence each) {
    Source source = each.candidate().source();
    return RowFactory.create(
        ShareRows.date(output),
        headings.modelId(),
        output.inferenceId(),
        place,
        source.datanetId(),
        source.contributorId(),
        source.contributionId(),
        source.datanetVersion(),
        Timestamp.from(Instant.EPOCH.plus(source.acceptedAt(), ChronoUnit.MICROS)),
        each.candidate().score(),
        each.candidate().half(),
        each.weight(),
        each.terms().stream()
            .map(
                term ->
                    RowFactory.create(term.term(), term.count(), term.information(), term.weight()))
            .toArray(Row[]::new),
        headings.fingerprint(output));
  }
}
