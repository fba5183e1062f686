package org.tributary.reports.cli;

import java.nio.file.Path;
import java.time.Clock;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.tributary.reports.export.ExportedFolder;
import org.tributary.reports.export.SettlementState;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code tributary submitted DIR}. */
@Command(
    name = "submitted",
    description = "Note the transaction that submits an exported settlement's root.",
    mixinStandardHelpOptions = true)
public final class SubmittedCommand implements Callable<Integer> {
  @Parameters(paramLabel = "DIR", description = "The exported folder.")
  private Path folder;

  @Option(
      names = "--tx",
      required = true,
      paramLabel = "0x..",
      description = "Hash of the transaction.")
  private String transaction;

  @Option(
      names = "--replaces",
      paramLabel = "0x..",
      description = "The transaction noted before, where this one took its nonce.")
  private Optional<String> replaces = Optional.empty();

  @Override
  public Integer call() {
    SettlementState state =
        ExportedFolder.open(folder)
            .submitted(
                transaction.toLowerCase(Locale.ROOT),
                replaces.map(tx -> tx.toLowerCase(Locale.ROOT)),
                Clock.systemUTC());
    System.out.println("submitted: the settlement is " + state);
    return 0;
  }
}
