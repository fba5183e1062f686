package org.tributary.cli;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.tributary.schemas.ErrorCode;
import org.tributary.schemas.TributaryException;
import org.tributary.schemas.run.CanonicalJson;
import org.tributary.schemas.run.RunManifest.PolicyPin;
import org.tributary.session.OpenRun;
import org.tributary.session.RunContext;
import org.tributary.snapshot.PolicyFiles;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Which run a single stage continues. */
final class RunOptions {
  @Mixin private WarehouseOptions warehouse;

  @Option(
      names = "--date",
      required = true,
      paramLabel = "YYYY-MM-DD",
      description = "Close date: the last log date of the run.")
  private LocalDate date;

  @Option(
      names = "--run-id",
      paramLabel = "ID",
      description = "Run to continue (default: the last snapshot of the date).")
  private Optional<String> runId = Optional.empty();

  @Option(
      names = "--policy",
      paramLabel = "FILE",
      description =
          "Policy file or folder. The run has pinned its policies: where they are named here too,"
              + " they must be the same.")
  private Optional<String> policy = Optional.empty();

  RunContext open() {
    RunContext run = OpenRun.open(warehouse.open(), date, runId);
    policy.ifPresent(path -> requirePinned(run, path));
    return run;
  }

  private static void requirePinned(RunContext run, String path) {
    Map<String, byte[]> given =
        PolicyFiles.read(run.spark().sparkContext().hadoopConfiguration(), path);
    List<String> hashes = given.values().stream().map(CanonicalJson::sha256).sorted().toList();
    List<String> pinned =
        run.manifest().policies().stream().map(PolicyPin::sha256).sorted().toList();
    if (!hashes.equals(pinned)) {
      throw TributaryException.of(
          ErrorCode.POLICY_INVALID,
          "%s isn't the policy that run %s has pinned (%s/policy). Leave --policy out, or run"
              + " 'tributary snapshot' with it.",
          path,
          run.manifest().runId(),
          run.folder().location());
    }
  }
}
