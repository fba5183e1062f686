package org.tributary.session;

import java.io.Serializable;
import java.util.Iterator;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.rdd.RDD;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.types.StructType;

/**
 * Rows as Spark itself holds them, for the stages whose rows are kilobytes of numbers: a {@code
 * Row} would box every one of them. Dates are days since 1970, texts {@code UTF8String}, binaries
 * {@code byte[]}.
 */
public final class InternalRows {
  private InternalRows() {}

  /**
   * The rows of a data set. A row object may be used again for the next row: take what is needed
   * out of it, or copy it.
   */
  public static RDD<InternalRow> of(Dataset<Row> rows) {
    return ((org.apache.spark.sql.classic.Dataset<Row>) rows).queryExecution().toRdd();
  }

  /** What makes a row of a row, and is made anew for each task: it may hold a digest, say. */
  public interface PerTask extends Serializable {
    UnaryOperator<InternalRow> start();
  }

  /** Each row made into another. */
  public static JavaRDD<InternalRow> map(JavaRDD<InternalRow> rows, PerTask made) {
    FlatMapFunction<Iterator<InternalRow>, InternalRow> task =
        some -> new Mapped<>(some, made.start());
    return rows.mapPartitions(task);
  }

  /** The data set of rows of the given columns. */
  public static Dataset<Row> dataset(
      SparkSession spark, RDD<InternalRow> rows, StructType columns) {
    return ((org.apache.spark.sql.classic.SparkSession) spark)
        .internalCreateDataFrame(rows, columns, false);
  }

  /**
   * The same session, but reading Parquet row by row: where rows are megabytes, the thousands that
   * are read at a time otherwise don't fit.
   */
  public static SparkSession rowByRow(SparkSession spark) {
    return SparkSessions.with(spark, Map.of("spark.sql.parquet.enableVectorizedReader", "false"));
  }
}
