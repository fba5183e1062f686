package org.tributary.ingest.store;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;

/**
 * Rows of a store that follow each other in one file.
 *
 * @param file the file
 * @param offset byte of the first row
 * @param firstRow number of the first row in the store, from 0
 * @param rows how many
 * @param columns numbers of a row
 * @param type how a number is written
 */
public record StorePiece(
    String file, long offset, long firstRow, long rows, int columns, ElementType type)
    implements Serializable {
  /** Bytes of a row. */
  public int rowBytes() {
    return Math.multiplyExact(columns, type.bytes());
  }

  /** Bytes of the piece. */
  public long bytes() {
    return Math.multiplyExact(rows, (long) rowBytes());
  }

  /** The same rows in pieces of at most {@code pieceBytes} bytes, but at least a row. */
  public List<StorePiece> split(long pieceBytes) {
    long most = Math.max(1, pieceBytes / rowBytes());
    List<StorePiece> pieces = new ArrayList<>();
    for (long from = 0; from < rows; from += most) {
      pieces.add(
          new StorePiece(
              file,
              offset + from * rowBytes(),
              firstRow + from,
              Math.min(most, rows - from),
              columns,
              type));
    }
    return pieces;
  }
}
