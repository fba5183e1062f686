package org.tributary.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.tributary.reports.export.Export;
import org.tributary.reports.export.SettlementPlace;
import org.tributary.session.RunContext;
import org.tributary.session.RunFolder;
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
  private static final String SETTLEMENTS = "settlement";

  /** What an export looks at, as the run's folder has it. */
  private static final List<String> NEEDED =
      List.of("manifest.json", "_SUCCESS", "policy", "approval", SETTLEMENTS);

  @Mixin private RunOptions run;

  @Option(
      names = "--to",
      required = true,
      paramLabel = "DIR",
      description = "Folder of all exports, on this machine.")
  private Path outbox;

  @Override
  public Integer call() throws IOException {
    RunContext context = run.open();
    Path copy = Files.createTempDirectory("tributary-export");
    try {
      List<String> settlements = context.folder().list(SETTLEMENTS);
      copy(context.folder(), copy);
      for (String name : settlements) {
        System.out.println("export: " + export(copy.resolve(SETTLEMENTS).resolve(name)));
      }
      if (settlements.isEmpty()) {
        System.out.println("export: the run has no settlement");
      }
      return 0;
    } finally {
      delete(copy);
    }
  }

  private static void copy(RunFolder folder, Path copy) {
    NEEDED.stream()
        .filter(folder::exists)
        .forEach(name -> folder.download(name, copy.resolve(name)));
  }

  private String export(Path settlement) {
    SettlementPlace place = SettlementPlace.of(settlement);
    return place.manifest().root().isEmpty()
        ? place.manifest().header().settlementId() + " has no leaves: there is nothing to submit"
        : Export.of(settlement, outbox).execute().sentence();
  }

  private static void delete(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("Can't delete " + folder, e);
    }
  }
}
