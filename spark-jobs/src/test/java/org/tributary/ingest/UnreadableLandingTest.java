package org.tributary.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tributary.schemas.ErrorCode;
import org.tributary.schemas.TributaryException;
import org.tributary.schemas.table.Tables;
import org.tributary.session.SharedSpark;

/** What can't be read stops ingest, is named, and leaves nothing behind. */
class UnreadableLandingTest {
  @TempDir Path folder;
  private Landing landing;

  @BeforeEach
  void open() {
    landing = new Landing(folder).lines("contributors/a.jsonl", Landing.ANNA);
  }

  @Test
  void aFolderThatIsNoTableIsNamed() {
    landing.text("contributor/b.jsonl", "");
    refused("has a folder contributor, which is no input table's folder");
  }

  @Test
  void aFolderInATablesFolderIsNamed() {
    landing.text("contributors/old/b.jsonl", "");
    refused("has a folder contributors/old; a table's folder holds files only");
  }

  @Test
  void anotherExtensionIsNamed() {
    landing.text("contributors/b.csv", "");
    refused("Landing file contributors/b.csv is neither .parquet nor .jsonl");
  }

  @Test
  void textThatIsNoUtf8IsNamed() {
    landing.bytes("contributors/b.jsonl", new byte[] {'{', '}', '\n', '{', (byte) 0xc3, '(', '\n'});
    refused("Landing file contributors/b.jsonl is no UTF-8 text: line 2, byte 5 of the file");
  }

  @Test
  void aCutOffParquetFileIsNamed() throws IOException {
    landing.parquet("models/m.parquet", SharedSpark.session().sql("SELECT 'm1' AS model_id"));
    byte[] whole = Files.readAllBytes(landing.folder().resolve("models/m.parquet"));
    landing.bytes("models/m.parquet", Arrays.copyOf(whole, whole.length - 5));
    refused("Landing file models/m.parquet can't be read as Parquet");
    landing.text("models/m.parquet", "no parquet at all");
    refused("Landing file models/m.parquet can't be read as Parquet");
  }

  @Test
  void aMissingLandingFolderIsNamed() {
    Landing nowhere = new Landing(folder.resolve("nowhere"));
    assertThatThrownBy(nowhere::ingest)
        .isInstanceOfSatisfying(
            TributaryException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.INPUT_MISSING))
        .hasMessageContaining("There is no landing folder")
        .hasMessageContaining("--landing");
  }

  @Test
  void aParquetFileThatDoesntFitItsTableIsNamedAndTheOtherTablesAreIngested() throws IOException {
    landing = Landing.withTables(folder);
    String model = "SELECT 'm1' AS model_id, 'd' AS developer_id, 'M' AS title, ";
    landing.parquet(
        "models/m.parquet",
        SharedSpark.session().sql(model + "DATE '2026-01-01' AS trained_date, 1 AS versoin"));
    unreadable(
        "models/m.parquet has a column versoin, but a landing file of table models has only");
    landing.parquet("models/m.parquet", SharedSpark.session().sql(model + "5.0D AS trained_date"));
    unreadable(
        "Landing file models/m.parquet: column trained_date has the type DOUBLE, but table models"
            + " wants DATE (a date like 2026-05-31)");
    landing.parquet(
        "models/m.parquet",
        SharedSpark.session()
            .range(1000)
            .selectExpr("concat('m', id) model_id", "'d' developer_id", "'t' title"));
    byte[] bytes = Files.readAllBytes(landing.folder().resolve("models/m.parquet"));
    Arrays.fill(bytes, 4, 400, (byte) 0x55);
    landing.bytes("models/m.parquet", bytes);
    unreadable("models/m.parquet can't be read to its end");

    assertThat(landing.warehouse().latestVersion(Tables.MODELS)).isZero();
    assertThat(landing.rows(Tables.CONTRIBUTORS)).containsExactly(Landing.ANNA);
    assertThat(landing.rows(Tables.INGESTED_FILES))
        .singleElement()
        .asString()
        .contains("contributors/a.jsonl", "\"rows_added\":1");
  }

  private void refused(String message) {
    unreadable(message);
    assertThat(folder.resolve("warehouse")).doesNotExist();
  }

  private void unreadable(String message) {
    assertThatThrownBy(landing::ingest)
        .isInstanceOfSatisfying(
            TributaryException.class,
            e -> assertThat(e.code()).isEqualTo(ErrorCode.LANDING_UNREADABLE))
        .hasMessageContaining(message);
  }
}
