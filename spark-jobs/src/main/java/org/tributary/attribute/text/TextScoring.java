package org.tributary.attribute.text;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.types.StructType;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tributary.schemas.policy.TextRule;
import org.tributary.schemas.table.Tables;
import org.tributary.session.RunContext;
import org.tributary.session.SparkFailures;

/**
 * What all methods that look at text do: bring table {@code text_shares} and their table of
 * evidence up to date, for the models that the policy of the log date attributes by the method.
 *
 * <p>A (log date, model) partition whose inputs haven't changed since an earlier run is kept; all
 * others are replaced in one commit per table. A model without a training set has no partition.
 */
public final class TextScoring<R extends TextRule> {
  /** Default of {@link #batchTokens}. */
  public static final int BATCH_TOKENS = 10_000_000;

  private static final Logger LOG = LoggerFactory.getLogger(TextScoring.class);

  private final RunContext run;
  private final TextSources sources;
  private final TextPlans.Asked<R> asked;
  private final String evidenceTable;
  private final StructType evidence;
  private boolean ownSources;
  private boolean full;
  private int batchTokens = BATCH_TOKENS;
  private Phases phases = new Phases();

  /**
   * A method.
   *
   * @param sources of the run, which other methods may share
   * @param evidenceTable its table of evidence
   * @param evidence the table's columns
   */
  public TextScoring(
      RunContext run,
      TextSources sources,
      TextPlans.Asked<R> asked,
      String evidenceTable,
      StructType evidence) {
    this.run = run;
    this.sources = sources;
    this.asked = asked;
    this.evidenceTable = evidenceTable;
    this.evidence = evidence;
  }

  /** Whether nobody else has the sources, so that what they keep is gone when this is done. */
  public TextScoring<R> ownSources(boolean own) {
    this.ownSources = own;
    return this;
  }

  /** Whether partitions are computed even where their inputs haven't changed. */
  public TextScoring<R> full(boolean all) {
    this.full = all;
    return this;
  }

  /** Output tokens that are searched at a time. It changes time and memory, never a number. */
  public TextScoring<R> batchTokens(int tokens) {
    this.batchTokens = tokens;
    return this;
  }

  /** Where it is noted how long each part took. */
  public TextScoring<R> phases(Phases noted) {
    this.phases = noted;
    return this;
  }

  /**
   * Brings both tables up to date.
   *
   * @param search the rows of a batch's outputs
   * @throws org.tributary.schemas.TributaryException INPUT_MISSING or INPUT_INCONSISTENT when the
   *     background isn't there or isn't what the policy pins
   */
  public TextScoringResult execute(Function<TextBatch<R>, JavaRDD<TextRows>> search) {
    try {
      return result(search);
    } finally {
      if (ownSources) {
        sources.close();
      }
    }
  }

  private TextScoringResult result(Function<TextBatch<R>, JavaRDD<TextRows>> search) {
    run.folder().voidVerification();
    run.warehouse().createIfMissing(evidenceTable);
    run.warehouse().createIfMissing(Tables.TEXT_SHARES);
    TextPlans<R> plans = TextPlans.of(run, sources, asked, evidenceTable, full, phases);
    if (!plans.isDone()) {
      SparkFailures.explained(
          "attribute",
          () -> {
            replace(plans, search);
            return null;
          });
    }
    TextScoringResult result =
        new TextScoringResult(
            plans.changed().size(), plans.reused(), plans.removed().size(), plans.inferences());
    LOG.info(
        "Method {}: looked at the outputs of {} inferences of {} (log date, model) partitions; {}"
            + " partitions unchanged, {} removed",
        asked.method().tableName(),
        result.computedInferences(),
        result.computedPartitions(),
        result.reusedPartitions(),
        result.removedPartitions());
    return result;
  }

  private void replace(TextPlans<R> plans, Function<TextBatch<R>, JavaRDD<TextRows>> search) {
    List<JavaRDD<TextRows>> kept = new ArrayList<>();
    try {
      plans
          .jobs()
          .forEach(
              (job, prints) ->
                  kept.addAll(
                      new TextJob<>(
                              run,
                              sources,
                              batchTokens,
                              asked.method().tableName(),
                              job,
                              prints,
                              phases)
                          .rows(search)));
      phases.run("write", () -> write(plans.predicate(), union(kept)));
    } finally {
      kept.forEach(JavaRDD::unpersist);
    }
  }

  private void write(String predicate, JavaRDD<TextRows> all) {
    // Shares last: their fingerprints say that both tables are up to date.
    run.warehouse()
        .replaceWhere(
            evidenceTable,
            predicate,
            run.spark().createDataFrame(all.flatMap(rows -> rows.evidence().iterator()), evidence));
    run.warehouse()
        .replaceWhere(
            Tables.TEXT_SHARES,
            "(" + predicate + ") AND method = '" + asked.method().tableName() + "'",
            run.spark()
                .createDataFrame(all.flatMap(rows -> rows.shares().iterator()), ShareRows.TYPE));
  }

  private JavaRDD<TextRows> union(List<JavaRDD<TextRows>> parts) {
    JavaSparkContext context = JavaSparkContext.fromSparkContext(run.spark().sparkContext());
    // Slices are small so that tasks end together; files needn't be.
    return parts.isEmpty()
        ? context.emptyRDD()
        : context.union(parts.toArray(JavaRDD[]::new)).coalesce(context.defaultParallelism());
  }
}
