package org.tributary.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tributary.schemas.table.Tables;

class WarehouseTest {
  @TempDir Path folder;

  @Test
  void everyTableIsMadeFromItsDdlFile() {
    Warehouse warehouse = new Warehouse(SharedSpark.session(), folder.toString());
    Stream.concat(Tables.INPUTS.stream(), Tables.OUTPUTS.stream())
        .forEach(
            table -> {
              warehouse.createIfMissing(table);
              assertThat(warehouse.latestVersion(table)).as(table).isZero();
              assertThat(warehouse.read(table, 0).count()).as(table).isZero();
            });
  }

  @Test
  void aMissingTableIsNamed() {
    Warehouse warehouse = new Warehouse(SharedSpark.session(), folder.toString());
    assertThatThrownBy(() -> warehouse.read(Tables.MODELS))
        .hasMessageContaining("Table models is missing")
        .hasMessageContaining("tributary ingest");
  }
}
