package org.tributary.cli;

import java.time.LocalDate;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What a new run is made of. */
final class NightOptions {
  @Mixin WarehouseOptions warehouse;

  @Option(
      names = "--date",
      required = true,
      paramLabel = "YYYY-MM-DD",
      description = "Close date: the last log date of the run.")
  LocalDate date;

  @Option(
      names = "--policy",
      required = true,
      paramLabel = "FILE",
      description = "Policy file, or a folder of policy files by start date.")
  String policy;
}
