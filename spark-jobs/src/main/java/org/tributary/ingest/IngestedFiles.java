package org.tributary.ingest;

import static org.apache.spark.sql.functions.col;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
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

  /** Hashes of what was ingested, by file. */
  private Map<String, Set<String>> known() {
    Map<String, Set<String>> known = new HashMap<>();
    if (warehouse.latestVersion(Tables.INGESTED_FILES) > 0) {
      warehouse
          .read(Tables.INGESTED_FILES)
          .select(col("landing_file"), col("sha256"))
          .collectAsList()
          .forEach(
              row ->
                  known
                      .computeIfAbsent(row.getString(0), file -> new HashSet<>())
                      .add(row.getString(1)));
    }
    return known;
  }

  /**
   * What there is to do.
   *
   * @param fresh files that were not ingested yet with the content they have
   * @param changedBefore names of those that were, and with another content, too: one that was put
   *     back to what it was first isn't read
   */
  record Sorted(List<ScannedFile> fresh, List<String> changedBefore) {}

  Sorted sort(List<ScannedFile> files) {
    Map<String, Set<String>> known = known();
    List<ScannedFile> fresh = new ArrayList<>();
    List<String> changedBefore = new ArrayList<>();
    for (ScannedFile file : files) {
      Set<String> contents = known.getOrDefault(file.file().name(), Set.of());
      if (!contents.contains(file.sha256())) {
        fresh.add(file);
      } else if (contents.size() > 1) {
        changedBefore.add(file.file().name());
      }
    }
    return new Sorted(fresh, changedBefore);
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
