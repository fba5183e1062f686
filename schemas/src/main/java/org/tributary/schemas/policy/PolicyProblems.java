package org.tributary.schemas.policy;

import com.typesafe.config.ConfigOrigin;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.tributary.schemas.ErrorCode;
import org.tributary.schemas.TributaryException;

/** All that is wrong with one policy file, so that its author mends it in one go. */
final class PolicyProblems {
  private record Problem(int line, String path, String what) {}

  private final String fileName;
  private final List<Problem> problems = new ArrayList<>();

  PolicyProblems(String fileName) {
    this.fileName = fileName;
  }

  void add(ConfigOrigin origin, String path, String format, Object... arguments) {
    String what = String.format(Locale.ROOT, format, arguments);
    problems.add(new Problem(Math.max(1, origin.lineNumber()), path, what));
  }

  /** Throws one error with every problem, by line; does nothing where there is none. */
  void throwIfAny() {
    if (problems.isEmpty()) {
      return;
    }
    String list =
        problems.stream()
            .sorted(Comparator.comparingInt(Problem::line).thenComparing(Problem::path))
            .map(problem -> "  line " + problem.line + ", " + problem.path + ": " + problem.what)
            .collect(Collectors.joining("\n"));
    throw TributaryException.of(
        ErrorCode.POLICY_INVALID,
        "Policy %s has %s; every key is explained in reference.conf:%n%s",
        fileName,
        problems.size() == 1 ? "a problem" : problems.size() + " problems",
        list);
  }
}
