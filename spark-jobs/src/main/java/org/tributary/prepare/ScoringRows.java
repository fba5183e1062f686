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
import org.tributary.session.Mapped;
import scala.Tuple2;
import scala.jdk.javaapi.CollectionConverters;

/** The scoring rows of a model and setting. */
final class ScoringRows implements AutoCloseable {
  /** A scoring row, and what groups must know of its example. */
  static final StructType SCORED =
      StructType.fromDDL(
          "datanet_id STRING, contribution_id STRING, contributor_id STRING,"
              + " content_sha256 STRING, accepted_at TIMESTAMP, earns BOOLEAN, exponent INT,"
              + " q BINARY");

  /** Blocks of a file: a task that reads them holds some of them at a time. */
  private static final int BLOCKS_PER_FILE = 8;

  private final int dimension;
  private final Dataset<Row> all;
  private Dataset<Row> speaking;
  private ExponentRange range;
  private long count;
  private long mostOfOne;

  /**
   * Computes the rows of all examples.
   *
   * @param examples of the training set, rejected ones too
   */
  ScoringRows(Broadcast<Preconditioning> preconditioning, Dataset<Row> examples) {
    this.dimension = preconditioning.value().balanced().dimension();
    this.all =
        examples
            .mapPartitions(
                (MapPartitionsFunction<Row, Row>)
                    rows -> new Mapped<>(rows, row -> scored(preconditioning.value(), row)),
                Encoders.row(SCORED))
            .persist(StorageLevel.DISK_ONLY());
  }

  /** What groups are found among. */
  Dataset<Row> all() {
    return all.drop("exponent");
  }

  /** Keeps those that earn and that no other contribution speaks for. */
  void keepSpeaking(Dataset<Row> followers) {
    speaking =
        all.filter(col("earns"))
            .join(
                followers,
                CollectionConverters.asScala(List.of("datanet_id", "contribution_id")).toSeq(),
                "left_anti");
    ExponentRows found = ExponentRows.of(speaking.toJavaRDD().map(ScoringRows::quantized));
    range = found.range();
    count = found.count();
    mostOfOne =
        speaking
            .groupBy("datanet_id", "contributor_id")
            .count()
            .selectExpr("coalesce(max(count), 0L)")
            .first()
            .getLong(0);
  }

  private static Row scored(Preconditioning preconditioning, Row example) {
    return row(example, preconditioning.scoringRow(ExampleRows.example(example).sketches()));
  }

  /** A row of {@link #SCORED}. */
  static Row row(Row example, QuantizedRow scoring) {
    return RowFactory.create(
        example.getAs("datanet_id"),
        example.getAs("contribution_id"),
        example.getAs("contributor_id"),
        example.getAs("content_sha256"),
        example.getAs("accepted_at"),
        example.getAs("earns"),
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
        speaking
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
            .groupByKey(files())
            .map(
                (Tuple2<Long, Iterable<ScoringRow>> block) -> {
                  List<ScoringRow> rows = new ArrayList<>();
                  block._2().forEach(rows::add);
                  return tables.packed(
                      PackedRows.of(Math.toIntExact(block._1()), size, window, rows));
                });
    return all.sparkSession().createDataFrame(packed, PreparedTables.PACKED);
  }

  /** Partitions for the blocks: as many as run at a time, more where a file would get too large. */
  private int files() {
    long blocks = (count + PackedRows.MOST_ROWS - 1) / PackedRows.MOST_ROWS;
    int atATime = all.sparkSession().sparkContext().defaultParallelism();
    long least = Math.max(1, Math.min(atATime, blocks));
    return Math.toIntExact(Math.max(least, (blocks + BLOCKS_PER_FILE - 1) / BLOCKS_PER_FILE));
  }

  private static ScoringRow scoringRow(Row row) {
    return new ScoringRow(
        row.<Integer>getAs("ordinal"), row.getAs("contribution_id"), quantized(row));
  }

  @Override
  public void close() {
    all.unpersist();
  }
}
