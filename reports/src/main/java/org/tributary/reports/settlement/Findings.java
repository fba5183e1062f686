package org.tributary.reports.settlement;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** What a check has found so far. */
final class Findings {
  /** A broken file may be wrong in every line: the first ones say enough. */
  private static final int MOST = 100;

  private final List<Finding> found = new ArrayList<>();

  /** A part of a check that reads one file. */
  @FunctionalInterface
  interface Part {
    void run() throws IOException;
  }

  /** Adds the sentence {@code file + " " + rest}. */
  void add(String file, String rest) {
    if (found.size() < MOST) {
      found.add(new Finding(file, file + " " + rest + "."));
    }
  }

  /**
   * Runs a part; if it can't read {@code file}, that is a finding.
   *
   * @return whether it could read the file
   */
  boolean reading(String file, Part part) {
    try {
      part.run();
      return true;
    } catch (IOException | RuntimeException e) {
      // Any exception of a parser is a fact about the file: a check never dies of what it checks.
      String message = e.getMessage() == null ? e.toString() : e.getMessage();
      add(file, "is broken: " + message.lines().findFirst().orElse("").strip());
      return false;
    }
  }

  List<Finding> all() {
    return List.copyOf(found);
  }
}
