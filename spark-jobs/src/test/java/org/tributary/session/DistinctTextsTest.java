package org.tributary.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;

class DistinctTextsTest {
  private static final StructType COLUMNS = StructType.fromDDL("a STRING, b STRING");

  @Test
  void everyRowOnceHoweverTheyStand() {
    Dataset<Row> rows =
        rows(
            RowFactory.create("x", "1"),
            RowFactory.create("x", "1"),
            RowFactory.create("y", "1"),
            RowFactory.create("x", "1"),
            RowFactory.create("x", null),
            RowFactory.create(null, "x"),
            RowFactory.create("x", null));
    for (int partitions = 1; partitions <= 4; partitions++) {
      assertThat(DistinctTexts.of(rows.repartition(partitions)))
          .containsExactlyInAnyOrder(
              List.of("x", "1"),
              List.of("y", "1"),
              Arrays.asList("x", null),
              Arrays.asList(null, "x"));
    }
  }

  @Test
  void ofNothingThereIsNone() {
    assertThat(DistinctTexts.of(rows())).isEmpty();
  }

  private static Dataset<Row> rows(Row... rows) {
    return SharedSpark.session().createDataFrame(List.of(rows), COLUMNS);
  }
}
