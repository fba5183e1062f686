package org.tributary.session;

import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.tributary.schemas.policy.PolicyBook;
import org.tributary.schemas.run.RunManifest;

/**
 * What every stage after snapshot works with.
 *
 * @param warehouse tables
 * @param manifest what the run pins
 * @param policies the policies that the manifest pins
 * @param folder files of the run
 */
public record RunContext(
    Warehouse warehouse, RunManifest manifest, PolicyBook policies, RunFolder folder) {
  public SparkSession spark() {
    return warehouse.spark();
  }

  /** An input table at the version that the run pins. */
  public Dataset<Row> input(String table) {
    return warehouse.read(table, manifest.versionOf(table));
  }
}
