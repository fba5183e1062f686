package org.tributary.prepare;

import java.util.List;

/**
 * What {@link Prepare} did.
 *
 * @param models by ascending model id
 */
public record PrepareResult(List<PreparedModel> models) {
  public PrepareResult {
    models = List.copyOf(models);
  }

  /**
   * One model.
   *
   * @param modelId model
   * @param fingerprint hash of its training sketches and who earns by them
   * @param checkpoints how many checkpoints it has
   * @param settings how many settings policies ask for
   * @param trainingRows sketches, all checkpoints together
   * @param missingSketches contributions of the training set without a sketch, all checkpoints
   *     together: they earn nothing by influence at that checkpoint
   * @param strangers sketches of contributions outside the training set, all checkpoints together:
   *     they aren't used
   * @param reused whether nothing had changed since an earlier run
   */
  public record PreparedModel(
      String modelId,
      String fingerprint,
      int checkpoints,
      int settings,
      long trainingRows,
      long missingSketches,
      long strangers,
      boolean reused) {}

  /** Models that were computed anew. */
  public long prepared() {
    return models.stream().filter(model -> !model.reused()).count();
  }

  /** Models whose inputs hadn't changed. */
  public long reused() {
    return models.stream().filter(PreparedModel::reused).count();
  }

  public long missingSketches() {
    return models.stream().mapToLong(PreparedModel::missingSketches).sum();
  }

  public long strangers() {
    return models.stream().mapToLong(PreparedModel::strangers).sum();
  }
}
