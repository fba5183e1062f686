package org.tributary.attribute.influence;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.tributary.influence.ContributorVector;
import org.tributary.influence.PackedRows;
import org.tributary.influence.PreparedModel;
import org.tributary.influence.SettingNumbers;
import org.tributary.influence.SketchLayout;
import org.tributary.schemas.table.Tables;
import org.tributary.session.SharedSpark;
import org.tributary.session.Warehouse;

/** Writes what stage prepare leaves for a model that was prepared in memory. */
final class PreparedTables {
  private PreparedTables() {}

  /** Replaces all prepared tables but the sketches; the training rows go to that many files. */
  static void write(Warehouse warehouse, String fingerprint, PreparedModel model, int files) {
    SketchLayout layout = model.preconditioning().layout();
    String id = layout.modelId();
    String setting = model.preconditioning().setting().key();
    SettingNumbers numbers = model.numbers();
    replace(
        warehouse,
        Tables.PREPARED_SETTINGS,
        1,
        List.of(
            RowFactory.create(
                id,
                fingerprint,
                setting,
                numbers.dimension(),
                numbers.rows().lowest(),
                numbers.contributorVectors().lowest(),
                numbers.referenceExponent(),
                numbers.contributors(),
                numbers.scoredRows(),
                numbers.sumShift(),
                null)));
    List<Row> parts = new ArrayList<>();
    for (SketchLayout.Part part : layout.parts()) {
      parts.add(
          RowFactory.create(
              id,
              fingerprint,
              setting,
              part.checkpoint(),
              part.projectionId(),
              model.preconditioning().setting().method(),
              model.preconditioning().setting().dampingRule(),
              part.block(),
              part.blockName(),
              part.dimension(),
              part.scaleExponent(),
              1_000_000,
              1L,
              1.0,
              1.0,
              new byte[0]));
    }
    replace(warehouse, Tables.PREPARED_MODELS, 1, parts);
    List<Row> vectors = new ArrayList<>();
    for (ContributorVector each : model.contributors()) {
      vectors.add(
          RowFactory.create(
              id,
              fingerprint,
              setting,
              each.ordinal(),
              each.contributor().datanetId(),
              each.contributor().contributorId(),
              each.contributions(),
              each.leaders(),
              each.vector().exponent(),
              each.vector().q()));
    }
    replace(warehouse, Tables.PREPARED_CONTRIBUTORS, 2, vectors);
    List<Row> blocks = new ArrayList<>();
    for (PackedRows each : model.rows()) {
      blocks.add(
          RowFactory.create(
              id,
              fingerprint,
              setting,
              each.block(),
              each.dimension(),
              each.rows(),
              each.q(),
              bytes(each.exponents()),
              bytes(each.contributors()),
              each.contributionIds().toArray()));
    }
    replace(warehouse, Tables.PREPARED_ROWS, files, blocks);
  }

  private static void replace(Warehouse warehouse, String table, int files, List<Row> rows) {
    warehouse.createIfMissing(table);
    warehouse.replaceWhere(
        table,
        "true",
        SharedSpark.session()
            .createDataFrame(rows, warehouse.read(table).schema())
            .repartition(files));
  }

  private static byte[] bytes(int[] ints) {
    ByteBuffer bytes =
        ByteBuffer.allocate(ints.length * Integer.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asIntBuffer().put(ints);
    return bytes.array();
  }
}
