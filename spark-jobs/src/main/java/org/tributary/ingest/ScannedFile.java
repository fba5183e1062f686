package org.tributary.ingest;

import java.io.Serializable;
import java.util.List;
import org.apache.spark.sql.types.StructType;

/**
 * A landing file that was looked through once, on the driver, before anything is written.
 *
 * @param file the file
 * @param sha256 lower-case hex hash of its bytes
 * @param rows how many rows it has
 * @param pieces a JSON Lines file's lines, in pieces that tasks read by themselves; empty for
 *     Parquet
 * @param parquetColumns a Parquet file's own columns; empty for JSON Lines
 */
record ScannedFile(
    LandingFile file, String sha256, long rows, List<Piece> pieces, StructType parquetColumns) {
  /**
   * Whole lines of a JSON Lines file.
   *
   * @param name path below the landing folder
   * @param location full path
   * @param offset of the first byte
   * @param length in bytes
   * @param firstRow number of the first line in the file, from 1
   */
  record Piece(String name, String location, long offset, long length, long firstRow)
      implements Serializable {}
}
