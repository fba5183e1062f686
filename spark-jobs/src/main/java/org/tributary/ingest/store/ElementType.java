package org.tributary.ingest.store;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;

/** How a store writes a number: always little-endian, always read as float32. */
public enum ElementType {
  /** IEEE 754 binary64; rounded to the nearest float32, beyond its range to infinity. */
  FLOAT64(8) {
    @Override
    float read(ByteBuffer bytes, int at) {
      return (float) bytes.getDouble(at);
    }
  },
  /** IEEE 754 binary32. */
  FLOAT32(4) {
    @Override
    float read(ByteBuffer bytes, int at) {
      return bytes.getFloat(at);
    }
  },
  /** IEEE 754 binary16. */
  FLOAT16(2) {
    @Override
    float read(ByteBuffer bytes, int at) {
      return ofHalf(bytes.getShort(at));
    }
  },
  /** The upper half of a binary32; some tools store it as uint16. */
  BFLOAT16(2) {
    @Override
    float read(ByteBuffer bytes, int at) {
      return Float.intBitsToFloat(bytes.getShort(at) << Short.SIZE);
    }
  },
  /** A signed integer. */
  INT8(1) {
    @Override
    float read(ByteBuffer bytes, int at) {
      return bytes.get(at);
    }
  };

  private static final int HALF_FRACTION_BITS = 10;
  private static final int HALF_FRACTION = (1 << HALF_FRACTION_BITS) - 1;
  private static final int HALF_EXPONENT = 0x1f;
  private static final int HALF_SUBNORMAL_SCALE = -24;
  private static final int FLOAT_FRACTION_BITS = 23;
  private static final int BIAS_DIFFERENCE = 127 - 15;
  private static final int FLOAT_EXPONENT = 0xff;

  private final int bytes;

  ElementType(int bytes) {
    this.bytes = bytes;
  }

  /** Bytes of a number. */
  public int bytes() {
    return bytes;
  }

  abstract float read(ByteBuffer bytes, int at);

  /** The numbers of {@code bytes} from {@code offset} on: as many as {@code into} is long. */
  public void decode(byte[] source, int offset, float[] into) {
    ByteBuffer buffer = ByteBuffer.wrap(source).order(ByteOrder.LITTLE_ENDIAN);
    for (int i = 0; i < into.length; i++) {
      into[i] = read(buffer, offset + i * bytes);
    }
  }

  /**
   * The type that a tool names: NumPy's names and codes, and {@code bfloat16}, whose NumPy code is
   * that of two unnamed bytes.
   */
  public static Optional<ElementType> of(String name) {
    return switch (name) {
      case "float64", "<f8" -> Optional.of(FLOAT64);
      case "float32", "<f4" -> Optional.of(FLOAT32);
      case "float16", "<f2" -> Optional.of(FLOAT16);
      case "bfloat16", "<V2" -> Optional.of(BFLOAT16);
      case "int8", "|i1" -> Optional.of(INT8);
      default -> Optional.empty();
    };
  }

  /** Every binary16 is a binary32; the payload of a NaN moves up with the fraction. */
  private static float ofHalf(short half) {
    int sign = (half & Short.MIN_VALUE) << Short.SIZE;
    int exponent = half >> HALF_FRACTION_BITS & HALF_EXPONENT;
    int fraction = half & HALF_FRACTION;
    if (exponent == 0) {
      float magnitude = Math.scalb((float) fraction, HALF_SUBNORMAL_SCALE);
      return Float.intBitsToFloat(sign | Float.floatToRawIntBits(magnitude));
    }
    int wide = exponent == HALF_EXPONENT ? FLOAT_EXPONENT : exponent + BIAS_DIFFERENCE;
    return Float.intBitsToFloat(
        sign | wide << FLOAT_FRACTION_BITS | fraction << FLOAT_FRACTION_BITS - HALF_FRACTION_BITS);
  }
}
