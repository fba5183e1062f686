package org.tributary.nightly.gate;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads what the accelerator says of plans: which operators of which stage a GPU runs, and which it
 * doesn't, with the causes at the root. Pure.
 */
final class PlanReport {
  /** Starts a plan: stage, and the class that wanted it. */
  static final String PLAN = "### ";

  /** The cause of an operator that the accelerator doesn't know. */
  static final String NO_VERSION = "no GPU version";

  private static final String DELTA = "org.apache.spark.sql.delta.";
  private static final String TRIBUTARY = "org.tributary.";
  private static final String GATE = PlanReport.class.getPackageName() + ".";

  /** Delta's classes that run plans over our rows; its others read its own log. */
  private static final List<String> OVER_OUR_ROWS =
      List.of(DELTA + "files.TransactionalWrite", DELTA + "commands.merge.");

  private static final Pattern OPERATOR =
      Pattern.compile("^ *(?<mark>[^ ]) ?(?:Exec )?<(?<name>\\w+Exec)> (?<rest>.*)");
  private static final Pattern PART =
      Pattern.compile("^ *! ?(?:\\w+ )?<(?<name>\\w+)> .* cannot run on GPU because (?<why>.*)");
  private static final String BECAUSE = "because ";
  private static final String NOT_ALL = "not all ";

  /** Marks: runs on the GPU, or goes away because something else there does its work. */
  private static final String FINE = "*#";

  private final Map<String, Map<String, SortedSet<String>>> stages = new TreeMap<>();
  private final Map<String, SortedSet<String>> onGpu = new TreeMap<>();
  private String stage = "";
  private SortedSet<String> causes = new TreeSet<>();
  private boolean unknown;

  private PlanReport() {}

  /** Reads a file of {@link PlanRecorder}. */
  static PlanReport of(List<String> lines) {
    PlanReport report = new PlanReport();
    lines.stream().flatMap(String::lines).forEach(report::read);
    return report;
  }

  /** Whether frames of this class tell who wants a plan. */
  static boolean wantsPlans(String className) {
    return className.startsWith(DELTA)
        || (className.startsWith(TRIBUTARY) && !className.startsWith(GATE));
  }

  /** Whether plans of this class are the engine's and not Delta's own. */
  static boolean counts(String origin) {
    return origin.startsWith(TRIBUTARY) || OVER_OUR_ROWS.stream().anyMatch(origin::startsWith);
  }

  private void read(String line) {
    if (line.startsWith(PLAN)) {
      stage = line.substring(PLAN.length()).split(" ", 2)[0];
      causes = new TreeSet<>();
      return;
    }
    Matcher operator = OPERATOR.matcher(line);
    if (operator.matches()) {
      operator(operator.group("mark"), operator.group("name"), operator.group("rest"));
      return;
    }
    Matcher part = PART.matcher(line);
    if (part.matches() && !unknown) {
      causesOf(part.group("why")).forEach(why -> causes.add(part.group("name") + ": " + why));
    }
  }

  private void operator(String mark, String name, String rest) {
    unknown = false;
    causes = new TreeSet<>();
    if (FINE.contains(mark)) {
      onGpu.computeIfAbsent(stage, key -> new TreeSet<>()).add(name);
      return;
    }
    causes =
        stages
            .computeIfAbsent(stage, key -> new TreeMap<>())
            .computeIfAbsent(name, key -> new TreeSet<>());
    int because = rest.indexOf(BECAUSE);
    String why = because < 0 ? rest : rest.substring(because + BECAUSE.length());
    unknown = why.contains("does not currently support the operator class");
    causes.addAll(unknown ? List.of(NO_VERSION) : causesOf(why));
  }

  /** The single causes of a reason, without numbers that change from run to run. */
  private static List<String> causesOf(String why) {
    List<String> found = new ArrayList<>();
    for (String each : why.split("; ")) {
      if (!each.startsWith(NOT_ALL)) {
        String steady = each.replaceAll("#\\d+L?", "").replaceAll("\\$\\$Lambda[^ ]*", "").strip();
        found.add(steady.length() > 160 ? steady.substring(0, 160) + "..." : steady);
      }
    }
    return found;
  }

  /** Stages that ran a plan. */
  SortedSet<String> stages() {
    SortedSet<String> all = new TreeSet<>(onGpu.keySet());
    all.addAll(stages.keySet());
    return all;
  }

  /** Operators of the stage that run on a GPU, maybe beside others of their kind that don't. */
  SortedSet<String> onGpu(String of) {
    return onGpu.getOrDefault(of, new TreeSet<>());
  }

  /** Operators of the stage that don't, with all causes. */
  Map<String, SortedSet<String>> notOnGpu(String of) {
    return stages.getOrDefault(of, Map.of());
  }
}
