package org.tributary.prepare;

import static org.apache.spark.sql.functions.col;

import java.util.ArrayList;
import java.util.List;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.storage.StorageLevel;
import org.tributary.influence.ExponentRange;
import org.tributary.influence.PackedRows;
import org.tributary.influence.Preconditioning;
import org.tributary.influence.QuantizedRow;
import org.tributary.influence.ScoringRow;
import org.tributary.influence.TrainingExample;
import scala.Tuple2;
import scala.jdk.javaapi.CollectionConverters;

/** The scoring rows of a model and setting. */
final class ScoringRows implements AutoCloseable {
  private static final StructType SCORED =
      StructType.fromDDL(
          "datanet_id STRING, contributor_id STRING, contribution_id STRING, exponent INT, q BINARY");
  private final int dimension;
  private final Dataset<Row> scored;
  private final ExponentRange range;
  private final long count;
  private final long mostOfOne;

  /**
   * Computes the rows.
   *
   * @param examples those that earn and that no other contribution speaks for
   */
  ScoringRows(Broadcast<Preconditioning> preconditioning, Dataset<Row> examples) {
    this.dimension = preconditioning.value().balanced().dimension();
    this.scored =
        examples
            .mapPartitions(
                (MapPartitionsFunction<Row, Row>)
                    rows -> new Mapped<>(rows, row -> scored(preconditioning.value(), row)),
                Encoders.row(SCORED))
            .persist(StorageLevel.DISK_ONLY());
    ExponentRows found = ExponentRows.of(scored.toJavaRDD().map(ScoringRows::quantized));
    this.range = found.range();
    this.count = found.count();
    this.mostOfOne =
        scored
            .groupBy("datanet_id", "contributor_id")
            .count()
            .selectExpr("coalesce(max(count), 0L)")
            .first()
            .getLong(0);
  }

  private static Row scored(Preconditioning preconditioning, Row row) {
    TrainingExample example = ExampleRows.example(row);
    QuantizedRow scoring = preconditioning.scoringRow(example.sketches());
    return RowFactory.create(
        example.key().datanetId(),
        example.contributorId(),
        example.key().contributionId(),
        scoring.exponent(),
        scoring.q());
  }

  private static QuantizedRow quantized(Row row) {
    return new QuantizedRow(row.<Integer>getAs("exponent"), row.getAs("q"));
  }

  ExponentRange range() {
    return range;
  }

  long count() {
    return count;
  }

  /** Rows of the contributor who has most. */
  long mostOfOne() {
    return mostOfOne;
  }

  /**
   * Rows of {@code prepared_rows}. The order of all rows is total, so that a row's number, and with
   * it its block, doesn't depend on partitions.
   *
   * @param contributors rows of {@code prepared_contributors}
   */
  Dataset<Row> rows(PreparedTables tables, Dataset<Row> contributors) {
    int size = dimension;
    ExponentRange window = range;
    JavaPairRDD<Long, ScoringRow> numbered =
        scored
            .join(
                contributors.select("datanet_id", "contributor_id", "ordinal"),
                CollectionConverters.asScala(List.of("datanet_id", "contributor_id")).toSeq())
            .orderBy(col("ordinal"), col("contribution_id"))
            .toJavaRDD()
            .zipWithIndex()
            .mapToPair(
                (Tuple2<Row, Long> each) ->
                    new Tuple2<>(each._2() / PackedRows.MOST_ROWS, scoringRow(each._1())));
    JavaRDD<Row> packed =
        numbered
            .groupByKey()
            .map(
                (Tuple2<Long, Iterable<ScoringRow>> block) -> {
                  List<ScoringRow> rows = new ArrayList<>();
                  block._2().forEach(rows::add);
                  return tables.packed(
                      PackedRows.of(Math.toIntExact(block._1()), size, window, rows));
                });
    return scored.sparkSession().createDataFrame(packed, PreparedTables.PACKED);
  }

  private static ScoringRow scoringRow(Row row) {
    return new ScoringRow(
        row.<Integer>getAs("ordinal"), row.getAs("contribution_id"), quantized(row));
  }

  @Override
  public void close() {
    scored.unpersist();
  }
}
