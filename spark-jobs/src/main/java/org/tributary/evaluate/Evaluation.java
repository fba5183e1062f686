package org.tributary.evaluate;

import java.util.List;

/**
 * What was measured.
 *
 * @param protocol on what
 * @param models one per penalty, in the protocol's order
 */
public record Evaluation(Protocol protocol, List<ModelQuality> models) {
  public Evaluation {
    models = List.copyOf(models);
  }

  /** The model trained with this penalty. */
  public ModelQuality model(double l2) {
    return models.stream()
        .filter(model -> model.l2() == l2)
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("No model was trained with l2 = " + l2));
  }
}
