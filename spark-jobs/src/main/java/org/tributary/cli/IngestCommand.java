package org.tributary.cli;

import java.util.concurrent.Callable;
import org.tributary.ingest.Ingest;
import org.tributary.ingest.IngestResult;
import org.tributary.nightly.Outcomes;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code tributary ingest}. */
@Command(
    name = "ingest",
    description =
        "Bring landing files into the warehouse; rows that break a rule go to quarantine.",
    mixinStandardHelpOptions = true)
final class IngestCommand implements Callable<Integer> {
  @Mixin private WarehouseOptions warehouse;

  @Option(
      names = "--landing",
      required = true,
      paramLabel = "DIR",
      description = "Folder of landing files, one folder per table in it (schemas/README.md).")
  private String landing;

  @Override
  public Integer call() {
    IngestResult result =
        Ingest.builder().warehouse(warehouse.open()).landing(landing).build().execute();
    System.out.println("ingest: " + Outcomes.of(result));
    return 0;
  }
}
