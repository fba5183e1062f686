package org.tributary.ingest;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Row;

/**
 * What became of the rows of one file.
 *
 * @param file the file
 * @param added rows with a new key
 * @param updated registry rows that changed a key's content
 * @param unchanged rows that said what was known
 * @param quarantined rows that broke a rule
 */
record FileCounts(ScannedFile file, long added, long updated, long unchanged, long quarantined) {
  FileCounts {
    long judged = added + updated + unchanged + quarantined;
    if (judged != file.rows()) {
      throw new IllegalStateException(
          "File "
              + file.file().name()
              + " has "
              + file.rows()
              + " rows, but "
              + judged
              + " were judged");
    }
  }

  /** From rows of (file, verdict, writes, rows). */
  static List<FileCounts> of(List<ScannedFile> files, List<Row> counted) {
    Map<String, Map<String, Long>> byFile = new HashMap<>();
    for (Row row : counted) {
      byFile
          .computeIfAbsent(row.getAs(Meta.FILE), file -> new HashMap<>())
          .merge(row.getAs(Meta.VERDICT), row.<Long>getAs("rows"), Long::sum);
    }
    List<FileCounts> counts = new ArrayList<>();
    for (ScannedFile file : files) {
      Map<String, Long> verdicts = byFile.getOrDefault(file.file().name(), Map.of());
      counts.add(
          new FileCounts(
              file,
              verdicts.getOrDefault(Verdicts.ADDED, 0L),
              verdicts.getOrDefault(Verdicts.UPDATED, 0L),
              verdicts.getOrDefault(Verdicts.UNCHANGED, 0L),
              verdicts.getOrDefault(Verdicts.QUARANTINED, 0L)));
    }
    return counts;
  }
}
