package org.tributary.attribute;

import org.apache.spark.sql.Row;

/**
 * A row of {@code logged_partitions.sql}: which inferences one (log date, model) has.
 *
 * @param inferences how many
 * @param digest hash of their ids
 */
record LoggedPartition(PartitionKey key, long inferences, String digest) {
  static LoggedPartition of(Row row) {
    return new LoggedPartition(
        PartitionKey.of(row), row.<Long>getAs("inferences"), row.getAs("digest"));
  }
}
