package org.tributary.cli;

import static org.apache.spark.sql.functions.col;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.tributary.reports.cli.ExportOptions;
import org.tributary.reports.export.SettlementPlace;
import org.tributary.schemas.ErrorCode;
import org.tributary.schemas.TributaryException;
import org.tributary.schemas.table.Tables;
import org.tributary.session.RunContext;
import org.tributary.session.RunFolder;
import org.tributary.session.TemporaryFolder;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code tributary export --warehouse W --date D}: every settlement of a run, wherever it lies. */
@Command(
    name = "export",
    description =
        "Make the folders that a treasury submits of all settlements of a run. Of one folder:"
            + " 'tributary export DIR --help'.",
    mixinStandardHelpOptions = true)
final class RunExportCommand implements Callable<Integer> {
  @Mixin private RunOptions run;

  @Option(
      names = "--to",
      required = true,
      paramLabel = "DIR",
      description = "Folder of all exports, on this machine.")
  private Path outbox;

  @Option(
      names = "--superseded",
      description =
          "Export although a later run was published: settlements that pay once leave night by"
              + " night.")
  private boolean superseded;

  @Mixin private ExportOptions options;

  @Override
  public Integer call() {
    RunContext context = run.open();
    if (!superseded && context.warehouse().exists(Tables.RUNS)) {
      requireLast(context.warehouse().read(Tables.RUNS), context.manifest().runId());
    }
    try (TemporaryFolder copy = TemporaryFolder.named("tributary-export")) {
      copy(context.folder(), copy.path());
      Path settlements = copy.path().resolve(SettlementPlace.IN_RUN);
      List<String> names = context.folder().list(SettlementPlace.IN_RUN);
      if (names.isEmpty()) {
        System.out.println("export: the run has no settlement");
      }
      return exportAll(context.folder(), names.stream().map(settlements::resolve).toList());
    }
  }

  /** Refuses a run that another one continues from: its claims are part of the later ones. */
  static void requireLast(Dataset<Row> runs, String runId) {
    runs.where(col("previous_run_id").equalTo(runId)).select("run_id").collectAsList().stream()
        .findFirst()
        .ifPresent(
            later -> {
              throw TributaryException.of(
                  ErrorCode.EXPORT_REFUSED,
                  "Run %s was published after %s, whose claims are part of its own: export that one."
                      + " Where settlements pay once and each night must leave, say --superseded.",
                  later.getString(0),
                  runId);
            });
  }

  /** Exports what can be; the exit code of the first that can't. */
  private int exportAll(RunFolder folder, List<Path> settlements) {
    int code = 0;
    for (Path settlement : settlements) {
      try {
        export(settlement).forEach(line -> System.out.println("export: " + line));
      } catch (TributaryException refused) {
        System.err.println("tributary: " + refused.getMessage());
        code = code == 0 ? refused.code().exitCode() : code;
      } finally {
        // At once: what has left is known to the run even if the next one ends this program.
        keepDepartures(folder, settlement);
      }
    }
    return code;
  }

  /** What was exported is known to whoever exports from the run's folder next. */
  private static void keepDepartures(RunFolder folder, Path settlement) {
    Path departures = SettlementPlace.of(settlement).departures();
    if (Files.exists(departures)) {
      folder.upload(departures, SettlementPlace.APPROVAL + "/" + departures.getFileName());
    }
  }

  private static void copy(RunFolder folder, Path copy) {
    SettlementPlace.RUN_FILES.stream()
        .filter(folder::exists)
        .forEach(name -> folder.download(name, copy.resolve(name)));
  }

  private List<String> export(Path settlement) {
    SettlementPlace place = SettlementPlace.of(settlement);
    return place.manifest().root().isEmpty()
        ? List.of(
            place.manifest().header().settlementId() + " has no leaves: there is nothing to submit")
        : options.export(settlement, outbox, Optional.empty());
  }
}
