package org.tributary.cli;

import org.tributary.session.Warehouse;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Which warehouse, and the Spark that works on it. */
final class WarehouseOptions {
  @Mixin private SparkOptions spark;

  @Option(
      names = "--warehouse",
      required = true,
      paramLabel = "DIR",
      description = "Folder of the warehouse, on any Hadoop file system.")
  private String warehouse;

  Warehouse open() {
    return new Warehouse(spark.session(), warehouse);
  }
}
