package org.tributary.ingest;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Date;
import java.sql.Timestamp;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.tributary.influence.ContributionKey;
import org.tributary.schemas.table.Tables;
import org.tributary.session.NewWarehouse;
import org.tributary.session.SharedSpark;
import org.tributary.session.Warehouse;

/** Gradient stores in a landing folder, and the rows that they refer to. */
final class Stores {
  private static final LocalDate DAY = LocalDate.of(2026, 6, 1);
  private static final Timestamp NOON = Timestamp.valueOf("2026-06-01 12:00:00");

  private Stores() {}

  /** A folder of the test resources. */
  static Path resource(String path) {
    try {
      return Path.of(Stores.class.getResource("/org/tributary/ingest/stores/" + path).toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Puts a store into the landing folder: the tool's files in {@code files}, beside store.json. */
  static void land(Landing landing, String name, String fixture, String json, String rows) {
    NewWarehouse.copy(
        resource(fixture), landing.folder().resolve("gradient_stores/" + name + "/files"));
    landing.text("gradient_stores/" + name + "/store.json", json);
    landing.text("gradient_stores/" + name + "/rows.csv", rows);
  }

  /** Replaces a store's CSV file. */
  static void rows(Landing landing, String name, String rows) {
    landing.text("gradient_stores/" + name + "/rows.csv", rows);
  }

  /** A store.json; {@code more} are further fields, e.g. {@code "array": "features",}. */
  static String json(String format, String kind, String more) {
    return String.format(
        Locale.ROOT,
        """
        {"format": "%s", "kind": "%s", "model_id": "m1", "checkpoint": "last", "path": "files",
         %s
         "projection": {"generator": "%s normal", "seed": 3, "dtype": "float32"}}
        """,
        format,
        kind,
        more,
        format);
  }

  /** {@code HEADER} and a line per row: its number, then {@code FORMAT} of it. */
  static String csv(int rows, String header, String format) {
    StringBuilder text = new StringBuilder(header).append('\n');
    for (long i = 0; i < rows; i++) {
      text.append(i).append(',').append(String.format(Locale.ROOT, format, i)).append('\n');
    }
    return text.toString();
  }

  /** Contributions x0, x1, ... of datanet d. */
  static List<Row> contributions(int count) {
    return IntStream.range(0, count).mapToObj(i -> contribution("d", "x" + i)).toList();
  }

  /** A contribution of Anna's. */
  static Row contribution(ContributionKey key) {
    return contribution(key.datanetId(), key.contributionId());
  }

  private static Row contribution(String datanet, String id) {
    return RowFactory.create(
        datanet, id, "anna", "a".repeat(64), "text/x-java", NOON, 1, null, "ACCEPTED", null, null);
  }

  /** Inferences of model m1, named by their numbers. */
  static List<Row> inferences(int count, String format) {
    return IntStream.range(0, count)
        .mapToObj(i -> inference(String.format(Locale.ROOT, format, i)))
        .toList();
  }

  private static Row inference(String id) {
    return RowFactory.create(
        id,
        Date.valueOf(DAY),
        NOON,
        "m1",
        "carl",
        "node",
        1L,
        "T",
        BigDecimal.ONE,
        null,
        null,
        null,
        null,
        null,
        null);
  }

  static void add(Warehouse warehouse, String table, List<Row> rows) {
    warehouse.append(
        table,
        SharedSpark.session().createDataFrame(rows, warehouse.read(table).schema()).coalesce(1));
  }

  /** A warehouse that knows the contributions and inferences above. */
  static Landing landing(Path folder, int contributions, int inferences) {
    Landing landing = Landing.withTables(folder);
    add(landing.warehouse(), Tables.CONTRIBUTIONS, contributions(contributions));
    add(landing.warehouse(), Tables.INFERENCE_LOG, inferences(inferences, "i%d"));
    return landing;
  }

  static List<String> lines(Path file) {
    try (Stream<String> lines = Files.lines(file)) {
      return lines.toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
