package org.tributary.prepare;

import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.tributary.influence.ContributorVector;
import org.tributary.influence.InMemoryPreparation;
import org.tributary.influence.InfluenceSetting;
import org.tributary.influence.PreparedModel;
import org.tributary.influence.SketchLayout;
import org.tributary.schemas.table.Tables;

/**
 * Prepares a model on the driver: {@link ModelPreparation} gives the same tables, but some fifty
 * Spark jobs a setting are slower than the work when there is little of it.
 */
final class SmallModelPreparation {
  /** Multiplications that a Gram of all rows takes; they are about a second. */
  static final long FEW_PRODUCTS = 1L << 30;

  private final TrainingInputs inputs;
  private final PreparedWriter writer;
  private final ModelSurvey model;

  SmallModelPreparation(TrainingInputs inputs, PreparedWriter writer, ModelSurvey model) {
    this.inputs = inputs;
    this.writer = writer;
    this.model = model;
  }

  /** How much work a model is: rows x the entries of its matrices. */
  static double products(ModelSurvey model) {
    double entries = 0;
    for (SketchLayout.Part part : model.shape().parts()) {
      entries += (double) part.dimension() * part.dimension();
    }
    return entries * model.trainingRows();
  }

  void execute() {
    SparkSession spark = writer.warehouse().spark();
    List<Row> examples = inputs.examples(model.modelId()).collectAsList();
    InMemoryPreparation preparation =
        InMemoryPreparation.of(model.shape(), examples.stream().map(ExampleRows::example).toList());
    String fingerprint = model.fingerprint();
    Dataset<Row> sketches =
        spark.createDataFrame(
            examples.stream()
                .map(
                    row ->
                        ExampleRows.sketch(
                            row, fingerprint, preparation.raw(ExampleRows.example(row))))
                .toList(),
            ExampleRows.SKETCHES);
    writer.replace(Tables.PREPARED_SKETCHES, sketches);
    Groups.write(writer, model, sketches, inputs.versions(model.modelId()));
    List<Row> models = new ArrayList<>();
    List<Row> contributors = new ArrayList<>();
    List<Row> rows = new ArrayList<>();
    List<Row> settings = new ArrayList<>();
    for (InfluenceSetting setting : model.settings()) {
      PreparedModel prepared = preparation.prepare(setting, Groups.fewFollowers(writer, setting));
      PreparedTables tables = PreparedTables.of(model, setting);
      models.addAll(tables.models(prepared.preconditioning()));
      for (ContributorVector each : prepared.contributors()) {
        contributors.add(tables.contributor(each.ordinal(), each));
      }
      prepared.rows().forEach(block -> rows.add(tables.packed(block)));
      settings.add(tables.setting(prepared.numbers(), prepared.sweep()));
    }
    writer.replace(Tables.PREPARED_MODELS, spark.createDataFrame(models, PreparedTables.MODELS));
    writer.replace(
        Tables.PREPARED_CONTRIBUTORS, spark.createDataFrame(contributors, PreparedTables.VECTORS));
    writer.replace(Tables.PREPARED_ROWS, spark.createDataFrame(rows, PreparedTables.PACKED));
    writer.replace(
        Tables.PREPARED_SETTINGS, spark.createDataFrame(settings, PreparedTables.SETTINGS));
  }
}
