package org.tributary.allocate;

import java.io.Serializable;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.tributary.schemas.ErrorCode;
import org.tributary.schemas.TributaryException;

/**
 * Who developed a model, and who developed what it sits on.
 *
 * @param models by model id
 */
record ModelOwners(Map<String, Model> models) implements Serializable {
  ModelOwners {
    models = Map.copyOf(models);
  }

  /**
   * A row of the models table.
   *
   * @param baseModelId null for a base model; a plain reference, since the record travels with
   *     Spark tasks
   */
  record Model(String developerId, String baseModelId) implements Serializable {
    Optional<String> base() {
      return Optional.ofNullable(baseModelId);
    }
  }

  /** Account of the developer of {@code modelId}. */
  String developerOf(String modelId) {
    return model(modelId).developerId();
  }

  /** Account of the developer of its base model, or of its own developer where it has no base. */
  String baseDeveloperOf(String modelId) {
    Model model = model(modelId);
    return model.base().map(this::developerOf).orElse(model.developerId());
  }

  private Model model(String modelId) {
    Model model = models.get(modelId);
    if (model == null) {
      throw TributaryException.of(
          ErrorCode.INPUT_INCONSISTENT,
          "Model %s has inferences or adapters, but no row in table models: ingest the model.",
          modelId);
    }
    return model;
  }

  /** Collects rows into owners. */
  static final class Builder {
    private final Map<String, Model> models = new HashMap<>();

    Builder add(String modelId, String developerId, Optional<String> baseModelId) {
      models.put(modelId, new Model(developerId, baseModelId.orElse(null)));
      return this;
    }

    ModelOwners build() {
      return new ModelOwners(models);
    }
  }
}
