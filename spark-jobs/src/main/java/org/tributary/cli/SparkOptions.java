package org.tributary.cli;

import org.apache.spark.sql.SparkSession;
import org.tributary.session.SparkSessions;
import picocli.CommandLine.Option;

/** Where Spark runs. Under spark-submit its settings win. */
final class SparkOptions {
  @Option(
      names = "--master",
      paramLabel = "URL",
      defaultValue = "local[*]",
      description = "Spark master of the embedded Spark (default: ${DEFAULT-VALUE}).")
  private String master;

  @Option(
      names = "--shuffle-partitions",
      paramLabel = "N",
      defaultValue = "8",
      description =
          "Partitions of a shuffle in the embedded Spark (default: ${DEFAULT-VALUE}). Results don't"
              + " depend on it.")
  private int shufflePartitions;

  SparkSession session() {
    boolean submitted = System.getProperty("spark.master") != null;
    return submitted
        ? SparkSessions.submitted()
        : SparkSessions.embedded(master, shufflePartitions);
  }
}
