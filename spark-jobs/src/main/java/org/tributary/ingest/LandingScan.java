package org.tributary.ingest;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.tributary.schemas.ErrorCode;
import org.tributary.schemas.TributaryException;

/**
 * Reads every byte of a landing file once: its hash decides whether it was ingested before, and a
 * file that can't be read is found before anything is written.
 */
final class LandingScan {
  /** Lines of 64 MiB are a task's work. */
  static final long PIECE_BYTES = 64L << 20;

  private static final int BUFFER_BYTES = 1 << 16;

  private final Configuration hadoop;
  private final long pieceBytes;

  LandingScan(Configuration hadoop, long pieceBytes) {
    this.hadoop = hadoop;
    this.pieceBytes = pieceBytes;
  }

  /**
   * Looks through one file.
   *
   * @throws TributaryException with {@link ErrorCode#LANDING_UNREADABLE}, naming the file
   */
  ScannedFile scan(LandingFile file) {
    if (file.isParquet()) {
      String sha256 = read(file, (buffer, last) -> buffer.position(buffer.limit()));
      return ParquetFooter.read(hadoop, file, sha256);
    }
    LineScan lines = new LineScan(file, pieceBytes);
    String sha256 = read(file, lines::accept);
    return new ScannedFile(file, sha256, lines.lines(), new ScannedFile.Lines(lines.pieces()));
  }

  private String read(LandingFile file, Bytes bytes) {
    Path path = new Path(file.location());
    MessageDigest digest = newSha256();
    ByteBuffer buffer = ByteBuffer.allocate(BUFFER_BYTES);
    try (InputStream in = path.getFileSystem(hadoop).open(path)) {
      int count = 0;
      while (count >= 0) {
        count = in.read(buffer.array(), buffer.position(), buffer.remaining());
        if (count > 0) {
          digest.update(buffer.array(), buffer.position(), count);
          buffer.position(buffer.position() + count);
        }
        buffer.flip();
        bytes.accept(buffer, count < 0);
        buffer.compact();
      }
    } catch (IOException e) {
      throw new TributaryException(
          ErrorCode.LANDING_UNREADABLE,
          "Landing file " + file.name() + " can't be read: " + e.getMessage(),
          e);
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  private static MessageDigest newSha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every JDK has SHA-256", e);
    }
  }

  /** Takes bytes as they come; leaves in the buffer what it wants to see again. */
  private interface Bytes {
    void accept(ByteBuffer buffer, boolean last);
  }
}
