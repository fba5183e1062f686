package org.tributary.attribute;

import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructType;
import org.tributary.session.SparkFailures;
import org.tributary.session.SqlFile;

/**
 * Which inferences one (log date, model) has.
 *
 * @param inferences how many
 * @param digest hash of what a method reads of them
 */
public record LoggedPartition(PartitionKey key, long inferences, String digest) {
  /** Columns of {@link #ofHashes}: one row per inference, with a SHA-256 of what is read of it. */
  public static final StructType HASHES =
      StructType.fromDDL("log_date DATE, model_id STRING, row_hash BINARY");

  static LoggedPartition of(Row row) {
    return new LoggedPartition(
        PartitionKey.of(row), row.<Long>getAs("inferences"), row.getAs("digest"));
  }

  /**
   * The partitions of inferences of which there are hashes, in no order.
   *
   * @param hashes {@link #HASHES}
   */
  public static List<LoggedPartition> ofHashes(Dataset<Row> hashes) {
    hashes.createOrReplaceTempView("hashed_rows");
    return SparkFailures.explained(
            "attribute",
            () ->
                hashes
                    .sparkSession()
                    .sql(SqlFile.read(LoggedPartition.class, "digest_of_rows.sql"))
                    .collectAsList())
        .stream()
        .map(LoggedPartition::of)
        .toList();
  }
}
