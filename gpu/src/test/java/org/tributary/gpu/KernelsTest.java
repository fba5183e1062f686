package org.tributary.gpu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tributary.gpu.Kernels.Candidate;
import org.tributary.schemas.ErrorCode;
import org.tributary.schemas.TributaryException;

class KernelsTest {
  private static final List<String> ALL = List.of("reference", "openblas", "onednn");

  @ParameterizedTest
  @ValueSource(strings = {"reference", "openblas", "onednn"})
  void multipliesByHand(String name) {
    byte[] a = {1, 2, 3, -4, 5, -6};
    byte[] b = {7, 8, 9, 1, 0, -1, 127, -127, 127};
    int[] out = new int[6];
    Kernels.select(name).multiply(a, 2, b, 3, 3, out);
    assertThat(out)
        .containsExactly(50, -2, 127 - 254 + 381, -28 + 40 - 54, -4 + 6, -4 * 127 - 11 * 127);
  }

  @Property(tries = 60)
  void allKernelsGiveTheSameIntegers(
      @ForAll @IntRange(min = 1, max = 70) int m,
      @ForAll @IntRange(min = 1, max = 90) int n,
      @ForAll @IntRange(min = 1, max = 2_100) int k,
      @ForAll long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    byte[] a = random(random, m * k);
    byte[] b = random(random, n * k);
    int[] expected = naive(a, m, b, n, k);
    for (String name : ALL) {
      // What was in the result before doesn't matter, nor do longer arrays.
      int[] out = new int[m * n + 3];
      Arrays.fill(out, 99);
      Kernels.select(name).multiply(a, m, b, n, k, out);
      assertThat(Arrays.copyOf(out, m * n)).as(name).containsExactly(expected);
      assertThat(Arrays.copyOfRange(out, m * n, m * n + 3)).as(name).containsOnly(99);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"reference", "openblas", "onednn"})
  void theLargestSumsAreExact(String name) {
    int k = Kernel.LARGEST_DIMENSION;
    byte[] plus = new byte[k];
    Arrays.fill(plus, (byte) 127);
    byte[] minus = new byte[k];
    Arrays.fill(minus, (byte) -127);
    int[] out = new int[1];
    Kernels.select(name).multiply(plus, 1, plus, 1, k, out);
    assertThat(out[0]).isEqualTo(2_114_060_288);
    Kernels.select(name).multiply(plus, 1, minus, 1, k, out);
    assertThat(out[0]).isEqualTo(-2_114_060_288);
    plus[k - 1] = 126;
    Kernels.select(name).multiply(plus, 1, minus, 1, k, out);
    assertThat(out[0]).isEqualTo(-2_114_060_288 + 127);
  }

  @ParameterizedTest
  @ValueSource(strings = {"reference", "openblas", "onednn"})
  void tooManyDimensionsAreRefused(String name) {
    Kernel kernel = Kernels.select(name);
    int k = Kernel.LARGEST_DIMENSION + 1;
    assertThatThrownBy(() -> kernel.multiply(new byte[k], 1, new byte[k], 1, k, new int[1]))
        .isInstanceOf(TributaryException.class)
        .hasMessageContaining("131,073 dimensions are too long")
        .hasMessageContaining("up to 131,072");
    assertThatThrownBy(() -> kernel.multiply(new byte[3], 1, new byte[4], 1, 4, new int[1]))
        .hasMessageContaining("too short for m 1, n 1, k 4");
  }

  @Test
  void aKernelThatIsWrongByOneIsNotUsed() {
    List<Candidate> candidates =
        List.of(
            new Candidate("wrong", WrongByOne::new),
            new Candidate("reference", ReferenceKernel::new));
    assertThat(Kernels.select("auto", candidates).name()).isEqualTo("reference");
    assertThatThrownBy(() -> Kernels.select("wrong", candidates))
        .isInstanceOfSatisfying(
            TributaryException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.USAGE))
        .hasMessageContaining("Kernel wrong can't be used on this machine: it gives")
        .hasMessageContaining("--kernel auto");
  }

  @Test
  void aComparisonCountsWhatDiffers() {
    KernelComparison good = KernelComparison.of(Kernels.select("openblas"));
    assertThat(good.different()).isZero();
    // 1 + 700 x 300 + 512 x 256 + 33 x 17 + 2 x 3 single products, and 3 blocks of 4 dimensions.
    assertThat(good.products()).isEqualTo(341_640 + 12L * 1_300 * 256);
    KernelComparison bad = KernelComparison.of(new Saturating());
    assertThat(bad.kernel()).isEqualTo("saturating");
    assertThat(bad.different()).isPositive();
  }

  @Test
  void aKernelThatSaturatesIsNotUsed() {
    assertThat(SelfTest.problemOf(new Saturating())).isPresent();
    assertThat(SelfTest.problemOf(new ReferenceKernel())).isEmpty();
  }

  @Test
  void aKernelThatCannotLoadIsNotUsed() {
    List<Candidate> candidates =
        List.of(
            new Candidate(
                "missing",
                () -> {
                  throw new UnsatisfiedLinkError("no such library");
                }),
            new Candidate("reference", ReferenceKernel::new));
    assertThat(Kernels.select("auto", candidates).name()).isEqualTo("reference");
    assertThatThrownBy(() -> Kernels.select("missing", candidates))
        .hasMessageContaining("no such library");
  }

  @Test
  void anUnknownKernelIsNamed() {
    assertThatThrownBy(() -> Kernels.select("cuda9"))
        .hasMessage(
            "There is no kernel 'cuda9'. Choose one of: auto, onednn, openblas, reference, cublas.");
  }

  private static byte[] random(SplittableRandom random, int length) {
    byte[] bytes = new byte[length];
    for (int at = 0; at < length; at++) {
      bytes[at] = (byte) random.nextInt(-127, 128);
    }
    return bytes;
  }

  private static int[] naive(byte[] a, int m, byte[] b, int n, int k) {
    int[] out = new int[m * n];
    for (int i = 0; i < m; i++) {
      for (int j = 0; j < n; j++) {
        int sum = 0;
        for (int d = 0; d < k; d++) {
          sum += a[i * k + d] * b[j * k + d];
        }
        out[i * n + j] = sum;
      }
    }
    return out;
  }

  /** Right everywhere but in one entry of one shape. */
  private static final class WrongByOne implements Kernel {
    @Override
    public String name() {
      return "wrong";
    }

    @Override
    public void multiply(byte[] a, int m, byte[] b, int n, int k, int[] out) {
      new ReferenceKernel().multiply(a, m, b, n, k, out);
      if (k == 650) {
        out[m * n - 1]++;
      }
    }
  }

  /** Adds pairs of products in 16 bits, as x86 does without VNNI. */
  private static final class Saturating implements Kernel {
    @Override
    public String name() {
      return "saturating";
    }

    @Override
    public void multiply(byte[] a, int m, byte[] b, int n, int k, int[] out) {
      for (int i = 0; i < m; i++) {
        for (int j = 0; j < n; j++) {
          int sum = 0;
          for (int d = 0; d < k; d += 2) {
            int pair = (a[i * k + d] + 128) * b[j * k + d];
            if (d + 1 < k) {
              pair += (a[i * k + d + 1] + 128) * b[j * k + d + 1];
            }
            sum += Math.max(Short.MIN_VALUE, Math.min(Short.MAX_VALUE, pair));
          }
          for (int d = 0; d < k; d++) {
            sum -= 128 * b[j * k + d];
          }
          out[i * n + j] = sum;
        }
      }
    }
  }
}
