package org.tributary.attribute.text;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.tributary.attribute.LoggedPartition;
import org.tributary.attribute.PartitionKey;
import org.tributary.schemas.table.Tables;
import org.tributary.session.InternalRows;
import org.tributary.session.RunContext;

/**
 * What the log holds for methods that look at text: its inferences with their tokens, and a hash
 * per partition.
 */
public final class TextLog {
  /** Columns that are read, in this order. */
  private static final String[] COLUMNS = {
    "log_date", "model_id", "inference_id", "tokenizer_id", "prompt_tokens", "output_tokens"
  };

  private final RunContext run;
  private Dataset<Row> log;

  public TextLog(RunContext run) {
    this.run = run;
  }

  /** The partitions of the given models up to the close date. */
  public List<LoggedPartition> partitions(Set<String> models) {
    return LoggedPartition.ofHashes(
        InternalRows.dataset(
            run.spark(),
            InternalRows.map(
                    InternalRows.of(
                            log()
                                .filter(col("log_date").leq(lit(run.manifest().closeDate())))
                                .filter(col("model_id").isin(models.toArray()))
                                .select(columns()))
                        .toJavaRDD(),
                    TextLog::hashes)
                .rdd(),
            LoggedPartition.HASHES));
  }

  /**
   * The inferences of partitions, with what their outputs repeat of their prompts.
   *
   * @param echoTokens fewest tokens that count as a repeat
   */
  public JavaRDD<LoggedOutput> outputs(Collection<PartitionKey> keys, int echoTokens) {
    return InternalRows.of(log().filter(PartitionKey.predicate(keys)).select(columns()))
        .toJavaRDD()
        .map(row -> LoggedOutput.of(row, echoTokens));
  }

  /** Opened once: reading a table at a version costs Delta a look at its log. */
  private Dataset<Row> log() {
    if (log == null) {
      log = run.input(Tables.INFERENCE_LOG);
    }
    return log;
  }

  private static org.apache.spark.sql.Column[] columns() {
    List<org.apache.spark.sql.Column> columns = new ArrayList<>();
    for (String name : COLUMNS) {
      columns.add(col(name));
    }
    return columns.toArray(new org.apache.spark.sql.Column[0]);
  }

  private static UnaryOperator<InternalRow> hashes() {
    MessageDigest digest = TextHash.sha256();
    return row -> {
      TextHash.text(digest, row.getUTF8String(2));
      TextHash.text(digest, row.isNullAt(3) ? null : row.getUTF8String(3));
      TextHash.tokens(digest, row.isNullAt(4) ? null : row.getArray(4).toIntArray());
      TextHash.tokens(digest, row.isNullAt(5) ? null : row.getArray(5).toIntArray());
      return new GenericInternalRow(
          new Object[] {row.getInt(0), row.getUTF8String(1).copy(), digest.digest()});
    };
  }
}
