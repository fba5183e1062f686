package org.tributary.cli;

import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.tributary.sample.Sample;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code tributary sample}. */
@Command(
    name = "sample",
    description =
        "Make the sample world: landing files of real data and real models, and a policy.",
    mixinStandardHelpOptions = true)
final class SampleCommand implements Callable<Integer> {
  @Option(names = "--out", required = true, paramLabel = "DIR", description = "Folder to write to.")
  private Path out;

  @Option(
      names = "--scale",
      paramLabel = "N",
      defaultValue = "1",
      description = "N times as many inferences (default: ${DEFAULT-VALUE}).")
  private int scale;

  @Option(
      names = "--seed",
      paramLabel = "N",
      description = "Seed of all draws (default: " + Sample.STANDARD_SEED + ").")
  private long seed = Sample.STANDARD_SEED;

  @Option(names = "--tiny", description = "A few days and few contributors, for tests.")
  private boolean tiny;

  @Override
  public Integer call() {
    Sample.Builder builder = Sample.builder().out(out).scale(scale).seed(seed);
    if (tiny) {
      builder.tiny();
    }
    Sample.Result sample = builder.build().execute();
    System.out.printf(
        Locale.ROOT,
        "sample: %,d landing files for %s to %s in %s, policy %s%n",
        sample.files().size(),
        sample.firstDate(),
        sample.lastDate(),
        sample.landing(),
        sample.policy());
    return 0;
  }
}
