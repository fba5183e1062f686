package org.tributary.prepare;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.spark.sql.Row;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tributary.influence.InfluenceSetting;
import org.tributary.schemas.policy.AttributionRule;
import org.tributary.schemas.policy.Policy;
import org.tributary.schemas.table.Tables;
import org.tributary.session.RunContext;

/**
 * Makes, once per model and training set, what influence needs every night: the training examples
 * in int8 ({@code prepared_sketches}), who speaks for duplicates ({@code contribution_groups}), a
 * preconditioner per setting and layer block ({@code prepared_models}), and with it the vectors of
 * contributors ({@code prepared_contributors}) and the rows that score ({@code prepared_rows}).
 * What was computed with is written to the run's {@code prepared.json}.
 *
 * <p>A model is prepared when a policy that is in force on some date up to the close date
 * attributes it by influence and it has training sketches; for every setting that such a policy
 * names. A contribution that was rejected afterwards stays in the curvature, since the model did
 * learn it, but doesn't earn. A sketch of a contribution outside the training set isn't used; there
 * is a warning. A model whose inputs haven't changed is left as it is.
 */
public final class Prepare {
  private static final Logger LOG = LoggerFactory.getLogger(Prepare.class);

  private final RunContext run;
  private long fewProducts = SmallModelPreparation.FEW_PRODUCTS;

  private Prepare(RunContext run) {
    this.run = run;
  }

  public static Prepare of(RunContext run) {
    return new Prepare(run);
  }

  /** Largest model that is prepared on the driver; the tables are the same. */
  Prepare fewProducts(long value) {
    this.fewProducts = value;
    return this;
  }

  /**
   * Brings the prepared tables up to date.
   *
   * @throws org.tributary.schemas.TributaryException INPUT_INCONSISTENT when sketches of one model
   *     and checkpoint differ in dimension or projection, or give a curvature that can't be
   *     inverted
   */
  public PrepareResult execute() {
    run.folder().voidVerification();
    PreparedState.TABLES.forEach(run.warehouse()::createIfMissing);
    Map<String, Set<InfluenceSetting>> settings = settings();
    if (settings.isEmpty()) {
      PreparedFile.write(run, List.of());
      return new PrepareResult(List.of());
    }
    TrainingInputs inputs = new TrainingInputs(run, settings.keySet());
    List<CheckpointSurvey> checkpoints = inputs.survey();
    List<ModelSurvey> surveys = ModelSurvey.of(checkpoints, inputs.blocks(checkpoints), settings);
    surveys.forEach(Prepare::warnOfUnknownCheckpoints);
    PreparedState state = PreparedState.read(run.warehouse());
    List<PrepareResult.PreparedModel> models = new ArrayList<>();
    for (ModelSurvey survey : surveys) {
      boolean reused = state.holds(survey);
      PreparedWriter writer = new PreparedWriter(run.warehouse(), survey.modelId());
      if (!reused) {
        prepare(inputs, writer, survey);
      }
      warnOfStrangers(survey);
      if (survey.hasSketches()) {
        models.add(outcome(survey, reused));
      }
    }
    PreparedFile.write(run, surveys);
    return new PrepareResult(models);
  }

  private void prepare(TrainingInputs inputs, PreparedWriter writer, ModelSurvey survey) {
    if (!survey.hasSketches()) {
      writer.clear();
    } else if (SmallModelPreparation.products(survey) <= fewProducts) {
      new SmallModelPreparation(inputs, writer, survey).execute();
    } else {
      new ModelPreparation(inputs, writer, survey).execute();
    }
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
              .filter(AttributionRule::usesInfluence)
              .map(InfluenceSetting::of)
              .collect(Collectors.toSet());
      if (!asked.isEmpty()) {
        settings.put(model, asked);
      }
    }
    return settings;
  }

  private static void warnOfUnknownCheckpoints(ModelSurvey survey) {
    if (!survey.unknownCheckpoints().isEmpty()) {
      LOG.warn(
          "Model {}: the policy's checkpoint-weights-ppm names {}, of which there are no training"
              + " sketches. If they should count, correct the names or land the sketches.",
          survey.modelId(),
          String.join(", ", survey.unknownCheckpoints()));
    }
  }

  private static void warnOfStrangers(ModelSurvey survey) {
    if (survey.strangers() > 0) {
      LOG.warn(
          "Model {}: {} training sketches aren't used, since their contributions aren't in its"
              + " training set, e.g. {}. If they should be, correct model_training_sets or"
              + " contributions.",
          survey.modelId(),
          survey.strangers(),
          survey.stranger());
    }
  }

  private static PrepareResult.PreparedModel outcome(ModelSurvey survey, boolean reused) {
    LOG.info(
        "Model {}: {} training sketches at {} checkpoints, {} missing, {}",
        survey.modelId(),
        survey.trainingRows(),
        survey.shape().dimensions().size(),
        survey.missingSketches(),
        reused ? "unchanged" : "prepared");
    return new PrepareResult.PreparedModel(
        survey.modelId(),
        survey.fingerprint(),
        survey.shape().dimensions().size(),
        survey.settings().size(),
        survey.trainingRows(),
        survey.missingSketches(),
        survey.strangers(),
        reused);
  }
}
