package org.tributary.attribute.span;

import static org.apache.spark.sql.functions.col;

import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.StructType;
import org.tributary.attribute.text.LoggedOutput;
import org.tributary.schemas.policy.SpanRule;
import org.tributary.schemas.table.Tables;
import org.tributary.session.RunContext;
import org.tributary.session.SqlFile;

/**
 * The front end in SQL, for corpora that are too large to be read for every batch: seeds of
 * contributions (hashes of their runs of k tokens) are kept in table {@code span_seeds}, only new
 * contributions are hashed, and a semi-join with the seeds of a batch leaves those that can hold a
 * span. What it leaves goes through the same matcher, so the results are the same.
 *
 * <p>Why none is missed: a span of at least L tokens, and a claim to a run of k in it, both need a
 * run of k tokens that the contribution shares with the output. Spans alone could do with every (L
 * - k + 1)-th run of a contribution; claims can't, since whoever first had a run may have no more
 * of the span than that.
 */
final class SeedTable {
  private static final StructType OUTPUTS = StructType.fromDDL("tokens ARRAY<INT>");

  private final RunContext run;
  private final String tokenizerId;
  private final int seedTokens;

  SeedTable(RunContext run, SpanRule rule, String tokenizerId) {
    this.run = run;
    this.tokenizerId = tokenizerId;
    this.seedTokens = rule.seedTokens();
  }

  /**
   * Hashes the contributions that weren't before.
   *
   * @param contributions all of the tokenizer that are to be found
   */
  void bringUpToDate(Dataset<Row> contributions) {
    run.warehouse().createIfMissing(Tables.SPAN_SEEDS);
    contributions.createOrReplaceTempView("span_contributions");
    seeds().createOrReplaceTempView("span_seeds_now");
    Dataset<Row> fresh = run.spark().sql(sql("new_seeds.sql"));
    if (!fresh.isEmpty()) {
      run.warehouse().append(Tables.SPAN_SEEDS, fresh);
    }
  }

  /** Datanet and contribution of what can hold a span of the outputs; some may hold none. */
  Dataset<Row> candidates(List<LoggedOutput> outputs) {
    run.spark()
        .createDataFrame(
            outputs.stream().map(output -> RowFactory.create(output.tokens())).toList(), OUTPUTS)
        .createOrReplaceTempView("span_outputs");
    seeds().createOrReplaceTempView("span_seeds_now");
    return run.spark().sql(sql("candidates.sql"));
  }

  /** Spark doesn't bind parameters beside a join with a view; these are numbers. */
  private String sql(String file) {
    return SqlFile.read(SeedTable.class, file).replace("${k}", String.valueOf(seedTokens));
  }

  private Dataset<Row> seeds() {
    return run.warehouse()
        .read(Tables.SPAN_SEEDS)
        .filter(
            col("tokenizer_id").equalTo(tokenizerId).and(col("seed_tokens").equalTo(seedTokens)));
  }
}
