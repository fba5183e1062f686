package org.tributary.reports.cli;

import java.nio.file.Path;
import java.time.Clock;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.tributary.reports.export.ChainRoots;
import org.tributary.reports.export.ExportedFolder;
import org.tributary.reports.export.SettlementState;
import org.tributary.schemas.ErrorCode;
import org.tributary.schemas.TributaryException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code tributary submitted DIR}. */
@Command(
    name = "submitted",
    description =
        "Note the transaction that submits an exported settlement's root, or that it was revoked.",
    mixinStandardHelpOptions = true)
public final class SubmittedCommand implements Callable<Integer> {
  @Parameters(paramLabel = "DIR", description = "The exported folder.")
  private Path folder;

  @Option(names = "--tx", paramLabel = "0x..", description = "Hash of the transaction.")
  private Optional<String> transaction = Optional.empty();

  @Option(
      names = "--replaces",
      paramLabel = "0x..",
      description = "The transaction noted before, where this one took its nonce.")
  private Optional<String> replaces = Optional.empty();

  @Option(
      names = "--revoked",
      description =
          "What was submitted never comes into force: it was revoked while it waited, or failed.")
  private boolean revoked;

  @Option(
      names = "--because",
      paramLabel = "REASON",
      description = "Why it was revoked; the journal keeps it.")
  private String because = "";

  @Mixin private ChainOptions chain;

  @Override
  public Integer call() {
    if (revoked == transaction.isPresent() || (revoked && replaces.isPresent())) {
      throw TributaryException.of(
          ErrorCode.USAGE,
          "Say either which transaction submits it, with --tx, or that it was revoked, with"
              + " --revoked and --because.");
    }
    ExportedFolder exported = ExportedFolder.open(folder);
    SettlementState state = revoked ? revoke(exported) : submit(exported);
    System.out.println("submitted: the settlement is " + state);
    return 0;
  }

  private SettlementState submit(ExportedFolder exported) {
    return exported.submitted(
        transaction.orElseThrow().toLowerCase(Locale.ROOT),
        replaces.map(tx -> tx.toLowerCase(Locale.ROOT)),
        Clock.systemUTC());
  }

  private SettlementState revoke(ExportedFolder exported) {
    // A one-shot kind has no root that waits.
    Optional<ChainRoots> roots =
        exported.manifest().header().rule().kind().cumulative()
            ? chain
                .read(exported.manifest())
                .map(facts -> new ChainRoots(facts.root(), facts.pendingRoot()))
            : Optional.empty();
    return exported.revoked(because, roots, Clock.systemUTC());
  }
}
