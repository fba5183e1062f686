package org.tributary.cli;

import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.tributary.restate.Restatement;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code tributary restate}. */
@Command(
    name = "restate",
    description =
        "Between allocate and settle: say what the run changes, and stop it where it changes other"
            + " log dates than those that are meant.",
    mixinStandardHelpOptions = true)
final class RestateCommand implements Callable<Integer> {
  @Mixin private RunOptions run;

  @Option(
      names = "--from",
      required = true,
      paramLabel = "YYYY-MM-DD",
      description = "First log date that may change.")
  private LocalDate from;

  @Option(
      names = "--to",
      required = true,
      paramLabel = "YYYY-MM-DD",
      description = "Last log date that may change.")
  private LocalDate to;

  @Option(names = "--because", required = true, paramLabel = "REASON", description = "Why.")
  private String because;

  @Override
  public Integer call() {
    List<Restatement.Change> changes = Restatement.of(run.open(), from, to, because).execute();
    changes.forEach(
        each ->
            System.out.printf(
                Locale.ROOT,
                "restate: %s %s: %,d accounts, %s up, %s down%n",
                each.logDate(),
                each.tokenId(),
                each.accounts(),
                each.up(),
                each.down()));
    System.out.println(
        changes.isEmpty()
            ? "restate: the run changes nothing"
            : "restate: written to " + Restatement.FILE);
    return 0;
  }
}
