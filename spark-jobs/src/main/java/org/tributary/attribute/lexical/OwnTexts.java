package org.tributary.attribute.lexical;

import java.io.Serializable;
import java.util.BitSet;
import java.util.Optional;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.catalyst.InternalRow;
import org.tributary.attribute.text.TakenRuns;
import org.tributary.attribute.text.TextBatch;
import org.tributary.lexical.OwnText;
import org.tributary.lexical.Source;
import org.tributary.schemas.policy.LexicalRule;
import scala.Tuple2;

/** What each contribution of a training set was first to say. */
final class OwnTexts {
  private OwnTexts() {}

  /** A contribution with its own text. */
  record Own(Source source, OwnText text) implements Serializable {}

  @SuppressWarnings("ArrayRecordComponent") // never compared; read only
  private record Document(Source source, int[] tokens) implements Serializable {
    /** Of a row of {@code corpus.sql}. */
    static Document of(InternalRow row) {
      Source source =
          new Source(
              row.getUTF8String(0).toString(),
              row.getUTF8String(2).toString(),
              row.getUTF8String(1).toString(),
              row.getInt(3),
              row.getLong(4));
      return new Document(source, row.getArray(7).toIntArray());
    }
  }

  /** Own texts of the contributions that are in the training set of a batch's model. */
  static JavaRDD<Own> of(TextBatch<LexicalRule> batch) {
    int run = batch.rule().seedTokens();
    return batch
        .corpus()
        .documents(batch.modelId(), batch.tokenizerId(), Optional.empty())
        .filter(row -> row.getBoolean(5))
        .mapToPair(row -> new Tuple2<>(TakenRuns.name(row), Document.of(row)))
        .leftOuterJoin(TakenRuns.of(batch))
        .map(
            each -> {
              Document document = each._2()._1();
              BitSet taken = each._2()._2().orElse(new BitSet());
              return new Own(document.source(), OwnText.of(document.tokens(), taken, run));
            });
  }
}
