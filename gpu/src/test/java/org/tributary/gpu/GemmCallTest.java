package org.tributary.gpu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/**
 * That cuBLAS is asked for the right thing, without a GPU: a plain Java twin of {@code
 * cublasGemmEx} with op(A) = T and op(B) = N, by the letter of its manual, computes from padded
 * memory what the reference kernel computes.
 */
class GemmCallTest {
  @Test
  void oneRowByHand() {
    // 3 training rows, 2 queries, 5 dimensions, results 32 apart.
    GemmCall call = GemmCall.of(3, 2, 5, 32);
    assertThat(call).isEqualTo(new GemmCall(16, 3, 16, 16, 16, 32));
  }

  @Test
  void whatIsFilledUpAlreadyStays() {
    assertThat(GemmCall.of(512, Tiles.QUERIES, 512, Tiles.QUERIES))
        .isEqualTo(new GemmCall(256, 512, 512, 512, 512, 256));
  }

  @Test
  void aStrideThatIsTooShortIsRefused() {
    assertThatThrownBy(() -> GemmCall.of(3, 17, 5, 17))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("No product: 3 rows, 17 queries, stride 17");
    assertThatThrownBy(() -> GemmCall.of(0, 1, 1, 16)).hasMessageContaining("0 rows");
  }

  @Property(tries = 200)
  void theTwinOfCublasGivesTheReferencesIntegers(
      @ForAll @IntRange(min = 1, max = 40) int rows,
      @ForAll @IntRange(min = 1, max = 40) int queries,
      @ForAll @IntRange(min = 1, max = 70) int dimension,
      @ForAll @IntRange(min = 0, max = 3) int spare,
      @ForAll long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    byte[] left = random(random, rows * dimension);
    byte[] right = random(random, queries * dimension);
    GemmCall call = GemmCall.of(rows, queries, dimension, GemmCall.padded(queries) + 16 * spare);
    // What the manual asks of int8: everything a multiple of 4.
    assertThat(List.of(call.m(), call.k(), call.lda(), call.ldb(), call.ldc()))
        .allMatch(each -> each % 4 == 0);

    int[] c = new int[call.ldc() * call.n()];
    byte[] a = pitched(right, queries, dimension, call.m(), call.lda());
    byte[] b = pitched(left, rows, dimension, call.n(), call.ldb());
    gemmEx(call, a, b, c);

    int[] expected = new int[rows * queries];
    new ReferenceKernel().multiply(left, rows, right, queries, dimension, expected);
    for (int i = 0; i < rows; i++) {
      for (int j = 0; j < call.ldc(); j++) {
        assertThat(c[i * call.ldc() + j]).isEqualTo(j < queries ? expected[i * queries + j] : 0);
      }
    }
  }

  /**
   * {@code C(i, j) = sum over p of A(p, i) B(p, j)}, matrices by columns: element (r, s) of a
   * matrix with leading dimension ld is at {@code r + s * ld}.
   */
  private static void gemmEx(GemmCall call, byte[] a, byte[] b, int[] c) {
    assertThat(call.lda()).isGreaterThanOrEqualTo(call.k());
    assertThat(call.ldb()).isGreaterThanOrEqualTo(call.k());
    assertThat(call.ldc()).isGreaterThanOrEqualTo(call.m());
    for (int i = 0; i < call.m(); i++) {
      for (int j = 0; j < call.n(); j++) {
        int sum = 0;
        for (int p = 0; p < call.k(); p++) {
          sum += a[p + i * call.lda()] * b[p + j * call.ldb()];
        }
        c[i + j * call.ldc()] = sum;
      }
    }
  }

  /** As {@code cudaMemcpy2D} into cleared memory leaves rows. */
  private static byte[] pitched(byte[] rows, int count, int width, int room, int pitch) {
    byte[] memory = new byte[Math.multiplyExact(room, pitch)];
    for (int i = 0; i < count; i++) {
      System.arraycopy(rows, i * width, memory, i * pitch, width);
    }
    return memory;
  }

  private static byte[] random(SplittableRandom random, int length) {
    byte[] bytes = new byte[length];
    for (int at = 0; at < length; at++) {
      bytes[at] = (byte) random.nextInt(-127, 128);
    }
    return bytes;
  }
}
