package org.tributary.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.IntSupplier;
import org.tributary.books.PublishedClaims;
import org.tributary.reports.confirm.LedgerReconciliation;
import org.tributary.reports.export.ExportedFolder;
import org.tributary.reports.export.LeafBook;
import org.tributary.schemas.ErrorCode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Unmatched;

/** {@code tributary confirm DIR --warehouse W}: what the small jar compares, and the ledger. */
@Command(
    name = "confirm",
    description =
        "Compare an exported settlement with roots and claims on chain; with --warehouse also with"
            + " the ledger. All options: 'tributary confirm DIR --help'.")
final class LedgerConfirmCommand implements Callable<Integer> {
  @Parameters(paramLabel = "DIR", description = "The exported folder.")
  private Path folder;

  @Mixin private WarehouseOptions warehouse;

  /** Options that say what the chain says; the command without Spark knows them. */
  @Unmatched private List<String> chain = new ArrayList<>();

  @Override
  public Integer call() {
    List<String> arguments = new ArrayList<>(List.of("confirm", folder.toString()));
    arguments.addAll(chain);
    return afterLedger(
        findings(), () -> org.tributary.reports.cli.Main.run(arguments.toArray(String[]::new)));
  }

  /** The chain's side notes the settlement as confirmed: never where the ledger differs. */
  static int afterLedger(List<String> findings, IntSupplier onChain) {
    findings.forEach(finding -> System.err.println("confirm: " + finding));
    System.out.println(
        findings.isEmpty()
            ? "confirm: the ledger agrees"
            : "confirm: the ledger differs in "
                + findings.size()
                + " amounts, and nothing is confirmed: find out why, and leave --warehouse out to see"
                + " what the chain says");
    return findings.isEmpty() ? onChain.getAsInt() : ErrorCode.CHAIN_DIFFERS.exitCode();
  }

  private List<String> findings() {
    ExportedFolder exported = ExportedFolder.open(folder);
    PublishedClaims published =
        PublishedClaims.of(warehouse.open(), exported.manifest().header().runId());
    return LedgerReconciliation.check(
        exported.manifest().header(),
        LeafBook.of(exported.settlement()),
        published.claims(),
        published.payables());
  }
}
