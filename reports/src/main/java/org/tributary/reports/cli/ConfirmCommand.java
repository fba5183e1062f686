package org.tributary.reports.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.tributary.reports.confirm.ChainFacts;
import org.tributary.reports.confirm.Confirm;
import org.tributary.reports.confirm.EventFile;
import org.tributary.reports.confirm.Reconciliation;
import org.tributary.reports.export.ExportedFolder;
import org.tributary.schemas.ErrorCode;
import org.tributary.schemas.TributaryException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code tributary confirm DIR}. */
@Command(
    name = "confirm",
    description =
        "Compare an exported settlement with roots and claims on chain: who has not claimed, what"
            + " can't be, and whether the root is in force.",
    mixinStandardHelpOptions = true)
public final class ConfirmCommand implements Callable<Integer> {
  private static final int SHOWN = 20;

  @Parameters(paramLabel = "DIR", description = "The exported folder.")
  private Path folder;

  @Mixin private ChainOptions chain;

  @Option(
      names = "--out",
      paramLabel = "FILE",
      description = "Write every address with its leaf and its claims as CSV.")
  private Optional<Path> out = Optional.empty();

  @Option(
      names = "--save-events",
      paramLabel = "FILE",
      description = "Keep what the node said, so that --events can look at it again.")
  private Optional<Path> saved = Optional.empty();

  @Override
  public Integer call() {
    ExportedFolder exported = ExportedFolder.open(folder);
    ChainFacts facts =
        chain
            .read(exported.manifest())
            .orElseThrow(
                () ->
                    TributaryException.of(
                        ErrorCode.USAGE,
                        "What does the chain say? Name a node with --rpc, or a file with"
                            + " --events."));
    saved.ifPresent(file -> EventFile.write(file, chain.place(exported.manifest()), facts));
    Confirm.Result result =
        Confirm.of(exported, facts, chain.contract(exported.manifest()), Clock.systemUTC());
    out.ifPresent(file -> write(file, result.reconciliation().csv()));
    print(result);
    return result.findings().isEmpty() ? 0 : ErrorCode.CHAIN_DIFFERS.exitCode();
  }

  private static void print(Confirm.Result result) {
    result.findings().forEach(finding -> System.err.println("confirm: " + finding));
    result.notes().forEach(note -> System.out.println("confirm: " + note));
    result
        .reconciliation()
        .totals()
        .forEach(
            (token, total) ->
                System.out.printf(
                    "confirm: %s: %s claimed of %s, %s open%n",
                    token, total.claimed(), total.cumulative(), total.open()));
    List<Reconciliation.Line> open = result.reconciliation().open();
    open.stream()
        .limit(SHOWN)
        .forEach(
            line ->
                System.out.printf(
                    "confirm: open: %s in %s: %s of %s%n",
                    line.account(), line.token(), line.open(), line.cumulative()));
    if (open.size() > SHOWN) {
      System.out.printf(
          "confirm: open: %d more, all of them with --out FILE%n", open.size() - SHOWN);
    }
    System.out.printf(
        "confirm: the settlement is %s; root %s at block %d%n",
        result.state(), result.root(), result.block());
  }

  private static void write(Path file, String text) {
    try {
      Files.writeString(file, text);
    } catch (IOException e) {
      throw new UncheckedIOException("Can't write " + file, e);
    }
  }
}
