package org.tributary.prepare;

import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.storage.StorageLevel;
import org.tributary.influence.ContributorKey;
import org.tributary.influence.ContributorSums;
import org.tributary.influence.ContributorVector;
import org.tributary.influence.ExponentRange;
import org.tributary.influence.LeaveGroupOut;
import org.tributary.influence.Preconditioning;
import org.tributary.influence.RawRow;
import scala.Tuple2;

/**
 * The contributor vectors of a model and setting. Sums of one contributor's rows are made where the
 * rows are and merge exactly, so that a contributor with most of the rows is no burden to one task.
 */
final class Contributors implements AutoCloseable {
  private final SparkSession spark;
  private final JavaRDD<ContributorVector> vectors;
  private final ExponentRange range;
  private final int count;

  /**
   * Computes the vectors.
   *
   * @param rows raw rows of the model, and of each whether another contribution speaks for it
   */
  Contributors(
      SparkSession spark,
      Broadcast<Preconditioning> preconditioning,
      JavaPairRDD<RawRow, Boolean> rows) {
    this.spark = spark;
    JavaPairRDD<ContributorKey, ContributorSums> sums =
        rows.mapToPair(each -> new Tuple2<>(each._1().contributor(), each))
            .combineByKey(
                (Tuple2<RawRow, Boolean> row) ->
                    plus(
                        preconditioning.value(), new ContributorSums(preconditioning.value()), row),
                (ContributorSums sum, Tuple2<RawRow, Boolean> row) ->
                    plus(preconditioning.value(), sum, row),
                (ContributorSums one, ContributorSums other) -> {
                  one.merge(preconditioning.value(), other);
                  return one;
                });
    this.vectors =
        sums.filter(each -> each._2().contributions() > 0)
            .mapToPair(each -> vector(preconditioning.value(), each))
            .sortByKey()
            .values()
            .persist(StorageLevel.DISK_ONLY());
    ExponentRows found = ExponentRows.of(vectors.map(ContributorVector::vector));
    this.range = found.range();
    this.count = Math.toIntExact(found.count());
  }

  private static ContributorSums plus(
      Preconditioning preconditioning, ContributorSums sums, Tuple2<RawRow, Boolean> row) {
    sums.add(preconditioning, row._1(), !row._2());
    return sums;
  }

  private static Tuple2<ContributorKey, ContributorVector> vector(
      Preconditioning preconditioning, Tuple2<ContributorKey, ContributorSums> each) {
    ContributorSums sums = each._2();
    return new Tuple2<>(
        each._1(),
        new ContributorVector(
            -1,
            each._1(),
            sums.contributions(),
            sums.leaders(),
            LeaveGroupOut.vector(preconditioning, sums)));
  }

  ExponentRange range() {
    return range;
  }

  int count() {
    return count;
  }

  /** Rows of {@code prepared_contributors}. */
  Dataset<Row> rows(PreparedTables tables) {
    ExponentRange window = range;
    JavaRDD<Row> rows =
        vectors
            .zipWithIndex()
            .map(each -> tables.contributor(Math.toIntExact(each._2()), each._1().fitted(window)));
    return spark.createDataFrame(rows, PreparedTables.VECTORS);
  }

  @Override
  public void close() {
    vectors.unpersist();
  }
}
