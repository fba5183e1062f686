package org.tributary.prepare;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.StructType;
import org.tributary.influence.ContributorVector;
import org.tributary.influence.DampingSweep;
import org.tributary.influence.InfluenceSetting;
import org.tributary.influence.PackedRows;
import org.tributary.influence.PartPreconditioner;
import org.tributary.influence.Preconditioning;
import org.tributary.influence.SettingNumbers;
import org.tributary.influence.SketchLayout;

/**
 * Records as rows of the prepared tables.
 *
 * @param modelId model
 * @param fingerprint of its inputs
 * @param setting key of the setting
 */
record PreparedTables(String modelId, String fingerprint, String setting)
    implements java.io.Serializable {
  /** Rows of {@code prepared_models}. */
  static final StructType MODELS =
      StructType.fromDDL(
          "model_id STRING, fingerprint STRING, setting STRING, checkpoint STRING,"
              + " projection_id STRING, preconditioner_method STRING, damping_rule STRING,"
              + " block INT, block_name STRING, dimension INT, scale_exponent INT,"
              + " checkpoint_weight_ppm INT, training_rows BIGINT, mean_eigenvalue DOUBLE,"
              + " damping DOUBLE, preconditioner BINARY");

  /** Rows of {@code prepared_contributors}. */
  static final StructType VECTORS =
      StructType.fromDDL(
          "model_id STRING, fingerprint STRING, setting STRING, ordinal INT, datanet_id STRING,"
              + " contributor_id STRING, contributions BIGINT, leaders BIGINT, scale_exponent INT,"
              + " q BINARY");

  /** Rows of {@code prepared_rows}. */
  static final StructType PACKED =
      StructType.fromDDL(
          "model_id STRING, fingerprint STRING, setting STRING, block INT, dimension INT, rows INT,"
              + " q BINARY, exponents BINARY, contributors BINARY, contribution_ids ARRAY<STRING>");

  /** Rows of {@code prepared_settings}. */
  static final StructType SETTINGS =
      StructType.fromDDL(
          "model_id STRING, fingerprint STRING, setting STRING, dimension INT,"
              + " row_lowest_exponent INT, contributor_lowest_exponent INT, reference_exponent INT,"
              + " contributors INT, scored_rows BIGINT, sum_shift INT,"
              + " sweep ARRAY<STRUCT<ratio: DOUBLE, criterion: DOUBLE>>");

  static PreparedTables of(ModelSurvey model, InfluenceSetting setting) {
    return new PreparedTables(model.modelId(), model.fingerprint(), setting.key());
  }

  /** Mean eigenvalue and damping in the coordinates of the gradients. */
  List<Row> models(Preconditioning preconditioning) {
    InfluenceSetting asked = preconditioning.setting();
    List<Row> rows = new ArrayList<>();
    for (int p = 0; p < preconditioning.parts().size(); p++) {
      SketchLayout.Part part = preconditioning.layout().parts().get(p);
      int lift = 2 * preconditioning.balanced().parts().get(p).scaleExponent();
      PartPreconditioner matrix = preconditioning.parts().get(p);
      rows.add(
          RowFactory.create(
              modelId,
              fingerprint,
              setting,
              part.checkpoint(),
              part.projectionId(),
              asked.method(),
              asked.dampingRule(),
              part.block(),
              part.blockName(),
              part.dimension(),
              part.scaleExponent(),
              asked.weightPpm(part.checkpoint()),
              matrix.rows(),
              Math.scalb(matrix.meanEigenvalue(), lift),
              Math.scalb(matrix.damping(), lift),
              littleEndian(matrix.matrix())));
    }
    return rows;
  }

  Row contributor(int ordinal, ContributorVector each) {
    return RowFactory.create(
        modelId,
        fingerprint,
        setting,
        ordinal,
        each.contributor().datanetId(),
        each.contributor().contributorId(),
        each.contributions(),
        each.leaders(),
        each.vector().exponent(),
        each.vector().q());
  }

  Row packed(PackedRows block) {
    return RowFactory.create(
        modelId,
        fingerprint,
        setting,
        block.block(),
        block.dimension(),
        block.rows(),
        block.q(),
        littleEndian(block.exponents()),
        littleEndian(block.contributors()),
        block.contributionIds().toArray());
  }

  Row setting(SettingNumbers numbers, List<DampingSweep.Point> sweep) {
    Row[] points =
        sweep.stream()
            .map(each -> RowFactory.create(each.ratio(), each.criterion()))
            .toArray(Row[]::new);
    return RowFactory.create(
        modelId,
        fingerprint,
        setting,
        numbers.dimension(),
        numbers.rows().lowest(),
        numbers.contributorVectors().lowest(),
        numbers.referenceExponent(),
        numbers.contributors(),
        numbers.scoredRows(),
        numbers.sumShift(),
        points.length == 0 ? null : points);
  }

  private static byte[] littleEndian(double[] matrix) {
    ByteBuffer buffer =
        ByteBuffer.allocate(Math.multiplyExact(matrix.length, Double.BYTES))
            .order(ByteOrder.LITTLE_ENDIAN);
    buffer.asDoubleBuffer().put(matrix);
    return buffer.array();
  }

  private static byte[] littleEndian(int[] values) {
    ByteBuffer buffer =
        ByteBuffer.allocate(Math.multiplyExact(values.length, Integer.BYTES))
            .order(ByteOrder.LITTLE_ENDIAN);
    buffer.asIntBuffer().put(values);
    return buffer.array();
  }
}
