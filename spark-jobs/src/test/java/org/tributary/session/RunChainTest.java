package org.tributary.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RunChainTest {
  private static final LocalDate DATE = LocalDate.parse("2026-03-01");

  @Test
  void nothingIsPublishedAtFirst() {
    RunChain chain = RunChain.of(List.of());
    assertThat(chain.last()).isEmpty();
    assertThat(chain.has("a")).isFalse();
  }

  @Test
  void theLastIsTheOneThatNoOtherNamesInWhateverOrderTheyAreRead() {
    List<RunChain.Run> runs = List.of(run("c", "b"), run("a", null), run("b", "a"));
    RunChain chain = RunChain.of(runs);
    assertThat(chain.last()).contains(runs.get(0));
    assertThat(chain.has("a")).isTrue();
    assertThat(chain.runs().get("b").previousRunId()).contains("a");
  }

  @Test
  void twoEndsAreRefused() {
    RunChain chain = RunChain.of(List.of(run("a", null), run("b", "a"), run("c", "a")));
    assertThatThrownBy(chain::last)
        .hasMessage(
            "Table runs has two ends, b and c: two runs were published at the same time. Only one"
                + " may write to a warehouse at a time; ask whoever runs it which of them holds.");
  }

  private static RunChain.Run run(String runId, String previous) {
    return new RunChain.Run(runId, DATE, Optional.ofNullable(previous), "manifest", "settlement");
  }
}
