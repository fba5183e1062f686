package org.tributary.reports.settlement;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** A file of a settlement while it is written: counts and hashes its bytes as they pass. */
final class HashedFile extends TextOut {
  private static final int BUFFER = 1 << 16;

  private final String path;
  private final MessageDigest digest = sha256();
  private final OutputStream out;
  private long bytes;

  /** Makes {@code folder/path}, and the folders on the way. */
  HashedFile(Path folder, String path) throws IOException {
    this.path = path;
    Path file = folder.resolve(path);
    Files.createDirectories(file.getParent());
    this.out =
        new BufferedOutputStream(
            new DigestOutputStream(Files.newOutputStream(file), digest), BUFFER);
  }

  static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every JDK has SHA-256", e);
    }
  }

  @Override
  public void write(int b) throws IOException {
    out.write(b);
    bytes++;
  }

  @Override
  public void write(byte[] source, int from, int length) throws IOException {
    out.write(source, from, length);
    bytes += length;
  }

  @Override
  public void flush() throws IOException {
    out.flush();
  }

  @Override
  public void close() throws IOException {
    out.close();
  }

  /** What the manifest says of the file; only once, after {@link #close}. */
  FileEntry entry() {
    return new FileEntry(path, bytes, HexFormat.of().formatHex(digest.digest()));
  }
}
