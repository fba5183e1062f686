package org.tributary.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tributary.schemas.ErrorCode;
import org.tributary.schemas.TributaryException;

class WarehouseFormatTest {
  @TempDir Path folder;
  private Path root;
  private Warehouse warehouse;

  @BeforeEach
  void open() {
    root = folder.resolve("w");
    warehouse = new Warehouse(SharedSpark.session(), root.toString());
  }

  @Test
  void ingestMakesAWarehouseOfANewFolder() {
    refused(
        ErrorCode.INPUT_MISSING, () -> WarehouseFormat.check(warehouse), "There is no warehouse");
    WarehouseFormat.checkBeforeIngest(warehouse);
    assertThat(root).doesNotExist();
    WarehouseFormat.create(warehouse);
    WarehouseFormat.create(warehouse);
    WarehouseFormat.check(warehouse);
    assertThat(root.resolve("warehouse.json")).hasContent("{\"engine\":\"0.1.0\",\"format\":3}");
    assertThat(root.toFile().list()).containsExactly("warehouse.json");
  }

  @Test
  void aFolderWithSomethingElseIsRefused() throws IOException {
    Files.createDirectories(root);
    WarehouseFormat.checkBeforeIngest(warehouse);
    Files.writeString(root.resolve("holiday.jpg"), "");
    refused(
        ErrorCode.WAREHOUSE_VERSION,
        () -> WarehouseFormat.create(warehouse),
        "is no warehouse, and not empty either: it has holiday.jpg");
  }

  @Test
  void anotherFormatIsRefused() throws IOException {
    Files.createDirectories(root);
    Files.writeString(root.resolve("warehouse.json"), "{\"engine\":\"9.0\",\"format\":4}");
    refused(
        ErrorCode.WAREHOUSE_VERSION,
        () -> WarehouseFormat.checkBeforeIngest(warehouse),
        "has format 4 (written by Tributary 9.0), and this is Tributary 0.1.0, which reads format"
            + " 3. Use the version that wrote it, or another --warehouse.");
    Files.writeString(root.resolve("warehouse.json"), "{\"eng");
    refused(
        ErrorCode.WAREHOUSE_VERSION, () -> WarehouseFormat.check(warehouse), "is damaged, so it");
  }

  private static void refused(ErrorCode code, ThrowingCallable call, String message) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(TributaryException.class, e -> assertThat(e.code()).isEqualTo(code))
        .hasMessageContaining(message);
  }
}
