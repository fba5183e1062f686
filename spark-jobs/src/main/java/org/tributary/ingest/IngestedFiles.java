package org.tributary.ingest;

import static org.apache.spark.sql.functions.col;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.tributary.schemas.table.Tables;
import org.tributary.session.Warehouse;

/** Table {@code ingested_files}: what is never read twice. */
final class IngestedFiles {
  private final Warehouse warehouse;

  IngestedFiles(Warehouse warehouse) {
    this.warehouse = warehouse;
  }

  /** A file's name and hash. */
  private record Known(String landingFile, String sha256) {}

  /** Those of {@code files} that were not ingested yet with the content they have. */
  List<ScannedFile> newOnes(List<ScannedFile> files) {
    if (files.isEmpty() || warehouse.latestVersion(Tables.INGESTED_FILES) == 0) {
      return files;
    }
    Set<Known> known =
        warehouse
            .read(Tables.INGESTED_FILES)
            .select(col("landing_file"), col("sha256"))
            .collectAsList()
            .stream()
            .map(row -> new Known(row.getString(0), row.getString(1)))
            .collect(Collectors.toSet());
    return files.stream()
        .filter(file -> !known.contains(new Known(file.file().name(), file.sha256())))
        .toList();
  }

  /** Records files whose rows are all in their table or in quarantine. */
  void record(List<FileCounts> files) {
    if (files.isEmpty()) {
      return;
    }
    List<Row> rows =
        files.stream()
            .map(
                counts ->
                    RowFactory.create(
                        counts.file().file().name(),
                        counts.file().sha256(),
                        counts.file().file().table(),
                        counts.file().rows(),
                        counts.added(),
                        counts.updated(),
                        counts.unchanged(),
                        counts.quarantined()))
            .toList();
    Dataset<Row> table =
        warehouse
            .spark()
            .createDataFrame(rows, warehouse.columns(Tables.INGESTED_FILES))
            .coalesce(1);
    warehouse.append(Tables.INGESTED_FILES, table);
  }
}
