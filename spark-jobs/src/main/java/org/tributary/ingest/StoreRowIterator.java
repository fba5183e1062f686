package org.tributary.ingest;

import java.io.IOException;
import java.util.Iterator;
import java.util.NoSuchElementException;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.tributary.influence.SketchBytes;
import org.tributary.ingest.store.StorePiece;
import org.tributary.schemas.ErrorCode;
import org.tributary.schemas.TributaryException;

/**
 * The rows of a piece of a store, in a task: row number, gradient, loss weight, and what is wrong
 * with the row, as {@link StoreRows} lays them out.
 */
final class StoreRowIterator implements Iterator<Row> {
  private final StorePiece piece;
  private final String store;
  private final FSDataInputStream in;
  private final float[] weights;
  private final byte[] bytes;
  private final float[] values;
  private long read;

  /**
   * Opens the piece.
   *
   * @param store name for messages
   * @param folder of the store's files
   * @param weights where the loss weights are, or null
   */
  StoreRowIterator(
      Configuration hadoop, String store, String folder, StorePiece piece, StorePiece weights) {
    this.store = store;
    this.piece = piece;
    this.bytes = new byte[piece.rowBytes()];
    this.values = new float[piece.columns()];
    try {
      this.weights = weights == null ? null : weights(hadoop, folder, weights);
      this.in = open(hadoop, folder, piece.file(), piece.offset());
    } catch (IOException e) {
      throw unreadable(e);
    }
  }

  @Override
  public boolean hasNext() {
    return read < piece.rows();
  }

  @Override
  public Row next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    try {
      in.readFully(bytes);
      piece.type().decode(bytes, 0, values);
      Double weight = weights == null ? null : (Double) (double) weights[(int) read];
      long row = piece.firstRow() + read;
      read++;
      if (!hasNext()) {
        in.close();
      }
      Broken broken = notFinite(row);
      return RowFactory.create(
          row,
          SketchBytes.encode(values),
          weight,
          broken == null ? null : broken.code(),
          broken == null ? null : broken.detail());
    } catch (IOException e) {
      throw unreadable(e);
    }
  }

  /** The weights of the piece's rows. */
  private float[] weights(Configuration hadoop, String folder, StorePiece all) throws IOException {
    float[] found = new float[Math.toIntExact(piece.rows())];
    byte[] raw = new byte[Math.multiplyExact(found.length, all.rowBytes())];
    long offset = all.offset() + piece.firstRow() * all.rowBytes();
    try (FSDataInputStream file = open(hadoop, folder, all.file(), offset)) {
      file.readFully(raw);
    }
    all.type().decode(raw, 0, found);
    return found;
  }

  /** The rule that tables have as gradient_finite, on numbers that were never boxed. */
  private Broken notFinite(long row) {
    for (int i = 0; i < values.length; i++) {
      if (!Float.isFinite(values[i])) {
        return new Broken(
            Broken.GRADIENT_FINITE,
            "Row "
                + row
                + " of "
                + store
                + " has "
                + values[i]
                + " as number "
                + i
                + " (from 0) of its gradient, which must be finite. Compute the gradient again and"
                + " send it in a new store.");
      }
    }
    return null;
  }

  private static FSDataInputStream open(
      Configuration hadoop, String folder, String file, long offset) throws IOException {
    Path path = new Path(folder, file);
    FSDataInputStream in = path.getFileSystem(hadoop).open(path);
    in.seek(offset);
    return in;
  }

  private TributaryException unreadable(IOException cause) {
    return new TributaryException(
        ErrorCode.LANDING_UNREADABLE,
        "Gradient store "
            + store
            + ": "
            + piece.file()
            + " can't be read to its end: "
            + cause.getMessage()
            + ". Copy it again; nothing of the store was ingested.",
        cause);
  }
}
