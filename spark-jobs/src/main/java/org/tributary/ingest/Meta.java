package org.tributary.ingest;

import java.util.List;

/** Columns that travel beside a landing row's own until it is in its table or in quarantine. */
final class Meta {
  /** Path below the landing folder; its order is the files'. Null: already in the table. */
  static final String FILE = "_landing_file";

  /** Line or row, from 1. */
  static final String ROW_NUMBER = "_row_number";

  /** The row as it came; null where the row's columns say it (Parquet). */
  static final String RAW_TEXT = "_raw_text";

  /** Null: no rule is broken. */
  static final String REASON_CODE = "_reason_code";

  static final String DETAIL = "_detail";

  /** Hash of all columns, to tell a repeated row from a changed one. */
  static final String CONTENT = "_content";

  /** Null for good rows; else unique, so that a broken row meets no other row of its key. */
  static final String APART = "_apart";

  /** What becomes of the row. */
  static final String VERDICT = "_verdict";

  /** Whether the row is the one that the table is to hold for its key, and doesn't hold yet. */
  static final String WRITES = "_writes";

  /** What every reader of landing files yields before the table's own columns. */
  static final List<String> READ = List.of(FILE, ROW_NUMBER, RAW_TEXT, REASON_CODE, DETAIL);

  private Meta() {}
}
