package org.tributary.reports.settlement;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** A file of a settlement while it is checked: what should stand in it is compared as it passes. */
final class ComparedFile extends TextOut {
  private static final int BUFFER = 1 << 16;

  private final InputStream in;
  private long position;

  ComparedFile(Path file) throws IOException {
    this.in = new BufferedInputStream(Files.newInputStream(file), BUFFER);
  }

  @Override
  public void write(int expected) throws IOException {
    require(in.read() == (expected & 0xff));
    position++;
  }

  @Override
  public void write(byte[] expected, int from, int length) throws IOException {
    for (int i = from; i < from + length; i++) {
      write(expected[i]);
    }
  }

  /** Requires that nothing follows. */
  void expectEnd() throws IOException {
    require(in.read() < 0);
  }

  @Override
  public void close() throws IOException {
    in.close();
  }

  private void require(boolean same) {
    if (!same) {
      throw new IllegalArgumentException("byte " + position + " isn't what the leaves give");
    }
  }
}
