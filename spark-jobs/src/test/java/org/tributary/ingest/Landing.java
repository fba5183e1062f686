package org.tributary.ingest;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.tributary.schemas.table.Tables;
import org.tributary.session.NewWarehouse;
import org.tributary.session.SharedSpark;
import org.tributary.session.Warehouse;

/** A landing folder and a warehouse beside it, for tests. */
final class Landing {
  /** A right line of every input table that others refer to. */
  static final String ANNA =
      """
      {"contributor_id":"anna","display_name":"Anna","registered_date":"2026-01-01"}""";

  static final String MODEL =
      """
      {"model_id":"m1","developer_id":"dev","title":"M","trained_date":"2026-01-02"}""";

  private final Path root;

  Landing(Path root) {
    this.root = root;
  }

  /** Over a warehouse that has all tables already, which saves seconds. */
  static Landing withTables(Path root) {
    NewWarehouse.withAllTables(root.resolve("warehouse"));
    return new Landing(root);
  }

  Path folder() {
    return root.resolve("landing");
  }

  Warehouse warehouse() {
    return new Warehouse(SharedSpark.session(), root.resolve("warehouse").toString());
  }

  Landing lines(String name, String... lines) {
    return text(name, String.join("\n", lines) + "\n");
  }

  Landing text(String name, String text) {
    return bytes(name, text.getBytes(StandardCharsets.UTF_8));
  }

  Landing bytes(String name, byte[] bytes) {
    try {
      Path file = folder().resolve(name);
      Files.createDirectories(file.getParent());
      Files.write(file, bytes);
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Writes {@code rows} as one Parquet file. */
  Landing parquet(String name, Dataset<Row> rows) {
    Path scratch = root.resolve("scratch");
    rows.coalesce(1).write().mode("overwrite").parquet(scratch.toString());
    try (Stream<Path> files = Files.list(scratch)) {
      Path part =
          files.filter(file -> file.toString().endsWith(".parquet")).findFirst().orElseThrow();
      return bytes(name, Files.readAllBytes(part));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  IngestResult ingest() {
    return ingest(LandingScan.PIECE_BYTES);
  }

  IngestResult ingest(long pieceBytes) {
    return Ingest.builder()
        .warehouse(warehouse())
        .landing(folder().toString())
        .pieceBytes(pieceBytes)
        .build()
        .execute();
  }

  /** The table's rows as JSON, sorted. */
  List<String> rows(String table) {
    return warehouse().read(table).toJSON().collectAsList().stream().sorted().toList();
  }

  /** Quarantined rows as {@code FILE:ROW CODE RAW_TEXT}. */
  List<String> quarantine() {
    return warehouse()
        .read(Tables.QUARANTINE)
        .selectExpr(
            "concat(landing_file, ':', row_number, ' ', reason_code, ' ', raw_text)", "row_number")
        .collectAsList()
        .stream()
        .map(row -> row.getString(0))
        .sorted()
        .toList();
  }

  /** Details of quarantined rows by reason code. */
  List<String> details(String code) {
    return warehouse()
        .read(Tables.QUARANTINE)
        .where("reason_code = '" + code + "'")
        .select("detail")
        .collectAsList()
        .stream()
        .map(row -> row.getString(0))
        .sorted()
        .toList();
  }

  /** Newest Delta version of every table that ingest writes. */
  List<Long> versions() {
    List<String> tables = new ArrayList<>(Tables.INPUTS);
    tables.add(Tables.QUARANTINE);
    tables.add(Tables.INGESTED_FILES);
    return tables.stream().map(warehouse()::latestVersion).toList();
  }

  static String inference(String id, String fee) {
    return "{\"inference_id\":\"%s\",\"served_at\":\"2026-05-01T23:30:00-01:00\",".formatted(id)
        + "\"model_id\":\"m1\",\"caller_id\":\"c\","
        + "\"node_id\":\"n\",\"gpu_ms\":5,\"token_id\":\"T\",\"fee\":%s}".formatted(fee);
  }
}
