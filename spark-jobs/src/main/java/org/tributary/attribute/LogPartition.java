package org.tributary.attribute;

import org.apache.spark.sql.Row;

/**
 * A row of {@code survey.sql}: the log rows of one (log date, model).
 *
 * @param inferences how many
 * @param problem a sketch that doesn't fit the model, if there is one; else null
 * @param digest hash of all that attribution reads of the rows
 */
record LogPartition(PartitionKey key, long inferences, String problem, String digest) {
  static LogPartition of(Row row) {
    return new LogPartition(
        new PartitionKey(row.getAs("log_date"), row.getAs("model_id")),
        row.<Long>getAs("inferences"),
        row.getAs("problem"),
        row.getAs("digest"));
  }
}
