package org.tributary.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tributary.schemas.table.Tables;
import org.tributary.session.NewWarehouse;

/**
 * A crash between two commits leaves the tables of the earlier ones: such warehouses are put
 * together from a complete one and empty tables, and ingested again.
 */
class IngestCrashTest {
  @TempDir Path folder;

  @Test
  void runningAgainAfterACrashLosesAndDoublesNothing() {
    Landing whole = landing(Landing.withTables(folder.resolve("whole")));
    whole.ingest();
    List<List<String>> afterData = after(List.of(Tables.INGESTED_FILES, Tables.QUARANTINE), "data");
    assertThat(afterData).isEqualTo(tables(whole));
    List<List<String>> afterQuarantine = after(List.of(Tables.INGESTED_FILES), "quarantine");
    assertThat(afterQuarantine).isEqualTo(tables(whole));
    List<List<String>> afterFirstTable =
        after(List.of(Tables.INGESTED_FILES, Tables.QUARANTINE, Tables.INFERENCE_LOG), "first");
    assertThat(afterFirstTable).isEqualTo(tables(whole));
  }

  /** The tables after a crash before {@code missing} were committed, and running again. */
  private List<List<String>> after(List<String> missing, String name) {
    Path root = folder.resolve(name);
    Landing crashed = landing(new Landing(root));
    NewWarehouse.copyTables(folder.resolve("whole/warehouse"), root.resolve("warehouse"), missing);
    List<Long> before = crashed.versions();
    IngestResult again = crashed.ingest();
    assertThat(again.rowsRead()).isEqualTo(7);
    assertThat(again.quarantined()).isEqualTo(2);
    for (int i = 0; i < before.size(); i++) {
      if (before.get(i) > 0) {
        assertThat(crashed.versions().get(i))
            .as("a complete table is left alone")
            .isEqualTo(before.get(i));
      }
    }
    assertThat(crashed.ingest().rowsRead()).isZero();
    return tables(crashed);
  }

  private static List<List<String>> tables(Landing landing) {
    return List.of(
        landing.rows(Tables.CONTRIBUTORS),
        landing.rows(Tables.INFERENCE_LOG),
        landing.quarantine());
  }

  private static Landing landing(Landing landing) {
    return landing
        .lines("contributors/a.jsonl", Landing.ANNA)
        .lines("contributors/b.jsonl", Landing.ANNA.replace("Anna", "Anna Two"), "{}")
        .lines("models/m.jsonl", Landing.MODEL)
        .lines("inference_log/a.jsonl", Landing.inference("i1", "1"), Landing.inference("i2", "2"))
        .lines("inference_log/b.jsonl", Landing.inference("i1", "3"));
  }
}
