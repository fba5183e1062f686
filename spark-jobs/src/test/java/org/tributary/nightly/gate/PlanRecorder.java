package org.tributary.nightly.gate;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.execution.SparkPlan;
import org.tributary.nightly.Progress;

/**
 * Takes down what the accelerator says of every plan that a stage runs. The plans come from a rule
 * and not from a listener of queries, which would miss those that become RDDs.
 */
final class PlanRecorder implements Progress {
  /** The only one: Spark makes the rule that calls it. */
  static final PlanRecorder NIGHT = new PlanRecorder();

  private final List<String> lines = new ArrayList<>();
  private Explanations explanations;
  private volatile String stage = "";

  private PlanRecorder() {}

  /** Explains from now on. */
  void begin() {
    explanations = new Explanations();
  }

  /** A plan is about to run. */
  void saw(SparkSession session, SparkPlan plan) {
    Explanations ready = explanations;
    if (ready == null || stage.isEmpty()) {
      return;
    }
    String origin = origin();
    String text = PlanReport.counts(origin) ? ready.of(session, plan) : "";
    synchronized (lines) {
      lines.add(PlanReport.PLAN + stage + " " + origin);
      lines.add(text);
    }
  }

  /** The innermost class of Delta or Tributary that wants the plan. */
  private static String origin() {
    return StackWalker.getInstance()
        .walk(
            frames ->
                frames
                    .map(StackWalker.StackFrame::getClassName)
                    .filter(PlanReport::wantsPlans)
                    .findFirst())
        .orElse("?");
  }

  @Override
  public void started(int number, int of, String name) {
    stage = name;
  }

  @Override
  public void finished(int number, int of, String name, String outcome, Duration took) {
    stage = "";
    System.out.println(name + ": " + outcome + ", " + took.toSeconds() + " s");
  }

  @Override
  public void failed(int number, int of, String name) {
    System.out.println(name + " failed");
  }

  void write(Path file) throws IOException {
    synchronized (lines) {
      Files.write(file, lines, StandardCharsets.UTF_8);
    }
  }
}
