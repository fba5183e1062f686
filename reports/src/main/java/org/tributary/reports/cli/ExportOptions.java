package org.tributary.reports.cli;

import java.math.BigInteger;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.tributary.reports.confirm.ChainFacts;
import org.tributary.reports.confirm.ClaimedEvent;
import org.tributary.reports.confirm.Reconciliation;
import org.tributary.reports.export.ChainRoots;
import org.tributary.reports.export.Export;
import org.tributary.reports.export.ExportResult;
import org.tributary.reports.export.Funds;
import org.tributary.reports.export.Gate;
import org.tributary.reports.export.LeafBook;
import org.tributary.reports.export.SettlementPlace;
import org.tributary.reports.settlement.SettlementManifest;
import org.tributary.reports.settlement.SettlementToken;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What an export passes and looks at, of one settlement or of all of a run. */
public final class ExportOptions {
  @Option(
      names = "--pass",
      paramLabel = "GATE",
      description = "Pass a gate that is shut: ${COMPLETION-CANDIDATES}.")
  private List<Gate> gates = new ArrayList<>();

  @Option(names = "--because", paramLabel = "REASON", description = "Why; it is published.")
  private String because = "";

  @Mixin private ChainOptions chain;

  /** Exports a settlement; what is to be told of that, in lines. */
  public List<String> export(Path settlement, Path outbox, Optional<Path> policy) {
    SettlementManifest manifest = SettlementPlace.of(settlement).manifest();
    boolean cumulative = manifest.header().rule().kind().cumulative();
    Optional<ChainFacts> known = cumulative ? chain.read(manifest) : Optional.empty();
    // Nothing was claimed yet of what a one-shot kind pays, and the account itself has to have it.
    Map<String, BigInteger> balances =
        cumulative ? known.map(ChainFacts::balances).orElse(Map.of()) : chain.balances(manifest);
    Reconciliation claims =
        Reconciliation.of(
            LeafBook.claimable(settlement, manifest.header().rule().kind()),
            known.map(ChainFacts::claims).orElse(List.<ClaimedEvent>of()));
    ExportResult result =
        Export.of(settlement, outbox)
            .policy(policy)
            .letThrough(gates, because)
            .funds(funds(manifest, balances, claims))
            .chain(known.map(facts -> roots(facts, claims)))
            .execute();
    List<String> lines = new ArrayList<>();
    result.letThrough().forEach(refusal -> lines.add("passed " + refusal));
    lines.addAll(result.notes());
    lines.add(result.sentence());
    return lines;
  }

  private static ChainRoots roots(ChainFacts facts, Reconciliation claims) {
    return new ChainRoots(
        facts.root(),
        facts.pendingRoot(),
        claims.mismatches().stream().map(Reconciliation.Line::sentence).toList());
  }

  private static Map<String, Funds> funds(
      SettlementManifest manifest, Map<String, BigInteger> balances, Reconciliation claims) {
    Map<String, Reconciliation.Total> totals = claims.totals();
    Map<String, Funds> funds = new TreeMap<>();
    for (SettlementToken token : manifest.header().tokens()) {
      BigInteger balance = balances.get(token.address());
      Reconciliation.Total total = totals.get(token.address());
      if (balance != null) {
        funds.put(
            token.tokenId(), new Funds(total == null ? BigInteger.ZERO : total.open(), balance));
      }
    }
    return funds;
  }
}
