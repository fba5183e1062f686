package org.tributary.gpu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tributary.schemas.ErrorCode;
import org.tributary.schemas.TributaryException;

/**
 * The cuBLAS kernel: what it says where there is no GPU, and where there is one, that it gives the
 * reference kernel's integers. gpu/check.sh runs it there and fails when it was skipped.
 */
class CuBlasKernelTest {
  @Test
  void withoutAGpuItSaysWhatIsMissing() {
    Assumptions.assumeFalse(gpu(), "There is a GPU");
    assertThatThrownBy(() -> Kernels.select(CuBlasKernel.NAME))
        .isInstanceOfSatisfying(
            TributaryException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.USAGE))
        .hasMessageStartingWith("Kernel cublas can't be used on this machine: ")
        .hasMessageContaining("It needs an NVIDIA GPU, its driver, and libcudart.so.13")
        .hasMessageContaining("gpu/README.md. Use --kernel auto");
  }

  @Test
  void aMissingDriverIsToldFromMissingLibraries() {
    UnsatisfiedLinkError driver = new UnsatisfiedLinkError("no jnicudart in java.library.path");
    driver.initCause(
        new UnsatisfiedLinkError("libcuda.so.1: cannot open shared object file: No such file"));
    assertThat(Cuda.missing(driver)).startsWith("there is no NVIDIA driver (libcuda.so.1: cannot");
    assertThat(Cuda.missing(new UnsatisfiedLinkError("libcublas.so.13: cannot open")))
        .startsWith("CUDA's libraries can't be loaded (libcublas.so.13: cannot open). It needs");
  }

  @Test
  void autoNeverTakesWhatWasNeverMeasured() {
    assertThat(Kernels.select(Kernels.AUTO).name()).isNotEqualTo(CuBlasKernel.NAME);
  }

  @ParameterizedTest
  @CsvSource({"512, 2, 256 256", "3, 2, 2 1", "1, 2, 1", "7, 3, 3 2 2"})
  void aTileIsDealtToLanes(int rows, int lanes, String expected) {
    int[] parts = CuBlasKernel.parts(rows, lanes);
    assertThat(Arrays.stream(parts).sum()).isEqualTo(rows);
    assertThat(parts)
        .containsExactly(Arrays.stream(expected.split(" ")).mapToInt(Integer::parseInt).toArray());
  }

  @Test
  void onAGpuItGivesTheReferencesIntegers() {
    Assumptions.assumeTrue(gpu(), "NOT TESTED: the cuBLAS kernel: there is no GPU");
    assertThat(KernelComparison.of(Kernels.select(CuBlasKernel.NAME)).different()).isZero();
  }

  private static boolean gpu() {
    try {
      Cuda.require();
      return true;
    } catch (TributaryException e) {
      return false;
    }
  }
}
