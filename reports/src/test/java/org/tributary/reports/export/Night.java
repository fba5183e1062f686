package org.tributary.reports.export;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.tributary.reports.approval.Approve;
import org.tributary.reports.approval.SigningKey;
import org.tributary.reports.approval.Treasury;
import org.tributary.reports.settlement.SettlementLeaf;
import org.tributary.reports.settlement.SettlementManifest;
import org.tributary.reports.settlement.SettlementSources;
import org.tributary.reports.settlement.SettlementToken;
import org.tributary.schemas.policy.DistributorRule;
import org.tributary.schemas.policy.PolicyReader;
import org.tributary.schemas.run.CanonicalJson;

/** A published run with one settlement, as it stands in a warehouse. */
public record Night(Path run, Path settlement, SettlementManifest manifest) {
  private static final Map<String, SigningKey> KEYS =
      new TreeMap<>(Map.of("ada", Treasury.ADA, "bob", Treasury.BOB, "cyd", Treasury.CYD));

  /** Writes the run of a date below {@code warehouse}. */
  public static Night write(
      Path warehouse,
      LocalDate date,
      String gates,
      Optional<Night> previous,
      List<SettlementLeaf> leaves)
      throws IOException {
    return write(
        warehouse,
        date,
        gates,
        previous,
        leaves,
        DistributorRule.plain(Treasury.DISTRIBUTOR),
        List.of(Treasury.COIN));
  }

  /** Writes the run of a date for another distributor, with other tokens. */
  public static Night write(
      Path warehouse,
      LocalDate date,
      String gates,
      Optional<Night> previous,
      List<SettlementLeaf> leaves,
      DistributorRule distributor,
      List<SettlementToken> tokens)
      throws IOException {
    Path run = warehouse.resolve("runs").resolve(date.toString()).resolve("0123456789abcdef");
    byte[] policy = Treasury.policyText(gates, distributor);
    Files.createDirectories(run.resolve("policy"));
    Files.write(run.resolve("policy").resolve("treasury.conf"), policy);
    Files.writeString(run.resolve("manifest.json"), "{}");
    Files.writeString(run.resolve("_SUCCESS"), "0123456789abcdef\n");
    Path settlement = run.resolve("settlement").resolve("31337-" + distributor.address());
    SettlementManifest manifest =
        Treasury.write(
            settlement,
            Treasury.header(
                    PolicyReader.read("treasury.conf", policy),
                    date,
                    previous.map(night -> night.manifest().asPrevious()),
                    tokens,
                    31337,
                    distributor)
                .madeFrom(sources(date, previous)),
            leaves);
    return new Night(run, settlement, manifest);
  }

  private static SettlementSources sources(LocalDate date, Optional<Night> previous) {
    return new SettlementSources(
        previous.map(night -> night.manifest().header().closeDate().plusDays(1)),
        date.plusDays(2).atStartOfDay().toInstant(ZoneOffset.UTC),
        List.of(
            new SettlementSources.Input("holds", 3),
            new SettlementSources.Input("inference_log", 7)),
        CanonicalJson.sha256("[]"));
  }

  /** Approves it in the name of {@code names}. */
  public Night approve(String... names) {
    SettlementPlace place = SettlementPlace.of(settlement);
    Approve approve = Approve.of(manifest, place.policy(Optional.empty()));
    for (String name : names) {
      place.changeApprovals(
          approvals -> approve.add(approvals, approve.sign(name, KEYS.get(name))));
    }
    return this;
  }

  /** Exports it. */
  public ExportResult export(Path outbox) {
    return Export.of(settlement, outbox).execute();
  }
}
