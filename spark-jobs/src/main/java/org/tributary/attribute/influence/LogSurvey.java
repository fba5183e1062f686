package org.tributary.attribute.influence;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.tributary.attribute.LoggedPartition;
import org.tributary.schemas.table.Tables;
import org.tributary.session.InternalRows;
import org.tributary.session.RunContext;
import org.tributary.session.SqlFile;

/** What the log holds for scoring: its inferences with their sketches, and a hash per partition. */
final class LogSurvey {
  private final RunContext run;
  private Optional<Boolean> anyApart = Optional.empty();

  LogSurvey(RunContext run) {
    this.run = run;
  }

  /** The partitions of the given models up to the close date. */
  List<LoggedPartition> partitions(Set<String> models) {
    Dataset<Row> log =
        run.input(Tables.INFERENCE_LOG)
            .filter(col("log_date").leq(lit(run.manifest().closeDate())))
            .filter(col("model_id").isin(models.toArray()));
    return LoggedPartition.ofHashes(
        InternalRows.dataset(
            run.spark(),
            InternalRows.map(
                    InternalRows.of(sketches(log, models.toArray())).toJavaRDD(), LogSurvey::hashes)
                .rdd(),
            LoggedPartition.HASHES));
  }

  private static UnaryOperator<InternalRow> hashes() {
    LoggedSketches sketches = new LoggedSketches();
    return row ->
        new GenericInternalRow(
            new Object[] {
              row.getInt(LoggedSketches.LOG_DATE),
              row.getUTF8String(LoggedSketches.MODEL_ID).copy(),
              sketches.hash(row)
            });
  }

  /**
   * Rows of {@link LoggedSketches}.
   *
   * @param log rows of the log, all of the given models
   */
  Dataset<Row> sketches(Dataset<Row> log, Object... models) {
    log.createOrReplaceTempView("influence_log");
    if (!anyApart()) {
      return run.spark().sql(SqlFile.read(LogSurvey.class, "sketches.sql"));
    }
    run.input(Tables.INFERENCE_SKETCHES)
        .filter(col("model_id").isin(models))
        .createOrReplaceTempView("influence_sketches");
    return run.spark().sql(SqlFile.read(LogSurvey.class, "sketches_of_both.sql"));
  }

  /** Asked of the table's log, and once, since most warehouses have none. */
  private boolean anyApart() {
    if (anyApart.isEmpty()) {
      anyApart = Optional.of(run.input(Tables.INFERENCE_SKETCHES).inputFiles().length > 0);
    }
    return anyApart.get();
  }
}
