package org.tributary.cli;

import java.util.List;
import java.util.concurrent.Callable;
import org.tributary.snapshot.SettledPolicies;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code tributary policy override}. */
@Command(
    name = "override",
    description =
        "Let policy files be changed under which log dates were settled, under a name and with a"
            + " reason that are recorded. The next run restates those dates.",
    mixinStandardHelpOptions = true)
final class PolicyOverrideCommand implements Callable<Integer> {
  @Mixin private WarehouseOptions warehouse;

  @Parameters(
      paramLabel = "PATH",
      description = "Policy file, or a folder of policy files by start date, as it is now.")
  private String path;

  @Option(names = "--by", required = true, paramLabel = "NAME", description = "Who decides.")
  private String by;

  @Option(names = "--because", required = true, paramLabel = "REASON", description = "Why.")
  private String because;

  @Override
  public Integer call() {
    List<String> recorded = SettledPolicies.of(warehouse.open(), path).approve(by, because);
    recorded.forEach(change -> System.out.println("override: " + change));
    System.out.println(
        recorded.isEmpty()
            ? "override: nothing that is settled has changed, nothing was recorded"
            : "override: recorded for " + by + "; the next run restates what was settled");
    return 0;
  }
}
