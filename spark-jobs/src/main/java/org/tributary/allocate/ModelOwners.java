package org.tributary.allocate;

import java.io.Serializable;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
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

  /**
   * The models that an answer came through.
   *
   * @param modelIds from the model that answered down, each once
   * @param brokenBy why nobody can say what its base is; empty for a whole chain
   */
  record Chain(List<String> modelIds, Optional<String> brokenBy) {
    /** The base model at its end; the model that answered where the chain is broken. */
    String baseModelId() {
      return modelIds.get(brokenBy.isPresent() ? 0 : modelIds.size() - 1);
    }

    /** Its adapters; none where a base model answered. */
    List<String> adapterIds() {
      return modelIds.subList(0, modelIds.size() - 1);
    }
  }

  /** Account of the developer of {@code modelId}. */
  String developerOf(String modelId) {
    return model(modelId).developerId();
  }

  /**
   * The chain below {@code modelId}. One that runs in a circle, or has more than {@code mostModels}
   * models, is broken.
   */
  Chain chainOf(String modelId, int mostModels) {
    Set<String> passed = new LinkedHashSet<>();
    Optional<String> next = Optional.of(modelId);
    while (next.isPresent()) {
      if (!passed.add(next.get())) {
        return new Chain(List.copyOf(passed), Optional.of("MODEL_CHAIN_CYCLE"));
      }
      next = model(next.get()).base();
    }
    return new Chain(
        List.copyOf(passed),
        passed.size() > mostModels ? Optional.of("MODEL_CHAIN_TOO_LONG") : Optional.empty());
  }

  /** The base model of {@code modelId}; itself where nobody can say what it sits on. */
  String baseOf(String modelId) {
    String base = modelId;
    Set<String> passed = new LinkedHashSet<>();
    while (passed.add(base)) {
      Model model = models.get(base);
      if (model == null) {
        return modelId;
      }
      if (model.base().isEmpty()) {
        return base;
      }
      base = model.baseModelId();
    }
    return modelId;
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
