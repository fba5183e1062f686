package org.tributary.cli;

import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;
import org.tributary.nightly.Progress;

/** Prints a line a stage. */
final class ConsoleProgress implements Progress {
  private final PrintStream out;

  ConsoleProgress(PrintStream out) {
    this.out = out;
  }

  @Override
  public void started(int number, int of, String stage) {
    out.printf(Locale.ROOT, "  %d/%d  %-10s", number, of, stage);
    out.flush();
  }

  @Override
  public void finished(int number, int of, String stage, String outcome, Duration took) {
    out.printf(Locale.ROOT, "%6.1f s  %s%n", took.toMillis() / 1000.0, outcome);
  }

  @Override
  public void failed(int number, int of, String stage) {
    out.println("failed");
  }
}
