package org.tributary.bench;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.tributary.schemas.EngineVersion;
import org.tributary.schemas.policy.Accounts;
import org.tributary.schemas.policy.AttributionRule;
import org.tributary.schemas.policy.Policy;
import org.tributary.schemas.policy.PolicyBook;
import org.tributary.schemas.policy.Role;
import org.tributary.schemas.policy.Waterfall;
import org.tributary.schemas.run.RunManifest;
import org.tributary.schemas.run.RunManifest.TablePin;
import org.tributary.session.RunContext;
import org.tributary.session.RunFolder;
import org.tributary.session.Warehouse;

/** Runs of one stage, without the stages before it. */
final class BenchRun {
  private BenchRun() {}

  /** A run that pins the newest version of some tables, with one policy. */
  static RunContext of(
      Warehouse warehouse, LocalDate closeDate, List<String> inputs, AttributionRule rule) {
    List<TablePin> pins =
        inputs.stream().map(table -> new TablePin(table, warehouse.latestVersion(table))).toList();
    RunManifest manifest =
        new RunManifest(
            "0123456789abcdef",
            closeDate,
            EngineVersion.ENGINE,
            pins,
            List.of(),
            List.of(),
            new RunManifest.Prior(0, Optional.empty()));
    Policy policy =
        new Policy(
            "bench",
            closeDate,
            "0".repeat(64),
            Map.of(),
            Map.of(),
            new Accounts("payee:platform", "suspense:unattributed"),
            new Waterfall(0, Map.of(Role.CONTRIBUTOR, 1_000_000)),
            rule,
            Map.of());
    RunFolder folder =
        new RunFolder(
            warehouse.spark().sparkContext().hadoopConfiguration(),
            warehouse.root() + "/runs/bench");
    return new RunContext(warehouse, manifest, new PolicyBook(List.of(policy)), folder);
  }
}
