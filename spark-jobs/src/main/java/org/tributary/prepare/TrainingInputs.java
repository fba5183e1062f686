package org.tributary.prepare;

import static org.apache.spark.sql.functions.col;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.StructType;
import org.tributary.influence.ScaleSurvey;
import org.tributary.influence.SketchLayout;
import org.tributary.schemas.table.Tables;
import org.tributary.session.Mapped;
import org.tributary.session.RunContext;
import org.tributary.session.SqlFile;

/** The training sketches of models, as the run pins them, with who earns by them. */
final class TrainingInputs {
  private static final StructType HASHED =
      StructType.fromDDL(
          "model_id STRING, checkpoint STRING, row_hash STRING, dimension INT, projection STRING,"
              + " stranger STRING");
  private static final StructType SCALES =
      StructType.fromDDL("checkpoint STRING, block INT, exponent INT, examples BIGINT");

  private final RunContext run;
  private final Dataset<Row> trainingRows;

  TrainingInputs(RunContext run, Set<String> models) {
    this.run = run;
    Object[] names = models.toArray();
    run.input(Tables.TRAINING_SKETCHES)
        .filter(col("model_id").isin(names))
        .createOrReplaceTempView("prepare_sketches");
    run.input(Tables.MODEL_TRAINING_SETS)
        .filter(col("model_id").isin(names))
        .createOrReplaceTempView("prepare_training_sets");
    run.input(Tables.CONTRIBUTIONS).createOrReplaceTempView("prepare_contributions");
    sql("members.sql").createOrReplaceTempView("prepare_members");
    trainingRows = sql("training_rows.sql");
    trainingRows.createOrReplaceTempView("prepare_training_rows");
  }

  /** What the sketches look like, by model and checkpoint. */
  List<CheckpointSurvey> survey() {
    trainingRows
        .mapPartitions(
            (MapPartitionsFunction<Row, Row>) TrainingInputs::hashed, Encoders.row(HASHED))
        .createOrReplaceTempView("prepare_hashed_rows");
    return sql("survey.sql").collectAsList().stream()
        .map(CheckpointSurvey::of)
        .sorted(
            Comparator.comparing(CheckpointSurvey::modelId)
                .thenComparing(CheckpointSurvey::checkpoint))
        .toList();
  }

  private static Iterator<Row> hashed(Iterator<Row> rows) {
    return new Mapped<>(
        rows,
        row -> {
          TrainingSketch sketch = new TrainingSketch(row);
          return sketch.isMember()
              ? RowFactory.create(
                  sketch.modelId(),
                  sketch.checkpoint(),
                  sketch.hash(),
                  sketch.gradient().length,
                  sketch.projectionId() == null ? "" : sketch.projectionId(),
                  null)
              : RowFactory.create(
                  sketch.modelId(), sketch.checkpoint(), null, null, null, sketch.name());
        });
  }

  /** Layer blocks of the given projections. */
  Map<String, List<CheckpointSurvey.Block>> blocks(List<CheckpointSurvey> survey) {
    Object[] named =
        survey.stream()
            .map(CheckpointSurvey::firstProjection)
            .filter(each -> each != null && !each.isEmpty())
            .distinct()
            .toArray();
    Map<String, List<CheckpointSurvey.Block>> blocks = new HashMap<>();
    if (named.length > 0) {
      for (Row row :
          run.input(Tables.PROJECTIONS).filter(col("projection_id").isin(named)).collectAsList()) {
        List<CheckpointSurvey.Block> list = new ArrayList<>();
        for (Row block : row.<Row>getList(row.fieldIndex("blocks"))) {
          list.add(
              new CheckpointSurvey.Block(block.getAs("name"), block.<Integer>getAs("dimension")));
        }
        blocks.put(row.getAs("projection_id"), list);
      }
    }
    return blocks;
  }

  /** How large the gradients of a model are: one small row per part and exponent. */
  ScaleSurvey scales(SketchLayout shape) {
    ScaleSurvey survey = new ScaleSurvey();
    trainingRows
        .filter(col("model_id").equalTo(shape.modelId()).and(col("contributor_id").isNotNull()))
        .select("checkpoint", "gradient")
        .mapPartitions(
            (MapPartitionsFunction<Row, Row>) rows -> ScaleRows.count(shape, rows),
            Encoders.row(SCALES))
        .groupBy("checkpoint", "block", "exponent")
        .sum("examples")
        .collectAsList()
        .forEach(row -> survey.add(row.getString(0), row.getInt(1), row.getInt(2), row.getLong(3)));
    return survey;
  }

  /** The training examples of a model; see {@code examples.sql}. */
  Dataset<Row> examples(String modelId) {
    return sql("examples.sql").filter(col("model_id").equalTo(modelId));
  }

  /** The versions of datanets that a model was trained on: {@code datanet_id, datanet_version}. */
  Dataset<Row> versions(String modelId) {
    return run.input(Tables.MODEL_TRAINING_SETS)
        .filter(col("model_id").equalTo(modelId))
        .select("datanet_id", "datanet_version");
  }

  private Dataset<Row> sql(String file) {
    return run.spark().sql(SqlFile.read(Prepare.class, file));
  }
}
