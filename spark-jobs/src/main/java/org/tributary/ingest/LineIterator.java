package org.tributary.ingest;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.NoSuchElementException;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.Path;
import org.tributary.ingest.ScannedFile.Piece;

/** The lines of a piece, numbered as in the file. A line ends with LF or CR LF. */
final class LineIterator implements Iterator<LineIterator.Line> {
  /**
   * One line.
   *
   * @param file path below the landing folder
   * @param number from 1
   * @param text without the line's end
   */
  record Line(String file, long number, String text) {}

  private static final int BUFFER_BYTES = 1 << 16;

  private final Piece piece;
  private final InputStream in;
  private final byte[] buffer = new byte[BUFFER_BYTES];
  private int position;
  private int limit;
  private long unread;
  private long number;

  LineIterator(Configuration hadoop, Piece piece) {
    this.piece = piece;
    this.unread = piece.length();
    this.number = piece.firstRow();
    Path path = new Path(piece.location());
    try {
      FSDataInputStream file = path.getFileSystem(hadoop).open(path);
      file.seek(piece.offset());
      this.in = file;
    } catch (IOException e) {
      throw unreadable(e);
    }
  }

  @Override
  public boolean hasNext() {
    return position < limit || unread > 0;
  }

  @Override
  public Line next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    try {
      String text = readLine();
      if (!hasNext()) {
        in.close();
      }
      return new Line(piece.name(), number++, text);
    } catch (IOException e) {
      throw unreadable(e);
    }
  }

  private String readLine() throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    boolean ended = false;
    while (!ended && hasNext()) {
      if (position == limit) {
        fill();
      }
      int from = position;
      while (position < limit && buffer[position] != '\n') {
        position++;
      }
      line.write(buffer, from, position - from);
      if (position < limit) {
        position++;
        ended = true;
      }
    }
    String text = line.toString(StandardCharsets.UTF_8);
    return text.endsWith("\r") ? text.substring(0, text.length() - 1) : text;
  }

  private void fill() throws IOException {
    int count = in.read(buffer, 0, Math.toIntExact(Math.min(buffer.length, unread)));
    if (count < 0) {
      throw new EOFException("the file is shorter than it was");
    }
    position = 0;
    limit = count;
    unread -= count;
  }

  private UncheckedIOException unreadable(IOException cause) {
    return new UncheckedIOException("Landing file " + piece.name() + " can't be read", cause);
  }
}
