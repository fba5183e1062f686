package org.tributary.sample;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Which inferences are steps of agent runs: about one in six, called by the agent's owner. One run
 * a night goes over midnight, and one run of the world has no steps, because its inferences were
 * never logged.
 */
final class AgentDays {
  private static final int ROWS_PER_RUN = 25;
  private static final long REWARD = 4_000_000;

  private final World world;
  private int runs;

  AgentDays(World world) {
    this.world = world;
  }

  /** The runs that end on {@code date}, and the run of each inference that is a step. */
  Day of(LocalDate date, List<Inference> inferences) {
    List<Inference> rows = new ArrayList<>(inferences);
    rows.sort(Comparator.comparing(Inference::servedAt).thenComparing(Inference::id));
    Draws draws = world.draws("agents/" + date);
    Day day = new Day(new ArrayList<>(), new HashMap<>());
    if (date.isAfter(world.firstDate())) {
      String night = nightRun(date.minusDays(1));
      AgentRun run = run(night, rows.get(0).servedAt(), draws);
      day.steps.put(rows.get(0).id(), Step.of(night, run.agentId()));
      day.runs.add(run);
    }
    if (date.isBefore(world.lastDate())) {
      String agent = agentOfNight(world.draws("agents/" + date.plusDays(1)));
      day.steps.put(rows.get(rows.size() - 1).id(), Step.of(nightRun(date), agent));
    } else {
      Instant noon = date.atTime(12, 0).toInstant(ZoneOffset.UTC);
      day.runs.add(run("run-" + compact(date) + "-lost", noon, draws));
    }
    addDayRuns(date, rows, draws, day);
    return day;
  }

  private void addDayRuns(LocalDate date, List<Inference> rows, Draws draws, Day day) {
    int count = Math.max(1, rows.size() / ROWS_PER_RUN);
    int gap = rows.size() / count;
    for (int j = 0; j < count; j++) {
      String runId = "run-" + compact(date) + "-" + (j + 1);
      int first = j * gap + 1 + draws.below(Math.max(1, gap - 7));
      int last = Math.min(first + draws.between(1, 4), rows.size() - 2);
      AgentRun run = run(runId, rows.get(last).servedAt(), draws);
      for (int i = first; i <= last; i++) {
        day.steps.put(rows.get(i).id(), Step.of(runId, run.agentId()));
      }
      day.runs.add(run);
    }
  }

  /** The agent of a night's run, which is the first that is drawn with the day on which it ends. */
  private static String agentOfNight(Draws draws) {
    Fees.token(draws);
    return draws.pick(Parties.AGENTS);
  }

  private AgentRun run(String id, Instant endedAt, Draws draws) {
    int number = runs++;
    String outcome = number % 5 == 3 ? "FAILED" : number % 7 == 5 ? "DISPUTED" : "SUCCEEDED";
    String token = Fees.token(draws);
    return new AgentRun(
        id,
        endedAt,
        draws.pick(Parties.AGENTS),
        draws.pick(Parties.CALLERS),
        outcome,
        token,
        Fees.amount(token, REWARD, draws));
  }

  private static String nightRun(LocalDate evening) {
    return "run-" + compact(evening) + "-night";
  }

  private static String compact(LocalDate date) {
    return DateTimeFormatter.BASIC_ISO_DATE.format(date);
  }

  /**
   * What an inference is a step of.
   *
   * @param callerId the owner of the run's agent, who pays for its calls
   */
  record Step(String runId, String callerId) {
    private static Step of(String runId, String agentId) {
      return new Step(runId, Parties.ownerOf(agentId));
    }
  }

  /**
   * A date's agent runs.
   *
   * @param runs those that end on the date
   * @param steps by inference
   */
  record Day(List<AgentRun> runs, Map<String, Step> steps) {
    /** The inferences, each with the run that it is a step of. */
    List<Inference> assign(List<Inference> inferences) {
      return inferences.stream()
          .map(row -> steps.containsKey(row.id()) ? row.asStepOf(steps.get(row.id())) : row)
          .toList();
    }
  }
}
