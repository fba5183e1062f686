package org.tributary.cli;

import java.util.List;
import java.util.concurrent.Callable;
import org.tributary.safety.Breach;
import org.tributary.safety.Safety;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code tributary override}. */
@Command(
    name = "override",
    description = "Let a run pass the safety bounds that it exceeds; who and why is recorded.",
    mixinStandardHelpOptions = true)
final class OverrideCommand implements Callable<Integer> {
  @Mixin private RunOptions run;

  @Option(names = "--by", required = true, paramLabel = "NAME", description = "Who decides.")
  private String by;

  @Option(names = "--because", required = true, paramLabel = "REASON", description = "Why.")
  private String because;

  @Override
  public Integer call() {
    List<Breach> passed = Safety.of(run.open()).approve(by, because);
    passed.forEach(breach -> System.out.println("override: " + breach.sentence()));
    System.out.println(
        passed.isEmpty()
            ? "override: the run exceeds no bound, nothing was recorded"
            : "override: recorded for " + by + "; now run 'tributary publish'");
    return 0;
  }
}
