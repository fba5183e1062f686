package org.tributary.sample;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tributary.ingest.Ingest;
import org.tributary.ingest.IngestResult;
import org.tributary.schemas.table.Tables;
import org.tributary.session.SharedSpark;
import org.tributary.session.Warehouse;

/** What the generator says is right or wrong with its rows is what the real ingest finds. */
class SampleIngestTest {
  @TempDir Path folder;

  @Test
  void ingestKeepsTheGoodRowsAndQuarantinesTheFlawedOnes() {
    Sample.Result sample = Sample.builder().out(folder.resolve("world")).tiny().build().execute();
    Warehouse warehouse =
        new Warehouse(SharedSpark.session(), folder.resolve("warehouse").toString());
    IngestResult result =
        Ingest.builder()
            .warehouse(warehouse)
            .landing(sample.landing().toString())
            .build()
            .execute();

    Map<String, Long> quarantined = new TreeMap<>();
    for (Row row :
        warehouse.read(Tables.QUARANTINE).groupBy("reason_code").count().collectAsList()) {
      quarantined.put(row.getString(0), row.getLong(1));
    }
    assertThat(quarantined).isEqualTo(sample.expectedQuarantine());
    for (String table : Tables.INPUTS) {
      assertThat(result.of(table).added())
          .as(table)
          .isEqualTo(sample.keptRows().getOrDefault(table, 0L));
    }
    assertThat(result.of(Tables.INFERENCE_LOG).unchanged()).isEqualTo(sample.duplicateRows());
  }
}
