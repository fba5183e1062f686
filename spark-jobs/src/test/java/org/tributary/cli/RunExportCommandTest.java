package org.tributary.cli;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;
import org.tributary.schemas.ErrorCode;
import org.tributary.session.SharedSpark;

class RunExportCommandTest {
  @Test
  void onlyTheLastRunLeaves() {
    Dataset<Row> runs =
        SharedSpark.session()
            .createDataFrame(
                List.of(RowFactory.create("first", null), RowFactory.create("second", "first")),
                StructType.fromDDL("run_id STRING, previous_run_id STRING"));
    assertThatCode(() -> RunExportCommand.requireLast(runs, "second")).doesNotThrowAnyException();
    assertThatThrownBy(() -> RunExportCommand.requireLast(runs, "first"))
        .hasFieldOrPropertyWithValue("code", ErrorCode.EXPORT_REFUSED)
        .hasMessageStartingWith(
            "Run second was published after first, whose claims are part of its own: export that");
  }
}
