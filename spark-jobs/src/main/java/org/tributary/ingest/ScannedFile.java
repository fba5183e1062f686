package org.tributary.ingest;

import java.io.Serializable;
import java.util.List;
import org.apache.spark.sql.types.StructType;

/**
 * A landing file, or a gradient store, that was looked through once, before anything is written.
 *
 * @param file the file; of a store its {@code store.json}
 * @param sha256 lower-case hex hash of its bytes; of a store, of all its files'
 * @param rows how many rows it has
 * @param content where they are
 */
record ScannedFile(LandingFile file, String sha256, long rows, Content content) {
  /** What a file consists of. */
  sealed interface Content permits Lines, Parquet, GradientStore {}

  /**
   * JSON Lines.
   *
   * @param pieces its lines, in pieces that tasks read by themselves
   */
  record Lines(List<Piece> pieces) implements Content {
    Lines {
      pieces = List.copyOf(pieces);
    }
  }

  /**
   * Parquet.
   *
   * @param columns the file's own
   */
  record Parquet(StructType columns) implements Content {}

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

  /** All files whose bytes were looked at. */
  List<LandingFile> members() {
    return content instanceof GradientStore store ? store.members() : List.of(file);
  }
}
