package org.tributary.influence;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;

/**
 * A sketch as tables hold it: the float32 values one after the other, little-endian, every bit
 * kept. A value of k dimensions has 4k bytes.
 */
public final class SketchBytes {
  private SketchBytes() {}

  /** The values' bytes. */
  public static byte[] encode(float[] values) {
    ByteBuffer bytes =
        ByteBuffer.allocate(Math.multiplyExact(values.length, Float.BYTES))
            .order(ByteOrder.LITTLE_ENDIAN);
    bytes.asFloatBuffer().put(values);
    return bytes.array();
  }

  /**
   * The values of {@code bytes}.
   *
   * @throws IllegalArgumentException where the bytes don't end with a whole value: ingest lets no
   *     such sketch into a table
   */
  public static float[] decode(byte[] bytes) {
    if (bytes.length % Float.BYTES != 0) {
      throw new IllegalArgumentException(bytes.length + " bytes are no float32 values");
    }
    FloatBuffer values = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer();
    float[] decoded = new float[values.remaining()];
    values.get(decoded);
    return decoded;
  }
}
