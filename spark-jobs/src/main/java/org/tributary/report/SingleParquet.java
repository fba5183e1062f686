package org.tributary.report;

import java.util.Map;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SaveMode;
import org.tributary.session.RunFolder;

/** Writes rows as one Parquet file with a name of ours, with the same bytes every time. */
final class SingleParquet {
  /**
   * What the bytes depend on besides the rows, so that no cluster's settings get in. Uncompressed:
   * codecs are native libraries whose output differs by processor and version.
   */
  private static final Map<String, String> SETTINGS =
      Map.of(
          "compression", "uncompressed",
          "parquet.block.size", "134217728",
          "parquet.page.size", "1048576",
          "parquet.dictionary.page.size", "1048576",
          "parquet.enable.dictionary", "true",
          "parquet.bloom.filter.enabled", "false",
          "parquet.writer.version", "PARQUET_1_0");

  private SingleParquet() {}

  /**
   * Writes the rows in the order of {@code key}.
   *
   * @param name of the file below the run's folder
   * @param key total: no two rows have the same
   */
  static void write(Dataset<Row> rows, RunFolder folder, String name, Column... key) {
    String work = "." + name.replace('/', '-');
    rows.repartition(1)
        .sortWithinPartitions(key)
        .write()
        .options(SETTINGS)
        .mode(SaveMode.Overwrite)
        .parquet(folder.location() + "/" + work);
    folder.adoptParquet(work, name);
  }
}
