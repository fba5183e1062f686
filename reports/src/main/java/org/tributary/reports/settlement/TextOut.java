package org.tributary.reports.settlement;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/** Where the text of an exported file goes: to a file, or to be compared with one. */
abstract class TextOut extends OutputStream {
  private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

  private final byte[] quoted = new byte[2 * MerkleTree.HASH + 4];

  /** Writes text that has ASCII characters only. */
  void ascii(String text) throws IOException {
    write(text.getBytes(StandardCharsets.US_ASCII));
  }

  /** Writes a hash of {@code source} as {@code "0x..."}, with the quotes. */
  void quotedHash(byte[] source, int from) throws IOException {
    quoted[0] = '"';
    quoted[1] = '0';
    quoted[2] = 'x';
    quoted[quoted.length - 1] = '"';
    for (int i = 0; i < MerkleTree.HASH; i++) {
      quoted[3 + 2 * i] = HEX[(source[from + i] >> 4) & 0xf];
      quoted[4 + 2 * i] = HEX[source[from + i] & 0xf];
    }
    write(quoted);
  }
}
