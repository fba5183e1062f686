package org.tributary.cli;

import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.apache.spark.sql.SparkSession;
import org.tributary.nightly.Nightly;
import org.tributary.nightly.NightlyResult;
import org.tributary.sample.Sample;
import org.tributary.session.Warehouse;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code tributary demo}. */
@Command(
    name = "demo",
    description = "Make the sample world and run the nightly for its last date.",
    mixinStandardHelpOptions = true)
final class DemoCommand implements Callable<Integer> {
  @Mixin private SparkOptions spark;

  @Option(
      names = "--dir",
      paramLabel = "DIR",
      defaultValue = "demo",
      description = "Folder of the demo (default: ${DEFAULT-VALUE}).")
  private Path folder;

  @Option(names = "--tiny", description = "A few days and few contributors.")
  private boolean tiny;

  @Override
  public Integer call() {
    System.out.printf("Sample world in %s: handwritten digits and Java code ...%n", folder);
    long start = System.nanoTime();
    Sample.Builder builder = Sample.builder().out(folder);
    if (tiny) {
      builder.tiny();
    }
    Sample.Result sample = builder.build().execute();
    System.out.printf(
        Locale.ROOT,
        "  %,d landing files, %s to %s, %.1f s%n",
        sample.files().size(),
        sample.firstDate(),
        sample.lastDate(),
        (System.nanoTime() - start) / 1e9);
    SparkSession session = spark.session();
    Warehouse warehouse = new Warehouse(session, folder.resolve("warehouse").toString());
    System.out.printf("Nightly for %s%n", sample.lastDate());
    NightlyResult result =
        Nightly.of(warehouse, sample.lastDate(), sample.policy().toString())
            .landing(sample.landing().toString())
            .progress(new ConsoleProgress(System.out))
            .execute();
    return NightlyPrinter.print(result, System.out, System.err);
  }
}
