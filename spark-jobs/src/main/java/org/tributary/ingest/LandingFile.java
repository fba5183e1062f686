package org.tributary.ingest;

import java.io.Serializable;

/**
 * A file of the landing folder.
 *
 * @param table table that it feeds
 * @param name path below the landing folder, {@code TABLE/FILE}
 * @param location full path
 * @param bytes length
 * @param modified modification time, milliseconds: a file that changes while it is read is refused
 */
record LandingFile(String table, String name, String location, long bytes, long modified)
    implements Serializable {
  /** Whether it is a single Parquet file. */
  boolean isParquet() {
    return name.endsWith(".parquet");
  }
}
