package org.tributary.session;

import java.util.Optional;
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

  /** An input table at the version that the run pins; of a log the rows that count. */
  public Dataset<Row> input(String table) {
    return CountedRows.of(this, table, allRows(table));
  }

  /** As {@link #input}, also with the rows of a log that don't count. */
  public Dataset<Row> allRows(String table) {
    return warehouse.read(table, manifest.versionOf(table));
  }

  /** As {@link #input}; empty where the run was pinned by an engine that didn't have the table. */
  public Optional<Dataset<Row>> pinned(String table) {
    return manifest.inputs().stream().anyMatch(pin -> pin.table().equals(table))
        ? Optional.of(input(table))
        : Optional.empty();
  }
}
