package org.tributary.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.tributary.bench.InfluenceBench;
import org.tributary.bench.KernelBench;
import org.tributary.bench.SettlementBench;
import org.tributary.bench.SpanBench;
import org.tributary.sample.code.Corpus;
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
    subcommands = {
      BenchCommand.Influence.class,
      BenchCommand.Spans.class,
      BenchCommand.Settlements.class,
      BenchCommand.Kernels.class,
      CommandLine.HelpCommand.class
    })
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
        description = "auto, reference, openblas, onednn or cublas (default: ${DEFAULT-VALUE}).")
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

  /** {@code tributary bench spans}. */
  @Command(
      name = "spans",
      description =
          "Search a night of outputs for spans, Delta to Delta, beside infini-gram on the same"
              + " tokens where the Python has it. The ratio is infini-gram's time without its index"
              + " over the engine's; 'nan' without infini-gram.",
      mixinStandardHelpOptions = true)
  static final class Spans implements Callable<Integer> {
    @Mixin private SparkOptions spark;

    @Option(
        names = "--jars",
        paramLabel = "DIR",
        description =
            "Folder of -sources jars; may be repeated (default: corpus and bench-corpus of the"
                + " build; './mvnw package -P bench-corpus' fills the second).")
    private List<Path> jars = List.of();

    @Option(
        names = "--corpus-tokens",
        paramLabel = "N",
        defaultValue = "20000000",
        description =
            "Tokens of the documents at least; what the jars lack is made up (default:"
                + " ${DEFAULT-VALUE}).")
    private long corpusTokens;

    @Option(
        names = "--query-tokens",
        paramLabel = "N",
        defaultValue = "1000000",
        description = "Tokens of the outputs (default: ${DEFAULT-VALUE}).")
    private int queryTokens;

    @Option(
        names = "--runs",
        paramLabel = "N",
        defaultValue = "5",
        description =
            "Runs that are measured, after three that aren't (default: ${DEFAULT-VALUE}).")
    private int runs;

    @Option(
        names = "--python",
        paramLabel = "PATH",
        defaultValue = "python3",
        description = "A Python with infini-gram 2.6.0 (default: ${DEFAULT-VALUE}).")
    private String python;

    @Option(
        names = "--sample",
        paramLabel = "N",
        defaultValue = "400",
        description =
            "Outputs that stand for all in infini-gram's time, which takes minutes for all"
                + " (default: ${DEFAULT-VALUE}).")
    private int sample;

    @Option(names = "--no-series", description = "Leave out 2, 4 and 8 times the queries.")
    private boolean noSeries;

    @Option(
        names = "--work",
        paramLabel = "DIR",
        description = "Folder for the data (default: a new one among the temporary files).")
    private Optional<Path> work = Optional.empty();

    @Override
    public Integer call() throws IOException, InterruptedException {
      Path folder = work.orElse(Path.of(System.getProperty("java.io.tmpdir")));
      Files.createDirectories(folder);
      Path corpus = Corpus.standardFolder();
      SpanBench.of(spark.session(), folder, System.out)
          .corpus(
              jars.isEmpty() ? List.of(corpus, corpus.resolveSibling("bench-corpus")) : jars,
              corpusTokens)
          .queries(queryTokens)
          .runs(3, runs)
          .series(noSeries ? List.of() : List.of(1, 2, 4, 8))
          .infiniGram(python, sample, sample / 2)
          .execute();
      return 0;
    }
  }

  /** {@code tributary bench settlement}. */
  @Command(
      name = "settlement",
      description =
          "Write a settlement of generated leaves, and build a tree beside OpenZeppelin's JavaScript"
              + " where Node.js is there. The ratio is OpenZeppelin's time over the engine's; 'nan'"
              + " without Node.js.",
      mixinStandardHelpOptions = true)
  static final class Settlements implements Callable<Integer> {
    @Option(
        names = "--leaves",
        paramLabel = "N",
        defaultValue = "1000000",
        description = "Leaves of the settlement (default: ${DEFAULT-VALUE}).")
    private int leaves;

    @Option(
        names = "--compared",
        paramLabel = "N",
        defaultValue = "100000",
        description = "Leaves of the tree that both build (default: ${DEFAULT-VALUE}).")
    private int compared;

    @Option(
        names = "--runs",
        paramLabel = "N",
        defaultValue = "3",
        description = "Runs that are measured, after one that isn't (default: ${DEFAULT-VALUE}).")
    private int runs;

    @Option(
        names = "--no-memory",
        description = "Leave out the run that looks at the memory, which takes the longest.")
    private boolean noMemory;

    @Option(
        names = "--node-modules",
        paramLabel = "DIR",
        description =
            "Folder with @openzeppelin/merkle-tree (default: that of the tests, or installed by npm"
                + " from their lock).")
    private Optional<Path> nodeModules = Optional.empty();

    @Option(
        names = "--work",
        paramLabel = "DIR",
        description =
            "Folder for the data, some 2 GB (default: a new one among the temporary files).")
    private Optional<Path> work = Optional.empty();

    @Override
    public Integer call() throws IOException, InterruptedException {
      Path folder = work.orElse(Path.of(System.getProperty("java.io.tmpdir")));
      Files.createDirectories(folder);
      // The corpus stands in spark-jobs/target of the source tree, which has the tests' lock.
      Path lock =
          Corpus.standardFolder().resolve("../../../reports/src/test/javascript").normalize();
      SettlementBench.of(folder, System.out)
          .leaves(leaves, compared)
          .runs(runs)
          .memory(!noMemory)
          .openZeppelin(nodeModules, lock)
          .execute();
      return 0;
    }
  }

  /** {@code tributary bench kernels}. */
  @Command(
      name = "kernels",
      description =
          "Compare every kernel that works here with plain Java, product by product, and measure"
              + " it; a GPU's beside what the GPU's int8 product alone reaches. Fails when one"
              + " differs.",
      mixinStandardHelpOptions = true)
  static final class Kernels implements Callable<Integer> {
    @Option(
        names = "--need",
        paramLabel = "NAME",
        description = "A kernel that must work here, e.g. cublas.")
    private Optional<String> needed = Optional.empty();

    @Override
    public Integer call() {
      return KernelBench.of(System.out).need(needed).execute() ? 0 : 1;
    }
  }
}
