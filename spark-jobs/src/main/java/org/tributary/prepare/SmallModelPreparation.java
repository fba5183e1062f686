package org.tributary.prepare;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.StructType;
import org.tributary.influence.ContributionKey;
import org.tributary.influence.ContributorVector;
import org.tributary.influence.InMemoryPreparation;
import org.tributary.influence.InfluenceSetting;
import org.tributary.influence.PreparedModel;
import org.tributary.influence.RawRow;
import org.tributary.influence.SketchLayout;
import org.tributary.influence.TrainingExample;
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
  private SparkSession spark;
  private List<Row> examples;
  private final List<Row> groups = new ArrayList<>();
  private final List<Row> models = new ArrayList<>();
  private final List<Row> contributors = new ArrayList<>();
  private final List<Row> rows = new ArrayList<>();
  private final List<Row> settings = new ArrayList<>();

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
    spark = writer.warehouse().spark();
    examples = inputs.examples(model.modelId()).collectAsList();
    Map<ContributionKey, Row> byKey = new HashMap<>();
    List<TrainingExample> records = examples.stream().map(ExampleRows::example).toList();
    for (int i = 0; i < examples.size(); i++) {
      byKey.put(records.get(i).key(), examples.get(i));
    }
    InMemoryPreparation preparation = InMemoryPreparation.of(model.shape(), records);
    // From here on in the order of the raw rows.
    examples = preparation.rawRows().stream().map(raw -> byKey.get(raw.key())).toList();
    writer.replace(Tables.PREPARED_SKETCHES, sketches(preparation.rawRows()));
    for (InfluenceSetting setting : model.settings()) {
      prepare(preparation, setting);
    }
    writer.replace(
        Tables.CONTRIBUTION_GROUPS,
        spark.createDataFrame(groups, writer.warehouse().columns(Tables.CONTRIBUTION_GROUPS)));
    writer.replace(Tables.PREPARED_MODELS, spark.createDataFrame(models, PreparedTables.MODELS));
    writer.replace(
        Tables.PREPARED_CONTRIBUTORS, spark.createDataFrame(contributors, PreparedTables.VECTORS));
    writer.replace(Tables.PREPARED_ROWS, spark.createDataFrame(rows, PreparedTables.PACKED));
    writer.replace(
        Tables.PREPARED_SETTINGS, spark.createDataFrame(settings, PreparedTables.SETTINGS));
  }

  private Dataset<Row> sketches(List<RawRow> rawRows) {
    String fingerprint = model.fingerprint();
    List<Row> sketches = new ArrayList<>();
    for (int i = 0; i < rawRows.size(); i++) {
      sketches.add(ExampleRows.sketch(examples.get(i), fingerprint, rawRows.get(i)));
    }
    return spark.createDataFrame(sketches, ExampleRows.SKETCHES);
  }

  private void prepare(InMemoryPreparation preparation, InfluenceSetting setting) {
    InMemoryPreparation.Solved solved = preparation.solve(setting);
    Set<ContributionKey> followers;
    try (Groups found = groups(setting, solved)) {
      StructType columns = writer.warehouse().columns(Tables.CONTRIBUTION_GROUPS);
      String[] names = columns.fieldNames();
      groups.addAll(
          found
              .rows()
              .select(Arrays.stream(names).map(functions::col).toArray(Column[]::new))
              .collectAsList());
      followers = found.fewFollowers();
    }
    PreparedModel prepared = preparation.prepare(solved, followers);
    PreparedTables tables = PreparedTables.of(model, setting);
    models.addAll(tables.models(prepared.preconditioning()));
    for (ContributorVector each : prepared.contributors()) {
      contributors.add(tables.contributor(each.ordinal(), each));
    }
    prepared.rows().forEach(block -> rows.add(tables.packed(block)));
    settings.add(tables.setting(prepared.numbers(), prepared.sweep()));
  }

  private Groups groups(InfluenceSetting setting, InMemoryPreparation.Solved solved) {
    List<Row> scored = new ArrayList<>();
    for (int i = 0; i < examples.size(); i++) {
      scored.add(ScoringRows.row(examples.get(i), solved.rows().get(i)));
    }
    return Groups.find(
        model,
        setting,
        writer.none(Tables.CONTRIBUTION_GROUPS),
        spark.createDataFrame(scored, ScoringRows.SCORED).drop("exponent"),
        inputs.versions(model.modelId()));
  }
}
