package org.tributary.attribute.text;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import org.apache.spark.unsafe.types.UTF8String;

/** SHA-256 of texts and tokens, so that no two rows have the same bytes. */
public final class TextHash {
  private TextHash() {}

  static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every JDK has SHA-256", e);
    }
  }

  /** The first 64 bits of the hash of texts. */
  public static long first64(UTF8String... texts) {
    MessageDigest digest = sha256();
    for (UTF8String text : texts) {
      text(digest, text);
    }
    return ByteBuffer.wrap(digest.digest()).getLong();
  }

  /** Adds a text and how long it is. */
  static void text(MessageDigest digest, UTF8String text) {
    byte[] bytes = text == null ? new byte[0] : text.getBytes();
    digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(0, text == null ? -1 : bytes.length));
    digest.update(bytes);
  }

  /** Adds tokens and how many they are. */
  static void tokens(MessageDigest digest, int[] tokens) {
    int count = tokens == null ? 0 : tokens.length;
    ByteBuffer bytes = ByteBuffer.allocate((count + 1) * Integer.BYTES);
    bytes.putInt(tokens == null ? -1 : count);
    if (tokens != null) {
      bytes.asIntBuffer().put(tokens);
    }
    digest.update(bytes.array());
  }
}
