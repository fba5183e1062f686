package org.tributary.ingest;

import java.util.List;
import java.util.function.ToLongFunction;

/**
 * What an ingest did.
 *
 * @param tables one entry per input table, in the order of the flow
 * @param changedBefore files that weren't read, since their content was before, though they had
 *     another one, too: what was put back to an earlier content has no effect
 */
public record IngestResult(List<TableCounts> tables, List<String> changedBefore) {
  public IngestResult {
    tables = List.copyOf(tables);
    changedBefore = List.copyOf(changedBefore);
  }

  /**
   * What came into one table.
   *
   * @param table input table
   * @param files files that were read
   * @param skippedFiles files that had been ingested before
   * @param rowsRead rows of the files that were read: the sum of the next four
   * @param added rows with a new key
   * @param updated registry rows that changed a key's content
   * @param unchanged rows that said what was known
   * @param quarantined rows that broke a rule
   */
  public record TableCounts(
      String table,
      int files,
      int skippedFiles,
      long rowsRead,
      long added,
      long updated,
      long unchanged,
      long quarantined) {}

  /** Counts of one table. */
  public TableCounts of(String table) {
    return tables.stream()
        .filter(counts -> counts.table().equals(table))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("No input table " + table));
  }

  /** Files that were read, over all tables. */
  public int files() {
    return tables.stream().mapToInt(TableCounts::files).sum();
  }

  public long rowsRead() {
    return sum(TableCounts::rowsRead);
  }

  public long added() {
    return sum(TableCounts::added);
  }

  public long updated() {
    return sum(TableCounts::updated);
  }

  public long unchanged() {
    return sum(TableCounts::unchanged);
  }

  public long quarantined() {
    return sum(TableCounts::quarantined);
  }

  private long sum(ToLongFunction<TableCounts> count) {
    return tables.stream().mapToLong(count).sum();
  }
}
