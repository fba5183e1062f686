package org.tributary.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.tributary.schemas.TributaryException;

class KernelBenchTest {
  @Test
  void everyKernelIsComparedAndMeasured() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    assertThat(KernelBench.of(new PrintStream(bytes, true, StandardCharsets.UTF_8)).execute())
        .isTrue();
    List<String> lines = bytes.toString(StandardCharsets.UTF_8).lines().toList();
    assertThat(lines.get(1)).matches("reference +4,335,240 +0 +[0-9,]+");
    assertThat(lines.get(2)).matches("openblas +4,335,240 +0 +[0-9,]+");
    assertThat(lines.get(4)).startsWith("cublas");
  }

  @Test
  void aKernelThatIsNeededMustWork() {
    assertThatThrownBy(() -> KernelBench.of(System.out).need(Optional.of("cuda9")).execute())
        .isInstanceOf(TributaryException.class)
        .hasMessageContaining("There is no kernel 'cuda9'");
  }
}
