package org.tributary.cli;

import java.util.Optional;
import java.util.concurrent.Callable;
import org.tributary.nightly.Nightly;
import org.tributary.nightly.NightlyResult;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code tributary nightly}. */
@Command(
    name = "nightly",
    description = "Run all stages for one close date, and publish the run if it verifies.",
    mixinStandardHelpOptions = true)
final class NightlyCommand implements Callable<Integer> {
  @Mixin private NightOptions night;
  @Mixin private AttributeOptions attribute;

  @Option(
      names = "--landing",
      paramLabel = "DIR",
      description = "Landing files to ingest first (default: work on what was ingested before).")
  private Optional<String> landing = Optional.empty();

  @Override
  public Integer call() {
    Nightly nightly =
        Nightly.of(night.warehouse.open(), night.date, night.policy)
            .kernel(attribute.kernel)
            .full(attribute.full)
            .spanSeeds(attribute.spanSeeds)
            .progress(new ConsoleProgress(System.out));
    landing.ifPresent(nightly::landing);
    System.out.println("Nightly for " + night.date);
    NightlyResult result = nightly.execute();
    return NightlyPrinter.print(result, System.out, System.err);
  }
}
