package org.tributary.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.tributary.bench.InfluenceBench;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code tributary bench NAME}. */
@Command(
    name = "bench",
    description = "Measure how fast the engine is. The last line is 'ratio NUMBER'.",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "NAME",
    subcommands = {BenchCommand.Influence.class, CommandLine.HelpCommand.class})
final class BenchCommand {
  private BenchCommand() {}

  /** {@code tributary bench influence}. */
  @Command(
      name = "influence",
      description =
          "Score a night of inferences, Delta to Delta, beside the bare product by cblas_sgemm. The"
              + " ratio is the engine's time over the product's, of the last night measured: 200,000"
              + " inferences x 50,000 training rows unless others are asked for.",
      mixinStandardHelpOptions = true)
  static final class Influence implements Callable<Integer> {
    @Mixin private SparkOptions spark;

    @Option(
        names = "--inferences",
        paramLabel = "N",
        description = "Inferences of the night (default: one night of 20,000, one of 200,000).")
    private Optional<Integer> inferences = Optional.empty();

    @Option(
        names = "--rows",
        paramLabel = "N",
        defaultValue = "50000",
        description = "Training rows (default: ${DEFAULT-VALUE}).")
    private int rows;

    @Option(
        names = "--dimension",
        paramLabel = "K",
        defaultValue = "512",
        description = "Dimensions of a row (default: ${DEFAULT-VALUE}).")
    private int dimension;

    @Option(
        names = "--contributors",
        paramLabel = "N",
        defaultValue = "100",
        description = "Contributors of the training rows (default: ${DEFAULT-VALUE}).")
    private int contributors;

    @Option(
        names = "--runs",
        paramLabel = "N",
        defaultValue = "5",
        description =
            "Runs of a night that are measured, after three that aren't (default:"
                + " ${DEFAULT-VALUE}).")
    private int runs;

    @Option(
        names = "--kernel",
        paramLabel = "NAME",
        defaultValue = "auto",
        description = "auto, reference, openblas or onednn (default: ${DEFAULT-VALUE}).")
    private String kernel;

    @Option(
        names = "--training-budget-mb",
        paramLabel = "MB",
        defaultValue = "256",
        description =
            "Training rows up to which every executor holds all; beyond, they are fetched block by"
                + " block (default: ${DEFAULT-VALUE}).")
    private long trainingBudget;

    @Option(
        names = "--scoring-only",
        description = "Score the night, and measure nothing else: to see what memory is enough.")
    private boolean scoringOnly;

    @Option(
        names = "--work",
        paramLabel = "DIR",
        description = "Folder for the data (default: a new one among the temporary files).")
    private Optional<Path> work = Optional.empty();

    @Override
    public Integer call() throws IOException {
      Path folder = work.orElse(Path.of(System.getProperty("java.io.tmpdir")));
      Files.createDirectories(folder);
      InfluenceBench.of(spark.session(), folder, System.out)
          .training(rows, dimension, contributors)
          .inferences(inferences)
          .runs(runs)
          .kernel(kernel)
          .trainingBudget(trainingBudget << 20)
          .scoringOnly(scoringOnly)
          .execute();
      return 0;
    }
  }
}
