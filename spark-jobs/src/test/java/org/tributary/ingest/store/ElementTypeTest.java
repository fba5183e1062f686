package org.tributary.ingest.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.MathContext;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

/** Numbers against their definition, worked out another way. */
class ElementTypeTest {
  @Test
  void everyHalfIsWhatIeee754Says() {
    List<String> wrong = new ArrayList<>();
    for (int bits = 0; bits < 1 << 16; bits++) {
      int exponent = bits >> 10 & 31;
      int fraction = bits & 1023;
      double sign = bits >> 15 == 0 ? 1 : -1;
      double expected =
          exponent == 31
              ? fraction == 0 ? sign * Double.POSITIVE_INFINITY : Double.NaN
              : exponent == 0
                  ? sign * fraction / 1024 * Math.pow(2, -14)
                  : sign * (1 + fraction / 1024.0) * Math.pow(2, exponent - 15);
      if (Double.compare(one(ElementType.FLOAT16, bits), expected) != 0) {
        wrong.add(Integer.toHexString(bits));
      }
    }
    assertThat(wrong).isEmpty();
  }

  @Test
  void everyBfloatIsTheUpperHalfOfAFloat() {
    List<String> wrong = new ArrayList<>();
    for (int bits = 0; bits < 1 << 16; bits++) {
      byte[] upper = {0, 0, (byte) bits, (byte) (bits >> 8)};
      float expected = ByteBuffer.wrap(upper).order(ByteOrder.LITTLE_ENDIAN).getFloat();
      if (Float.floatToRawIntBits(one(ElementType.BFLOAT16, bits))
          != Float.floatToRawIntBits(expected)) {
        wrong.add(Integer.toHexString(bits));
      }
    }
    assertThat(wrong).isEmpty();
  }

  @Property
  void floatsKeepTheirBits(@ForAll int bits) {
    byte[] bytes = {(byte) bits, (byte) (bits >> 8), (byte) (bits >> 16), (byte) (bits >> 24)};
    float[] into = new float[1];
    ElementType.FLOAT32.decode(bytes, 0, into);
    assertThat(Float.floatToRawIntBits(into[0])).isEqualTo(bits);
  }

  /** The nearest float: no float is nearer, by exact arithmetic. */
  @Property
  void doublesAreRoundedToTheNearest(@ForAll long mantissa, @ForAll byte exponent) {
    double value = Math.scalb((double) mantissa, exponent - 70);
    byte[] bytes = new byte[8];
    ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).putDouble(value);
    float[] into = new float[1];
    ElementType.FLOAT64.decode(bytes, 0, into);
    BigDecimal exact = new BigDecimal(value);
    BigDecimal error = exact.subtract(new BigDecimal(into[0]), MathContext.UNLIMITED).abs();
    for (float other : new float[] {Math.nextUp(into[0]), Math.nextDown(into[0])}) {
      assertThat(exact.subtract(new BigDecimal(other)).abs()).isGreaterThanOrEqualTo(error);
    }
  }

  @Test
  void integersAreSigned() {
    float[] into = new float[3];
    ElementType.INT8.decode(new byte[] {9, -128, -1, 127}, 1, into);
    assertThat(into).containsExactly(-128f, -1f, 127f);
  }

  @Test
  void aDoubleBeyondAFloatIsInfinite() {
    byte[] bytes = new byte[8];
    ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).putDouble(-1e39);
    float[] into = new float[1];
    ElementType.FLOAT64.decode(bytes, 0, into);
    assertThat(into[0]).isEqualTo(Float.NEGATIVE_INFINITY);
  }

  @Test
  void namesAreNumPys() {
    assertThat(ElementType.of("float16")).contains(ElementType.FLOAT16);
    assertThat(ElementType.of("<V2")).contains(ElementType.BFLOAT16);
    assertThat(ElementType.of("|i1")).contains(ElementType.INT8);
    assertThat(ElementType.of(">f4")).isEmpty();
    assertThat(ElementType.of("float8_e5m2")).isEmpty();
  }

  private static float one(ElementType type, int bits) {
    float[] into = new float[1];
    type.decode(new byte[] {(byte) bits, (byte) (bits >> 8)}, 0, into);
    return into[0];
  }
}
