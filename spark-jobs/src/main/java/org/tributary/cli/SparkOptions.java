package org.tributary.cli;

import org.apache.spark.sql.SparkSession;
import org.tributary.schemas.ErrorCode;
import org.tributary.schemas.TributaryException;
import org.tributary.session.SparkSessions;
import picocli.CommandLine.Option;

/** Where Spark runs. Under spark-submit that is its own option. */
final class SparkOptions {
  private static final String MASTER = "local[*]";
  private static final int SHUFFLE_PARTITIONS = 8;

  @Option(
      names = "--master",
      paramLabel = "URL",
      description = "Spark master of the embedded Spark (default: " + MASTER + ").")
  private String master;

  @Option(
      names = "--shuffle-partitions",
      paramLabel = "N",
      description =
          "Partitions of a shuffle (default: "
              + SHUFFLE_PARTITIONS
              + ", under spark-submit what Spark is set to). Results don't depend on it.")
  private Integer shufflePartitions;

  /**
   * The session.
   *
   * @throws TributaryException USAGE where an option can't be followed
   */
  SparkSession session() {
    if (shufflePartitions != null && shufflePartitions < 1) {
      throw TributaryException.of(
          ErrorCode.USAGE, "--shuffle-partitions must be at least 1, it is %d.", shufflePartitions);
    }
    String submitted = System.getProperty("spark.master");
    if (submitted == null) {
      return SparkSessions.embedded(
          master == null ? MASTER : master,
          shufflePartitions == null ? SHUFFLE_PARTITIONS : shufflePartitions);
    }
    if (master != null && !master.equals(submitted)) {
      throw TributaryException.of(
          ErrorCode.USAGE,
          "Spark was submitted to %s, so --master %s changes nothing: give it to spark-submit, or to"
              + " ./tributary as TRIBUTARY_MASTER.",
          submitted,
          master);
    }
    SparkSession spark = SparkSessions.submitted();
    if (shufflePartitions != null) {
      spark.conf().set("spark.sql.shuffle.partitions", String.valueOf(shufflePartitions));
    }
    return spark;
  }
}
