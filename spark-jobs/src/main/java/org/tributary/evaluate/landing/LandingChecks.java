package org.tributary.evaluate.landing;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.tributary.ingest.IngestResult;
import org.tributary.schemas.ErrorCode;
import org.tributary.schemas.TributaryException;
import org.tributary.schemas.table.Tables;

/**
 * Refuses a landing folder of which nothing can be measured.
 *
 * @param landing folder, for error messages
 */
record LandingChecks(String landing) {
  /** Tables without a row of which nothing can be paid, those that others refer to first. */
  private static final List<String> NEEDED =
      List.of(
          Tables.CONTRIBUTORS,
          Tables.CONTRIBUTIONS,
          Tables.MODELS,
          Tables.MODEL_TRAINING_SETS,
          Tables.INFERENCE_LOG,
          Tables.TRAINING_SKETCHES);

  /** Refuses a folder that leaves a needed table empty; the first of them is the cause. */
  void requireRows(IngestResult ingested, List<Quarantined> quarantined) {
    NEEDED.forEach(table -> requireRows(ingested.of(table), quarantined));
  }

  private void requireRows(IngestResult.TableCounts counts, List<Quarantined> quarantined) {
    if (counts.rowsRead() == 0) {
      throw TributaryException.of(
          ErrorCode.INPUT_MISSING,
          "Landing folder %s has no row of table %s, without which nothing can be paid%s. Land it as"
              + " schemas/README.md says.",
          landing,
          counts.table(),
          counts.table().equals(Tables.TRAINING_SKETCHES)
              ? " by influence: neither "
                  + counts.table()
                  + " nor a gradient store of training rows"
              : "");
    }
    if (counts.quarantined() == counts.rowsRead()) {
      throw TributaryException.of(
          ErrorCode.INPUT_INCONSISTENT,
          "Landing folder %s: all %d rows of table %s were quarantined: %s. Mend them"
              + " (schemas/README.md lists the reasons) and evaluate again.",
          landing,
          counts.rowsRead(),
          counts.table(),
          quarantined.stream()
              .filter(each -> each.table().equals(counts.table()))
              .map(
                  each ->
                      String.format(
                          Locale.ROOT,
                          "%d %s, first %s (%s)",
                          each.rows(),
                          each.reasonCode(),
                          each.place(),
                          each.detail()))
              .collect(Collectors.joining("; ")));
    }
  }

  /**
   * The model that is paid for.
   *
   * @param models of the log
   * @param model the one that the user names
   */
  LoggedModel selected(List<LoggedModel> models, Optional<String> model) {
    String all = models.stream().map(LoggedModel::modelId).collect(Collectors.joining(", "));
    if (model.isEmpty() && models.size() > 1) {
      throw TributaryException.of(
          ErrorCode.USAGE,
          "The log in landing folder %s has %d models: %s. Say with --model which of them the truth"
              + " is about.",
          landing,
          models.size(),
          all);
    }
    return models.stream()
        .filter(each -> model.isEmpty() || each.modelId().equals(model.get()))
        .findFirst()
        .orElseThrow(
            () ->
                TributaryException.of(
                    ErrorCode.INPUT_MISSING,
                    "The log in landing folder %s has no inference of model %s, but of %s. Check"
                        + " --model.",
                    landing,
                    model.get(),
                    all));
  }

  /** Refuses what influence has nothing to go by for. */
  void requireSketches(LoggedModel paidFor, Training training) {
    if (training.contributions() == training.withoutSketch()) {
      throw TributaryException.of(
          ErrorCode.INPUT_INCONSISTENT,
          "Landing folder %s: model %s has %d accepted contributions in its training set, none of"
              + " them with a training sketch, so influence has nothing to go by. Land"
              + " training_sketches of the model or a gradient store of kind training, and check its"
              + " model_training_sets.",
          landing,
          paidFor.modelId(),
          training.contributions());
    }
    if (paidFor.sketched() == 0) {
      throw TributaryException.of(
          ErrorCode.INPUT_INCONSISTENT,
          "Landing folder %s: none of the %d inferences of model %s has a sketch, so influence has"
              + " nothing to go by. Log them with sketches, or land inference_sketches or a gradient"
              + " store of kind queries.",
          landing,
          paidFor.inferences(),
          paidFor.modelId());
    }
  }
}
