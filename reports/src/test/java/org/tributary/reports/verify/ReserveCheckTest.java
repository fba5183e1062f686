package org.tributary.reports.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.tributary.reports.verify.SampleRun.row;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is kept back of a payee continues from the run before, and never stands beside a debt. */
class ReserveCheckTest {
  @TempDir Path folder;

  private SampleRun first;
  private SampleRun run;

  @BeforeEach
  void twoNights() throws IOException {
    first = SampleRun.first(folder.resolve("first")).write(Optional.empty());
    run = SampleRun.second(folder.resolve("second"), first);
  }

  @Test
  void keptOrPaidBesideADebt() throws IOException {
    run.payouts.set(1, row("bob", "HELD", 0, 60, 5, 0, 0, 66, 0, -1, 86, 0));
    run.write(Optional.of(first));
    assertThat(findings())
        .containsExactly(
            "reports/payouts.parquet: payee bob, token USDC: reserved 86 can't stand beside a debt,"
                + " closing -1.");
    run.payouts.set(0, row("alice", "PAYABLE", 0, 100, -5, 0, 0, 0, 96, -1, 0, 146));
    assertThat(findings())
        .contains(
            "reports/payouts.parquet: payee alice, token USDC: paid is 96, but the account owes:"
                + " closing -1.");
  }

  @Test
  void aReserveThatWasNotThere() throws IOException {
    run.payouts.set(1, row("bob", "HELD", 0, 60, 5, 0, 7, 72, 0, 0, 85, 0));
    run.payouts.set(0, row("alice", "PAYABLE", 0, 100, -5, 0, -1, -1, 95, 0, 0, 145));
    run.write(Optional.of(first));
    assertThat(findings())
        .containsExactly(
            "reports/payouts.parquet: payee alice, token USDC: held is -1, below zero.",
            "reports/payouts.parquet: payee alice, token USDC: released is -1, below zero.");
    run.payouts.set(1, row("bob", "HELD", 1, 60, 5, 0, 0, 66, 0, 0, 85, 0));
    assertThat(findings())
        .contains(
            "reports/payouts.parquet: payee bob, token USDC: opening is 1, but the previous run"
                + " closed with 0.",
            "reports/payouts.parquet: payee bob, token USDC: reserved 85 - held 66 + released 0 is"
                + " 19, but the previous run kept 20 back.");
  }

  private List<String> findings() {
    return RunVerifier.verify(run.files(), Optional.of(first.asPrevious())).findings();
  }
}
