package org.tributary.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tributary.influence.SketchBytes;
import org.tributary.schemas.table.Tables;
import org.tributary.session.SharedSpark;

/** A sketch comes as a list of numbers or as bytes, is judged as numbers, and is held as bytes. */
class SketchFormsTest {
  @TempDir Path folder;

  private static Dataset<Row> rows(String gradients) {
    return SharedSpark.session()
        .sql(
            "SELECT 'm1' AS model_id, 'a' AS checkpoint, 'd' AS datanet_id, contribution_id,"
                + " gradient FROM VALUES "
                + gradients
                + " AS t(contribution_id, gradient)");
  }

  @Test
  void everyFormIsTheSameSketch() {
    // 0.1 as double is rounded to float32; 0xcdcccc3d are the bytes of that, 0x00000080 is -0.
    Landing landing =
        Landing.withTables(folder)
            .parquet("training_sketches/a.parquet", rows("('x', array(0.1D, -0D))"))
            .parquet("training_sketches/b.parquet", rows("('x', array(float(0.1D), float('-0')))"))
            .parquet("training_sketches/c.parquet", rows("('x', X'cdcccc3d00000080')"))
            .lines(
                "training_sketches/d.jsonl",
                "{\"model_id\":\"m1\",\"checkpoint\":\"a\",\"datanet_id\":\"d\","
                    + "\"contribution_id\":\"x\",\"gradient\":[0.1,-0.0]}");
    assertThat(landing.ingest().of(Tables.TRAINING_SKETCHES))
        .isEqualTo(new IngestResult.TableCounts(Tables.TRAINING_SKETCHES, 4, 0, 4, 1, 0, 3, 0));
    List<Row> held =
        landing.warehouse().read(Tables.TRAINING_SKETCHES).select("gradient").collectAsList();
    assertThat(held).hasSize(1);
    assertThat(held.get(0).<byte[]>getAs(0))
        .isEqualTo(SketchBytes.encode(new float[] {0.1f, -0f}))
        .isEqualTo(new byte[] {(byte) 0xcd, (byte) 0xcc, (byte) 0xcc, 0x3d, 0, 0, 0, (byte) 0x80});
  }

  @Test
  void numbersAreJudgedInEveryForm() {
    Landing landing =
        Landing.withTables(folder)
            .parquet(
                "training_sketches/a.parquet",
                rows("('1', X'0000c07f'), ('2', X''), ('3', X'000000'), ('4', X'0000803f')"))
            .parquet(
                "training_sketches/b.parquet",
                rows("('5', array(1D, null)), ('6', array()), ('7', array(double('-Infinity')))"));
    assertThat(landing.ingest().of(Tables.TRAINING_SKETCHES))
        .isEqualTo(new IngestResult.TableCounts(Tables.TRAINING_SKETCHES, 2, 0, 7, 1, 0, 0, 6));
    assertThat(landing.quarantine())
        .containsExactly(
            "training_sketches/a.parquet:1 GRADIENT_FINITE " + line(1, "[\"NaN\"]"),
            "training_sketches/a.parquet:2 GRADIENT_NOT_EMPTY " + line(2, "[]"),
            "training_sketches/a.parquet:3 BAD_TYPE " + line(3, "\"AAAA\""),
            "training_sketches/b.parquet:1 GRADIENT_FINITE " + line(5, "[1.0,null]"),
            "training_sketches/b.parquet:2 GRADIENT_NOT_EMPTY " + line(6, "[]"),
            "training_sketches/b.parquet:3 GRADIENT_FINITE " + line(7, "[\"-Infinity\"]"));
  }

  @Test
  void aConflictingSketchIsQuarantinedAsNumbers() {
    String line =
        "{\"inference_id\":\"i1\",\"model_id\":\"m1\",\"checkpoint\":\"a\",\"gradient\":[%s]}";
    Landing landing =
        Landing.withTables(folder)
            .lines("inference_sketches/a.jsonl", line.formatted("0.5"), line.formatted("0.25"));
    landing.parquet(
        "inference_sketches/b.parquet",
        SharedSpark.session()
            .sql(
                "SELECT 'i1' AS inference_id, 'm1' AS model_id, 'a' AS checkpoint,"
                    + " X'0000003e' AS gradient"));
    assertThat(landing.ingest().of(Tables.INFERENCE_SKETCHES).added()).isEqualTo(1);
    assertThat(landing.quarantine())
        .containsExactly(
            "inference_sketches/a.jsonl:2 CONFLICTING_DUPLICATE " + line.formatted("0.25"),
            "inference_sketches/b.parquet:1 CONFLICTING_DUPLICATE " + line.formatted("0.125"));
  }

  private static String line(long contribution, String gradient) {
    return "{\"model_id\":\"m1\",\"checkpoint\":\"a\",\"datanet_id\":\"d\",\"contribution_id\":\"%s\",\"gradient\":%s}"
        .formatted(contribution, gradient);
  }
}
