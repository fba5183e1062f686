package org.tributary.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.lifecycle.AfterTry;
import net.jqwik.api.lifecycle.BeforeTry;
import org.tributary.schemas.table.Tables;
import org.tributary.session.NewWarehouse;

/**
 * What Spark decides in one pass over all files is what a loop decides that takes one file after
 * the other.
 */
class IngestTwinTest {
  private Path folder;

  private static final String LOG = "agent_runs";
  private static final String REGISTRY = "contributors";

  /** A row of a file: its key and its content. */
  private record Line(String key, String content) {}

  /** Files of one night by name. */
  private record Night(TreeMap<String, List<Line>> files) {}

  /** Takes rows one by one, in memory. */
  private static final class Twin {
    private final Map<String, String> state = new HashMap<>();
    private long added;
    private long updated;
    private long unchanged;
    private final Set<String> quarantined = new HashSet<>();

    void take(String file, List<Line> lines, boolean isLog) {
      Set<String> inFile = new HashSet<>();
      for (int i = 0; i < lines.size(); i++) {
        Line line = lines.get(i);
        String known = state.get(line.key());
        boolean mayChange = !isLog && !inFile.contains(line.key());
        if (known == null) {
          added++;
          state.put(line.key(), line.content());
        } else if (known.equals(line.content())) {
          unchanged++;
        } else if (mayChange) {
          updated++;
          state.put(line.key(), line.content());
        } else {
          quarantined.add(file + ":" + (i + 1));
        }
        inFile.add(line.key());
      }
    }
  }

  @BeforeTry
  void makeFolder() throws IOException {
    folder = Files.createTempDirectory("tributary-twin");
  }

  @AfterTry
  void deleteFolder() {
    NewWarehouse.delete(folder);
  }

  @Property(tries = 2, shrinking = ShrinkingMode.OFF)
  void onePassDecidesAsFileAfterFile(@ForAll long seed) {
    Random random = new Random(seed);
    Landing landing = Landing.withTables(folder);
    Map<String, Twin> twins = Map.of(LOG, new Twin(), REGISTRY, new Twin());
    for (int night = 1; night <= 2; night++) {
      long added = added(twins);
      for (String table : twins.keySet()) {
        Night files = randomNight(random, table + "/" + night);
        for (Map.Entry<String, List<Line>> file : files.files().entrySet()) {
          twins.get(table).take(file.getKey(), file.getValue(), table.equals(LOG));
          landing.lines(file.getKey(), text(table, file.getValue()));
        }
      }
      IngestResult result = landing.ingest();
      assertThat(result.added()).isEqualTo(added(twins) - added);
    }
    Set<String> quarantined = new HashSet<>();
    landing.quarantine().forEach(row -> quarantined.add(row.substring(0, row.indexOf(' '))));
    Set<String> expected = new HashSet<>(twins.get(LOG).quarantined);
    expected.addAll(twins.get(REGISTRY).quarantined);
    assertThat(quarantined).isEqualTo(expected);
    assertThat(state(landing, LOG, "agent_run_id", "agent_id")).isEqualTo(twins.get(LOG).state);
    assertThat(state(landing, REGISTRY, "contributor_id", "display_name"))
        .isEqualTo(twins.get(REGISTRY).state);
    assertThat(counts(landing))
        .containsExactlyInAnyOrderElementsOf(
            twins.entrySet().stream().map(twin -> counts(twin.getKey(), twin.getValue())).toList());
  }

  @Property(tries = 2, shrinking = ShrinkingMode.OFF)
  void theOrderOfRowsAndFilesDoesntMatterWhereNothingConflicts(@ForAll long seed) {
    Random random = new Random(seed);
    List<Line> lines = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      lines.add(new Line("k" + i % 25, "c" + i % 25));
    }
    Landing landing = Landing.withTables(folder);
    Collections.shuffle(lines, random);
    int cut = random.nextInt(lines.size());
    for (String table : List.of(LOG, REGISTRY)) {
      landing.lines(table + "/a.jsonl", text(table, lines.subList(0, cut)));
      landing.lines(table + "/b.jsonl", text(table, lines.subList(cut, lines.size())));
    }
    assertThat(landing.ingest().added()).isEqualTo(50);
    Map<String, String> expected = new HashMap<>();
    lines.forEach(line -> expected.put(line.key(), line.content()));
    assertThat(state(landing, LOG, "agent_run_id", "agent_id")).isEqualTo(expected);
    assertThat(state(landing, REGISTRY, "contributor_id", "display_name")).isEqualTo(expected);
  }

  private static Night randomNight(Random random, String prefix) {
    TreeMap<String, List<Line>> files = new TreeMap<>();
    for (int file = 0; file < 3; file++) {
      List<Line> lines = new ArrayList<>();
      for (int i = 0; i < 8; i++) {
        lines.add(new Line("k" + random.nextInt(10), "c" + random.nextInt(3)));
      }
      files.put(prefix + file + ".jsonl", lines);
    }
    return new Night(files);
  }

  private static String[] text(String table, List<Line> lines) {
    String format =
        table.equals(LOG)
            ? "{\"agent_run_id\":\"%s\",\"agent_id\":\"%s\",\"ended_at\":\"2026-05-01T00:00:00Z\","
                + "\"owner_id\":\"o\",\"payer_id\":\"p\",\"outcome\":\"FAILED\",\"token_id\":\"T\","
                + "\"reward\":1}"
            : "{\"contributor_id\":\"%s\",\"display_name\":\"%s\","
                + "\"registered_date\":\"2026-05-01\"}";
    return lines.stream()
        .map(line -> String.format(Locale.ROOT, format, line.key(), line.content()))
        .toArray(String[]::new);
  }

  private static Map<String, String> state(
      Landing landing, String table, String key, String content) {
    Map<String, String> state = new HashMap<>();
    landing
        .warehouse()
        .read(table)
        .select(key, content)
        .collectAsList()
        .forEach(row -> assertThat(state.put(row.getString(0), row.getString(1))).isNull());
    return state;
  }

  private static long added(Map<String, Twin> twins) {
    return twins.values().stream().mapToLong(twin -> twin.added).sum();
  }

  private static String counts(String table, Twin twin) {
    return String.join(
        " ",
        table,
        String.valueOf(twin.added),
        String.valueOf(twin.updated),
        String.valueOf(twin.unchanged),
        String.valueOf(twin.quarantined.size()));
  }

  private static List<String> counts(Landing landing) {
    return landing
        .warehouse()
        .read(Tables.INGESTED_FILES)
        .groupBy("table_name")
        .sum("rows_added", "rows_updated", "rows_unchanged", "rows_quarantined")
        .collectAsList()
        .stream()
        .map(row -> row.mkString(" "))
        .toList();
  }
}
