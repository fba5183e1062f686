package org.tributary.prepare;

import static org.apache.spark.sql.functions.col;

import java.io.Serializable;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.StructType;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tributary.influence.InfluenceSetting;
import org.tributary.influence.QuantizedRow;
import org.tributary.influence.Quantizer;
import org.tributary.schemas.policy.AttributionRule;
import org.tributary.schemas.policy.Method;
import org.tributary.schemas.policy.Policy;
import org.tributary.schemas.table.Tables;
import org.tributary.session.RunContext;
import org.tributary.session.SparkFailures;
import org.tributary.session.SqlFile;

/**
 * Makes, once per model and training set, what influence needs every night: the training sketches
 * in int8 ({@code prepared_sketches}) and a preconditioner per checkpoint and setting ({@code
 * prepared_models}).
 *
 * <p>A model is prepared when a policy that is in force on some date up to the close date
 * attributes it by influence and it has training sketches; for every setting that such a policy
 * names. A contribution that was rejected afterwards stays in the curvature, since the model did
 * learn it, but doesn't earn. A model whose inputs haven't changed is left as it is.
 */
public final class Prepare {
  private static final Logger LOG = LoggerFactory.getLogger(Prepare.class);

  private static final StructType HASHED =
      StructType.fromDDL(
          "model_id STRING, checkpoint STRING, row_hash STRING, dimension INT, largest DOUBLE,"
              + " stranger STRING");
  private static final StructType QUANTIZED =
      StructType.fromDDL(
          "model_id STRING, fingerprint STRING, checkpoint STRING, datanet_id STRING,"
              + " contribution_id STRING, contributor_id STRING, earns BOOLEAN, scale_exponent INT,"
              + " q BINARY");

  private final RunContext run;

  private Prepare(RunContext run) {
    this.run = run;
  }

  public static Prepare of(RunContext run) {
    return new Prepare(run);
  }

  /**
   * Brings the prepared tables up to date.
   *
   * @throws org.tributary.schemas.TributaryException INPUT_INCONSISTENT when sketches of one model
   *     and checkpoint differ in dimension, belong to contributions outside the training set, or
   *     give a curvature that can't be inverted
   */
  public PrepareResult execute() {
    Map<String, Set<InfluenceSetting>> settings = settings();
    run.warehouse().createIfMissing(Tables.PREPARED_SKETCHES);
    run.warehouse().createIfMissing(Tables.PREPARED_MODELS);
    if (settings.isEmpty()) {
      return new PrepareResult(List.of());
    }
    Dataset<Row> trainingRows = trainingRows(settings.keySet());
    List<ModelSurvey> surveys = ModelSurvey.of(survey(trainingRows), settings);
    surveys.forEach(each -> each.checkpoints().forEach(CheckpointSurvey::requireConsistent));
    PreparedState state = PreparedState.read(run.warehouse());
    List<ModelSurvey> newSketches =
        surveys.stream().filter(each -> !state.hasSketches(each)).toList();
    List<ModelSurvey> newMatrices =
        surveys.stream()
            .filter(each -> !state.hasMatrices(each) || !state.hasSketches(each))
            .toList();
    if (!newSketches.isEmpty()) {
      replace(Tables.PREPARED_SKETCHES, newSketches, quantized(trainingRows, newSketches));
    }
    if (!newMatrices.isEmpty()) {
      replace(
          Tables.PREPARED_MODELS, newMatrices, new Curvatures(run.warehouse()).rows(newMatrices));
    }
    return result(surveys, newMatrices);
  }

  /** The training rows of the given models, with who earns by them. */
  Dataset<Row> trainingRows(Set<String> models) {
    Object[] names = models.toArray();
    run.input(Tables.TRAINING_SKETCHES)
        .filter(col("model_id").isin(names))
        .createOrReplaceTempView("prepare_sketches");
    run.input(Tables.MODEL_TRAINING_SETS)
        .filter(col("model_id").isin(names))
        .createOrReplaceTempView("prepare_training_sets");
    run.input(Tables.CONTRIBUTIONS).createOrReplaceTempView("prepare_contributions");
    sql("members.sql").createOrReplaceTempView("prepare_members");
    return sql("training_rows.sql");
  }

  /** Settings by model, of the models that have a training set. */
  private Map<String, Set<InfluenceSetting>> settings() {
    List<Row> models = run.input(Tables.MODEL_TRAINING_SETS).select("model_id").collectAsList();
    TreeMap<String, Set<InfluenceSetting>> settings = new TreeMap<>();
    for (Row row : models) {
      String model = row.getString(0);
      Set<InfluenceSetting> asked =
          run.policies().policies().stream()
              .filter(policy -> !policy.effectiveFrom().isAfter(run.manifest().closeDate()))
              .map((Policy policy) -> policy.attributionOf(model))
              .filter(Prepare::usesInfluence)
              .map(InfluenceSetting::of)
              .collect(Collectors.toSet());
      if (!asked.isEmpty()) {
        settings.put(model, asked);
      }
    }
    return settings;
  }

  private static boolean usesInfluence(AttributionRule rule) {
    return rule.methods().stream().anyMatch(each -> each.method() == Method.INFLUENCE);
  }

  private List<CheckpointSurvey> survey(Dataset<Row> trainingRows) {
    trainingRows
        .mapPartitions((MapPartitionsFunction<Row, Row>) Prepare::hashed, Encoders.row(HASHED))
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
          TrainingSketch sketch = TrainingSketch.of(row);
          double largest = 0;
          for (float entry : sketch.gradient()) {
            largest = Math.max(largest, Math.abs(entry));
          }
          String stranger =
              sketch.isMember() ? null : sketch.datanetId() + "/" + sketch.contributionId();
          return RowFactory.create(
              sketch.modelId(),
              sketch.checkpoint(),
              sketch.hash(),
              sketch.gradient().length,
              largest,
              stranger);
        });
  }

  private static Dataset<Row> quantized(Dataset<Row> trainingRows, List<ModelSurvey> models) {
    TreeMap<String, Scale> scales = new TreeMap<>();
    for (ModelSurvey model : models) {
      for (CheckpointSurvey each : model.checkpoints()) {
        Scale scale = new Scale(model.fingerprint(), Quantizer.floorOf(each.largest()));
        scales.put(Scale.key(each.modelId(), each.checkpoint()), scale);
      }
    }
    Object[] names = models.stream().map(ModelSurvey::modelId).toArray();
    return trainingRows
        .filter(col("model_id").isin(names))
        .mapPartitions(
            (MapPartitionsFunction<Row, Row>)
                rows -> new Mapped<>(rows, row -> quantized(TrainingSketch.of(row), scales)),
            Encoders.row(QUANTIZED));
  }

  /** What quantization needs to know of a model and checkpoint. */
  private record Scale(String fingerprint, int lowestExponent) implements Serializable {
    static String key(String modelId, String checkpoint) {
      return modelId + '\0' + checkpoint;
    }
  }

  private static Row quantized(TrainingSketch sketch, Map<String, Scale> scales) {
    Scale scale = scales.get(Scale.key(sketch.modelId(), sketch.checkpoint()));
    QuantizedRow row = Quantizer.quantize(sketch.gradient(), scale.lowestExponent());
    return RowFactory.create(
        sketch.modelId(),
        scale.fingerprint(),
        sketch.checkpoint(),
        sketch.datanetId(),
        sketch.contributionId(),
        sketch.contributorId(),
        sketch.earns(),
        row.exponent(),
        row.q());
  }

  private void replace(String table, List<ModelSurvey> models, Dataset<Row> rows) {
    String predicate =
        models.stream()
            .map(model -> literal(model.modelId()))
            .collect(Collectors.joining(", ", "model_id IN (", ")"));
    SparkFailures.explained(
        "prepare",
        () -> {
          run.warehouse().replaceWhere(table, predicate, rows);
          return table;
        });
  }

  private static String literal(String text) {
    return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'";
  }

  private Dataset<Row> sql(String file) {
    return run.spark().sql(SqlFile.read(Prepare.class, file));
  }

  private static PrepareResult result(List<ModelSurvey> surveys, List<ModelSurvey> computed) {
    PrepareResult.PreparedModel[] models =
        surveys.stream()
            .map(
                each ->
                    new PrepareResult.PreparedModel(
                        each.modelId(),
                        each.fingerprint(),
                        each.checkpoints().size(),
                        each.settings().size(),
                        each.trainingRows(),
                        each.missingSketches(),
                        !computed.contains(each)))
            .toArray(PrepareResult.PreparedModel[]::new);
    for (PrepareResult.PreparedModel model : models) {
      LOG.info(
          "Model {}: {} training sketches at {} checkpoints, {} missing, {}",
          model.modelId(),
          model.trainingRows(),
          model.checkpoints(),
          model.missingSketches(),
          model.reused() ? "unchanged" : "prepared");
    }
    return new PrepareResult(Arrays.asList(models));
  }
}
