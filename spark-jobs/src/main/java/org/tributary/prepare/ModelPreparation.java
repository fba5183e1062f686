package org.tributary.prepare;

import static org.apache.spark.sql.functions.lit;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.tributary.influence.DampingSweep;
import org.tributary.influence.InfluenceSetting;
import org.tributary.influence.Preconditioning;
import org.tributary.influence.Quantizer;
import org.tributary.influence.RawRow;
import org.tributary.influence.ScaleSurvey;
import org.tributary.influence.SettingNumbers;
import org.tributary.influence.SketchLayout;
import org.tributary.schemas.table.Tables;
import org.tributary.session.Mapped;
import scala.Tuple2;
import scala.jdk.javaapi.CollectionConverters;

/**
 * Prepares a model of any size, step by step; {@link SmallModelPreparation} does the same in
 * memory. Every table is replaced for this model in one commit, {@code prepared_settings} last: a
 * crash leaves a model that the next run prepares again.
 */
final class ModelPreparation {
  private final SparkSession spark;
  private final TrainingInputs inputs;
  private final PreparedWriter writer;
  private final ModelSurvey model;
  private final String fingerprint;
  private final ScaleSurvey scales;
  private final SketchLayout balanced;

  /** Rows of this run's settings, to be written together. */
  private final List<Row> models = new ArrayList<>();

  private final List<Row> settings = new ArrayList<>();
  private Dataset<Row> groups;
  private Dataset<Row> contributors;
  private Dataset<Row> rows;
  private final List<AutoCloseable> held = new ArrayList<>();

  ModelPreparation(TrainingInputs inputs, PreparedWriter writer, ModelSurvey model) {
    this.spark = writer.warehouse().spark();
    this.inputs = inputs;
    this.writer = writer;
    this.model = model;
    this.fingerprint = model.fingerprint();
    this.scales = inputs.scales(model.shape());
    this.balanced = scales.balanced(model.shape());
  }

  void execute() {
    writer.replace(Tables.PREPARED_SKETCHES, sketches());
    Dataset<Row> rawRows = writer.read(Tables.PREPARED_SKETCHES);
    groups = writer.none(Tables.CONTRIBUTION_GROUPS);
    contributors = writer.none(Tables.PREPARED_CONTRIBUTORS);
    rows = writer.none(Tables.PREPARED_ROWS);
    JavaRDD<RawRow> raw = rawRows.toJavaRDD().map(ExampleRows::raw);
    try (Matrices matrices = new Matrices(balanced, raw)) {
      for (InfluenceSetting setting : model.settings()) {
        prepare(setting, matrices, rawRows);
      }
      JavaSparkContext context = JavaSparkContext.fromSparkContext(spark.sparkContext());
      writer.replace(Tables.CONTRIBUTION_GROUPS, groups);
      writer.replace(
          Tables.PREPARED_MODELS,
          spark.createDataFrame(context.parallelize(models, models.size()), PreparedTables.MODELS));
      writer.replace(Tables.PREPARED_CONTRIBUTORS, contributors);
      writer.replace(Tables.PREPARED_ROWS, rows);
      writer.replace(
          Tables.PREPARED_SETTINGS, spark.createDataFrame(settings, PreparedTables.SETTINGS));
    } finally {
      release();
    }
  }

  private Dataset<Row> sketches() {
    SketchLayout layout = balanced;
    String print = fingerprint;
    int floor = scales.largestExponent(balanced) - Quantizer.WINDOW;
    return inputs
        .examples(model.modelId())
        .mapPartitions(
            (MapPartitionsFunction<Row, Row>)
                examples ->
                    new Mapped<>(
                        examples,
                        row ->
                            ExampleRows.sketch(
                                row, print, RawRow.of(layout, floor, ExampleRows.example(row)))),
            Encoders.row(ExampleRows.SKETCHES));
  }

  private void prepare(InfluenceSetting setting, Matrices matrices, Dataset<Row> rawRows) {
    List<DampingSweep.Point> sweep = DampingSweep.isNeeded(setting) ? matrices.sweep() : List.of();
    Preconditioning solved = matrices.solve(setting, DampingSweep.resolve(setting, sweep));
    PreparedTables tables = PreparedTables.of(model, setting);
    models.addAll(tables.models(solved));
    Broadcast<Preconditioning> shared =
        JavaSparkContext.fromSparkContext(spark.sparkContext()).broadcast(solved);
    held.add(shared::destroy);
    ScoringRows scored = new ScoringRows(shared, inputs.examples(model.modelId()));
    held.add(scored);
    Groups found =
        Groups.find(
            model,
            setting,
            writer.none(Tables.CONTRIBUTION_GROUPS),
            scored.all(),
            inputs.versions(model.modelId()));
    held.add(found);
    groups = groups.unionByName(found.rows());
    scored.keepSpeaking(found.followers());
    Contributors vectors = new Contributors(spark, shared, led(rawRows, found.followers()));
    held.add(vectors);
    Dataset<Row> vectorRows = vectors.rows(tables);
    contributors = contributors.union(vectorRows);
    rows = rows.union(scored.rows(tables, vectorRows));
    settings.add(tables.setting(numbers(setting, vectors, scored), sweep));
  }

  /** Raw rows, and of each whether another contribution speaks for it. */
  private static JavaPairRDD<RawRow, Boolean> led(Dataset<Row> rawRows, Dataset<Row> followers) {
    return rawRows
        .join(followers.withColumn("follows", lit(true)), keys(), "left")
        .toJavaRDD()
        .mapToPair(
            (Row row) ->
                new Tuple2<>(ExampleRows.raw(row), !row.isNullAt(row.fieldIndex("follows"))));
  }

  private static scala.collection.immutable.Seq<String> keys() {
    return CollectionConverters.asScala(List.of("datanet_id", "contribution_id")).toSeq();
  }

  private SettingNumbers numbers(
      InfluenceSetting setting, Contributors vectors, ScoringRows scored) {
    return new SettingNumbers(
        balanced.dimension(),
        scored.range(),
        vectors.range(),
        SettingNumbers.referenceExponent(scales, balanced, setting),
        vectors.count(),
        scored.count(),
        SettingNumbers.sumShift(scored.range(), scored.mostOfOne()));
  }

  private void release() {
    // The broadcast matrices last: what is held above them is made of them.
    Collections.reverse(held);
    for (AutoCloseable each : held) {
      try {
        each.close();
      } catch (Exception e) {
        throw new IllegalStateException("What prepare held can't be released", e);
      }
    }
  }
}
