package org.tributary.cli;

import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.tributary.maintain.Maintain;
import org.tributary.maintain.MaintainResult;
import org.tributary.maintain.TableUpkeep;
import org.tributary.schemas.ErrorCode;
import org.tributary.schemas.TributaryException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code tributary maintain}. */
@Command(
    name = "maintain",
    description =
        "Compact the tables and delete files that no version needs; what a run pins stays readable."
            + " Exit code 15 where a table was left alone for that.",
    mixinStandardHelpOptions = true)
final class MaintainCommand implements Callable<Integer> {
  /** A job that runs meanwhile may have written files that it hasn't committed yet. */
  private static final int FEWEST_HOURS = 168;

  @Mixin private WarehouseOptions warehouse;

  @Option(
      names = "--keep-days",
      paramLabel = "N",
      defaultValue = "400",
      description =
          "Runs that closed so many days before the last one stay recomputable (default:"
              + " ${DEFAULT-VALUE}).")
  private int keepDays;

  @Option(
      names = "--retain-hours",
      paramLabel = "N",
      defaultValue = "9600",
      description =
          "Files that went out of use less long ago stay, at least 168 hours (default:"
              + " ${DEFAULT-VALUE}).")
  private int retainHours;

  @Override
  public Integer call() {
    if (retainHours < FEWEST_HOURS || keepDays < 0) {
      throw TributaryException.of(
          ErrorCode.USAGE,
          "--retain-hours %d --keep-days %d: needs at least %d hours, since a job that runs meanwhile"
              + " may have written files that it hasn't committed yet, and 0 days or more.",
          retainHours,
          keepDays,
          FEWEST_HOURS);
    }
    MaintainResult result =
        Maintain.builder()
            .warehouse(warehouse.open())
            .keepDays(keepDays)
            .retain(Duration.ofHours(retainHours))
            .build()
            .execute();
    print(result, System.out);
    return result.leftSome() ? ErrorCode.INPUT_INCONSISTENT.exitCode() : 0;
  }

  private static void print(MaintainResult result, PrintStream out) {
    for (TableUpkeep table : result.tables()) {
      out.printf(
          Locale.ROOT,
          "maintain: %-24s %,6d files became %,6d, %,6d deleted%n",
          table.table(),
          table.filesBefore(),
          table.filesAfter(),
          table.deleted());
      table
          .left()
          .ifPresent(why -> System.err.println("maintain: " + table.table() + ": " + why + "."));
    }
  }
}
