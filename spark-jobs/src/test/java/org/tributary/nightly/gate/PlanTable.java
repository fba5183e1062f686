package org.tributary.nightly.gate;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** The page {@code gpu/PLAN.md}, and what is wrong with a night's plans. Pure. */
final class PlanTable {
  private final StringBuilder page = new StringBuilder();
  private final List<String> refused = new ArrayList<>();
  private final PlanExceptions exceptions;

  PlanTable(PlanReport report, PlanExceptions exceptions, List<String> order) {
    this.exceptions = exceptions;
    page.append(
        """
        # What of a night runs on a GPU

        Written by `PlanGateTest` from what the RAPIDS accelerator says of every plan that the tiny sample's night runs, stage by
        stage; the test compares this page with the plans of the code as it is. `./mvnw -pl spark-jobs -am test -P plan-gate
        -Dtest=PlanGateTest -Dsurefire.failIfNoSpecifiedTests=false -Dtributary.write.plan=true` writes it anew. An operator can stand
        in both columns: one of its kind runs on the GPU and another one doesn't. Delta's queries over its own log don't count. Nothing
        here was measured on a GPU: see [RESULTS.md](RESULTS.md).

        | stage | on the GPU | on the CPU, and why |
        |---|---|---|
        """);
    for (String stage : order) {
      if (report.stages().contains(stage)) {
        row(report, stage);
      }
    }
  }

  private void row(PlanReport report, String stage) {
    SortedSet<String> lines = new TreeSet<>();
    report
        .notOnGpu(stage)
        .forEach(
            (operator, causes) -> {
              for (String cause : causes) {
                Optional<PlanExceptions.Line> line = exceptions.accepting(operator, cause);
                lines.add(named(operator) + ": " + line.map(PlanExceptions.Line::why).orElse("?"));
                if (line.isEmpty()) {
                  refused.add(stage + ", " + operator + ": " + cause);
                }
              }
            });
    String gpu =
        report.onGpu(stage).stream().map(PlanTable::named).collect(Collectors.joining(", "));
    page.append(String.format("| %s | %s | %s |%n", stage, gpu, String.join("<br>", lines)));
  }

  private static String named(String operator) {
    return operator.replaceAll("Exec$", "");
  }

  String page() {
    return page.toString();
  }

  /** Operators that should run on a GPU and can't. */
  List<String> refused() {
    return refused;
  }
}
