package org.tributary.sample;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.tributary.sample.landing.JsonLine;
import org.tributary.sample.landing.LandingFolder;
import org.tributary.schemas.table.Tables;

/**
 * Writes the log as it lands: per date one Parquet file of the digits model and one JSON Lines file
 * of the Java models, with rows that come days late, rows that come twice, and rows that are wrong.
 */
final class LogFiles {
  private static final int LATE_PERCENT = 3;
  private static final int MOST_DAYS_LATE = 3;

  private final World world;
  private final LandingFolder landing;
  private final Map<LocalDate, List<Inference>> lateDigits = new TreeMap<>();
  private final Map<LocalDate, List<Inference>> lateCode = new TreeMap<>();
  private final Map<Flaw, Integer> flawed = new EnumMap<>(Flaw.class);
  private List<Inference> sentAgain = List.of();
  private int lateRows;
  private int duplicates;
  private int goodRows;

  LogFiles(World world, LandingFolder landing) {
    this.world = world;
    this.landing = landing;
  }

  /** Writes the files of all dates. */
  void write(ServingLog log) {
    AgentDays agents = new AgentDays(world);
    List<LocalDate> dates = world.dates();
    for (int i = 0; i < dates.size(); i++) {
      LocalDate date = dates.get(i);
      List<Inference> digits = log.digitsOf(date);
      List<Inference> code = log.codeOf(date);
      AgentDays.Day day = agents.of(date, Stream.concat(digits.stream(), code.stream()).toList());
      goodRows += digits.size() + code.size();
      writeDigits(date, i, onTime(date, day.assign(digits), lateDigits));
      writeCode(date, i, onTime(date, day.assign(code), lateCode));
      landing.writeJson(Tables.AGENT_RUNS, date.toString(), day.runs().stream().map(AgentRun::row));
    }
  }

  /** Rows whose file is that of a later date. */
  int lateRows() {
    return lateRows;
  }

  /** Rows that repeat an earlier one, content and all. */
  int duplicates() {
    return duplicates;
  }

  /** Inferences that ingest should keep. */
  int goodRows() {
    return goodRows;
  }

  /** Wrong rows by kind. */
  Map<Flaw, Integer> flawed() {
    return flawed;
  }

  /** What {@code date}'s file holds: its rows that are on time, then earlier ones that are late. */
  private List<Inference> onTime(
      LocalDate date, List<Inference> rows, Map<LocalDate, List<Inference>> late) {
    Draws draws = world.draws("late/" + rows.get(0).call().modelId() + "/" + date);
    List<Inference> file = new ArrayList<>();
    for (int i = 0; i < rows.size(); i++) {
      // The second row of the first date is late in every world, however small.
      boolean isLate = draws.chance(LATE_PERCENT) || (i == 1 && date.equals(world.firstDate()));
      if (isLate && i > 0 && date.isBefore(world.lastDate())) {
        LocalDate arrival = date.plusDays(draws.between(1, MOST_DAYS_LATE));
        LocalDate capped = arrival.isAfter(world.lastDate()) ? world.lastDate() : arrival;
        late.computeIfAbsent(capped, key -> new ArrayList<>()).add(rows.get(i));
        lateRows++;
      } else {
        file.add(rows.get(i));
      }
    }
    List<Inference> arrived = late.remove(date);
    file.addAll(arrived == null ? List.of() : arrived);
    return file;
  }

  private void writeDigits(LocalDate date, int day, List<Inference> rows) {
    List<Map<String, Object>> extra = new ArrayList<>();
    sentAgain.forEach(row -> extra.add(row.row()));
    duplicates += sentAgain.size();
    // A file of tomorrow repeats a row of today.
    sentAgain = List.of(rows.get(0));
    for (Flaw flaw : Flaw.values()) {
      if (flaw.isInParquet() && flaw.isOn(day, world.days())) {
        extra.add(flaw.spoil(rows.get(0)));
        flawed.merge(flaw, 1, Integer::sum);
      }
    }
    landing.writeParquet(
        Tables.INFERENCE_LOG,
        date + ".digits",
        Stream.concat(rows.stream().map(Inference::row), extra.stream()));
  }

  private void writeCode(LocalDate date, int day, List<Inference> rows) {
    List<String> lines = new ArrayList<>();
    rows.forEach(row -> lines.add(JsonLine.of(row.row())));
    lines.add(lines.get(0));
    duplicates++;
    for (Flaw flaw : Flaw.values()) {
      if (flaw.isInJsonLines() && flaw.isOn(day, world.days())) {
        String line = JsonLine.of(flaw.spoil(rows.get(0)));
        lines.add(flaw == Flaw.NOT_JSON ? line.substring(0, line.length() / 2) : line);
        flawed.merge(flaw, 1, Integer::sum);
      }
    }
    landing.writeLines(Tables.INFERENCE_LOG, date + ".java", lines);
  }
}
