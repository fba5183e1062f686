package org.tributary.reports.cli;

import java.math.BigInteger;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.tributary.reports.confirm.ChainFacts;
import org.tributary.reports.confirm.Reconciliation;
import org.tributary.reports.export.ChainRoots;
import org.tributary.reports.export.Export;
import org.tributary.reports.export.ExportResult;
import org.tributary.reports.export.Funds;
import org.tributary.reports.export.Gate;
import org.tributary.reports.export.LeafBook;
import org.tributary.reports.export.SettlementPlace;
import org.tributary.reports.settlement.SettlementManifest;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code tributary export DIR}. */
@Command(
    name = "export",
    description =
        "Make the folder that a treasury submits, if the settlement is approved and passes every"
            + " gate; once for each content.",
    mixinStandardHelpOptions = true)
public final class ExportCommand implements Callable<Integer> {
  @Parameters(paramLabel = "DIR", description = "The settlement's folder.")
  private Path folder;

  @Option(
      names = "--to",
      required = true,
      paramLabel = "DIR",
      description = "Folder of all exports: each distributor has a folder and a journal in it.")
  private Path outbox;

  @Option(
      names = "--policy",
      paramLabel = "FILE",
      description = "The policy, or a folder of policies (default: the run's own copy).")
  private Optional<Path> policy = Optional.empty();

  @Option(
      names = "--pass",
      paramLabel = "GATE",
      description = "Pass a gate that is shut: ${COMPLETION-CANDIDATES}.")
  private List<Gate> gates = new ArrayList<>();

  @Option(names = "--because", paramLabel = "REASON", description = "Why; it is published.")
  private String because = "";

  @Mixin private ChainOptions chain;

  @Override
  public Integer call() {
    SettlementManifest manifest = SettlementPlace.of(folder).manifest();
    boolean cumulative = manifest.header().rule().kind().cumulative();
    Optional<ChainFacts> known = cumulative ? chain.read(manifest) : Optional.empty();
    ExportResult result =
        Export.of(folder, outbox)
            .policy(policy)
            .letThrough(gates, because)
            .funds(cumulative ? funds(manifest, known) : balances(manifest))
            .chain(known.map(facts -> new ChainRoots(facts.root(), facts.pendingRoot())))
            .execute();
    result.letThrough().forEach(refusal -> System.out.println("export: passed " + refusal));
    System.out.println("export: " + result.sentence());
    return 0;
  }

  /** What the distributor holds and has paid, where the chain can be asked. */
  private Map<String, Funds> funds(SettlementManifest manifest, Optional<ChainFacts> known) {
    Map<String, Funds> funds = new TreeMap<>();
    if (known.isEmpty()) {
      return funds;
    }
    Reconciliation claims = Reconciliation.of(LeafBook.of(folder), known.get().claims());
    manifest
        .totals()
        .forEach(
            totals -> {
              String token = totals.token().address();
              BigInteger balance = known.get().balances().get(token);
              if (balance != null) {
                BigInteger claimed =
                    claims.totals().containsKey(token)
                        ? claims.totals().get(token).claimed()
                        : BigInteger.ZERO;
                funds.put(totals.token().tokenId(), new Funds(claimed, balance));
              }
            });
    return funds;
  }

  /**
   * Nothing was claimed yet of what a one-shot kind pays, and the account itself has to have it.
   */
  private Map<String, Funds> balances(SettlementManifest manifest) {
    Map<String, BigInteger> balances = chain.balances(manifest);
    Map<String, Funds> funds = new TreeMap<>();
    manifest
        .header()
        .tokens()
        .forEach(
            token -> {
              BigInteger balance = balances.get(token.address());
              if (balance != null) {
                funds.put(token.tokenId(), new Funds(BigInteger.ZERO, balance));
              }
            });
    return funds;
  }
}
