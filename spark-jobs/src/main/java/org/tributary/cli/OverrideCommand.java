package org.tributary.cli;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import org.tributary.safety.Bound;
import org.tributary.safety.Breach;
import org.tributary.safety.Safety;
import org.tributary.schemas.ErrorCode;
import org.tributary.schemas.TributaryException;
import org.tributary.session.RunContext;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code tributary override}. */
@Command(
    name = "override",
    description = "Let a run pass named safety bounds that it exceeds; who and why is recorded.",
    mixinStandardHelpOptions = true)
final class OverrideCommand implements Callable<Integer> {
  @Mixin private RunOptions run;

  @Option(
      names = "--run",
      required = true,
      paramLabel = "RUN_ID",
      description = "The run whose reports were looked at.")
  private String runId;

  @Option(
      names = "--bound",
      required = true,
      paramLabel = "BOUND[:TOKEN]",
      description = "A bound that it may exceed: ${COMPLETION-CANDIDATES}. May be repeated.",
      completionCandidates = BoundNames.class)
  private List<String> bounds;

  @Option(names = "--by", required = true, paramLabel = "NAME", description = "Who decides.")
  private String by;

  @Option(names = "--because", required = true, paramLabel = "REASON", description = "Why.")
  private String because;

  /** What --bound may name, for the help. */
  static final class BoundNames extends ArrayList<String> {
    private static final long serialVersionUID = 1L;

    BoundNames() {
      super(Arrays.stream(Bound.values()).map(Enum::name).toList());
    }
  }

  @Override
  public Integer call() {
    RunContext opened = run.open();
    String found = opened.manifest().runId();
    if (!found.equals(runId)) {
      throw TributaryException.of(
          ErrorCode.USAGE,
          "--run is %s, but the run of that close date is %s now: its inputs are others than those"
              + " that were looked at. Look at its reports, then name it.",
          runId,
          found);
    }
    List<Breach> passed = Safety.of(opened).approve(bounds, by, because);
    passed.forEach(breach -> System.out.println("override: " + breach.sentence()));
    System.out.println("override: recorded for " + by + "; now run 'tributary publish'");
    return 0;
  }
}
