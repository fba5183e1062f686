package org.tributary.reports.cli;

import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
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

  @Mixin private ExportOptions options;

  @Override
  public Integer call() {
    options.export(folder, outbox, policy).forEach(line -> System.out.println("export: " + line));
    return 0;
  }
}
