package org.tributary.nightly.gate;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What a GPU may leave to the CPU: {@code gpu/plan-exceptions.tsv}. Pure. */
final class PlanExceptions {
  private final List<Line> lines = new ArrayList<>();
  private final Set<Line> needed = new LinkedHashSet<>();

  /** An operator, words of the accelerator's reason, and why that is accepted. */
  record Line(String operator, String words, String why) {}

  private PlanExceptions() {}

  static PlanExceptions of(List<String> text) {
    PlanExceptions exceptions = new PlanExceptions();
    for (int number = 1; number <= text.size(); number++) {
      String line = text.get(number - 1);
      if (line.isBlank() || line.startsWith("#")) {
        continue;
      }
      String[] columns = line.split("\t", -1);
      if (columns.length != 3 || columns[1].isBlank() || columns[2].isBlank()) {
        throw new IllegalArgumentException(
            "Line " + number + " isn't operator, words of the reason, why: " + line);
      }
      exceptions.lines.add(new Line(columns[0], columns[1], columns[2]));
    }
    return exceptions;
  }

  /** The first line that accepts the cause. */
  Optional<Line> accepting(String operator, String cause) {
    Optional<Line> found =
        lines.stream()
            .filter(line -> line.operator().equals(operator) && cause.contains(line.words()))
            .findFirst();
    found.ifPresent(needed::add);
    return found;
  }

  /** Lines that nothing has needed. */
  List<Line> stale() {
    return lines.stream().filter(line -> !needed.contains(line)).toList();
  }
}
