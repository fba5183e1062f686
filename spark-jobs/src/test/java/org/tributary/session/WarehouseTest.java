package org.tributary.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.stream.Stream;
import org.apache.spark.sql.delta.DeltaLog;
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

  /** Delta writes a checkpoint each tenth commit by default, and can't read it on this Spark. */
  @Test
  void aTableReadsAfterManyNights() {
    Warehouse warehouse = new Warehouse(SharedSpark.session(), folder.toString());
    warehouse.createIfMissing(Tables.HOLDS);
    for (int night = 1; night <= 11; night++) {
      warehouse
          .spark()
          .sql(
              "INSERT INTO delta.`"
                  + warehouse.location(Tables.HOLDS)
                  + "` (hold_id, account_id, valid_from, valid_until, reason) VALUES ('h"
                  + night
                  + "', 'a', DATE '2026-06-01', NULL, 'r')");
    }
    DeltaLog.clearCache();
    assertThat(warehouse.latestVersion(Tables.HOLDS)).isEqualTo(11);
    assertThat(warehouse.read(Tables.HOLDS).count()).isEqualTo(11);
    assertThat(warehouse.read(Tables.HOLDS, 10).count()).isEqualTo(10);
  }

  @Test
  void aMissingTableIsNamed() {
    Warehouse warehouse = new Warehouse(SharedSpark.session(), folder.toString());
    assertThatThrownBy(() -> warehouse.read(Tables.MODELS))
        .hasMessageContaining("Table models is missing")
        .hasMessageContaining("tributary ingest");
  }
}
