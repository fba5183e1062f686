package org.tributary.session;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * SHA-256 over a row's fields. Every field is written with its length, so that no two rows share
 * their bytes.
 */
public final class ContentHash {
  private final MessageDigest digest;

  public ContentHash() {
    try {
      digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every JDK has SHA-256", e);
    }
  }

  /** Adds a text; null is not the empty text. */
  public ContentHash text(String value) {
    if (value == null) {
      return number(-1);
    }
    byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
    number(bytes.length);
    digest.update(bytes);
    return this;
  }

  public ContentHash number(int value) {
    digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(value).array());
    return this;
  }

  /** Adds the bits of every float. */
  public ContentHash floats(float[] values) {
    number(values.length);
    ByteBuffer buffer = ByteBuffer.allocate(Math.multiplyExact(values.length, Float.BYTES));
    buffer.asFloatBuffer().put(values);
    digest.update(buffer.array());
    return this;
  }

  /** Lower-case hex of all that was added; the hash starts anew. */
  public String hex() {
    return HexFormat.of().formatHex(digest.digest());
  }
}
