package org.tributary.attribute.span;

import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.tributary.attribute.text.Headings;
import org.tributary.attribute.text.LoggedOutput;
import org.tributary.attribute.text.TakenRuns;
import org.tributary.attribute.text.TextBatch;
import org.tributary.attribute.text.TextRows;
import org.tributary.schemas.policy.SpanRule;
import scala.Tuple2;

/** A batch of outputs, with or without the seeds. */
final class SpanSearch {
  private static final int ALL = 1_000_000;

  private final TextBatch<SpanRule> batch;
  private final boolean seeds;

  SpanSearch(TextBatch<SpanRule> batch, boolean seeds) {
    this.batch = batch;
    this.seeds = seeds;
  }

  /** The rows of its outputs. */
  JavaRDD<TextRows> rows() {
    List<LoggedOutput> outputs = batch.outputs();
    JavaRDD<CorpusDocument> documents =
        batch
            .phases()
            .time(
                "find copies",
                () -> batch.corpus().documents(batch.modelId(), batch.tokenizerId(), candidates()))
            .map(CorpusDocument::of);
    SpanBatch.Findings findings =
        new SpanBatch(
                batch.context(),
                batch.rule(),
                documents,
                independent(documents),
                batch.background(),
                batch.phases())
            .find(outputs);
    // Not destroyed: a lost executor's rows are computed again from what the driver keeps on disk.
    Broadcast<SpanBatch.Findings> shared = batch.context().broadcast(findings);
    Headings headings = batch.headings();
    int slices = Math.min(outputs.size(), 4 * batch.context().defaultParallelism());
    return batch
        .context()
        .parallelize(IntStream.range(0, outputs.size()).boxed().toList(), slices)
        .map(output -> shared.value().rows(output, headings));
  }

  private JavaRDD<CorpusDocument> independent(JavaRDD<CorpusDocument> documents) {
    SpanRule rule = batch.rule();
    if (rule.earliestClaimPpm() == ALL) {
      return documents;
    }
    return documents
        .mapToPair(each -> new Tuple2<>(each.name(), each))
        .leftOuterJoin(TakenRuns.of(batch))
        .values()
        .map(each -> each._1().without(each._2().orElse(new BitSet()), rule));
  }

  private Optional<Dataset<Row>> candidates() {
    if (!seeds) {
      return Optional.empty();
    }
    SeedTable table = new SeedTable(batch.run(), batch.rule(), batch.tokenizerId());
    table.bringUpToDate(batch.corpus().contributions(batch.modelId(), batch.tokenizerId()));
    return Optional.of(table.candidates(batch.outputs()));
  }
}
