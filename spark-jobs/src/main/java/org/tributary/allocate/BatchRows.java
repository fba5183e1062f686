package org.tributary.allocate;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.collect_list;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.sum;

import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.StructType;

/** GPU time of inferences that were served in batches, on Spark. */
final class BatchRows {
  private static final StructType PART =
      StructType.fromDDL("served STRING NOT NULL, part_ms BIGINT NOT NULL");

  private BatchRows() {}

  /**
   * {@code served, batch_ms}: the GPU time of every inference that was in a batch. A batch is
   * divided among those of its inferences that are in the log, so that none of its time is lost.
   */
  static Dataset<Row> of(Dataset<Row> inferences, Dataset<Row> batches) {
    Dataset<Row> members =
        batches.select(
            col("batch_id"),
            col("gpu_ms").as("of_batch"),
            explode(col("inference_ids")).as("member"));
    return inferences
        .select(col("inference_id"), IncomeRows.tokens().as("tokens"))
        .join(members, col("inference_id").equalTo(col("member")))
        .groupBy(col("batch_id"), col("of_batch"))
        .agg(collect_list(struct(col("inference_id"), col("tokens"))).as("members"))
        .flatMap((FlatMapFunction<Row, Row>) BatchRows::parts, Encoders.row(PART))
        .groupBy(col("served"))
        .agg(sum(col("part_ms")).as("batch_ms"));
  }

  private static Iterator<Row> parts(Row batch) {
    List<BatchSplit.Member> members =
        batch.<Row>getList(batch.fieldIndex("members")).stream()
            .map(row -> new BatchSplit.Member(row.getString(0), row.getLong(1)))
            .toList();
    return BatchSplit.split(batch.<Long>getAs("of_batch"), members).stream()
        .map(part -> RowFactory.create(part.inferenceId(), part.gpuMs()))
        .iterator();
  }
}
