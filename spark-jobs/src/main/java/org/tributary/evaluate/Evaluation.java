package org.tributary.evaluate;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.tributary.evaluate.pay.PayEvaluation;

/**
 * What was measured.
 *
 * @param protocol on what
 * @param models one per penalty, in the protocol's order
 * @param pay whether pay follows value, where it was measured
 * @param perceptron the same on a model that isn't convex
 */
public record Evaluation(
    Protocol protocol,
    List<ModelQuality> models,
    Optional<PayEvaluation> pay,
    Optional<PayEvaluation> perceptron) {
  /** As tables name the convex model. */
  static final String LOGISTIC = "logistic regression";

  /** As tables name the other one. */
  static final String PERCEPTRON = "neural network";

  public Evaluation {
    models = List.copyOf(models);
  }

  /** What was measured about pay, as tables. */
  List<Table> payTables() {
    List<Table> tables = new ArrayList<>();
    pay.ifPresent(
        measured -> {
          tables.add(PayTables.rules(LOGISTIC, measured));
          if (!measured.attacks().isEmpty()) {
            tables.add(PayTables.attacks(LOGISTIC, measured));
          }
          tables.add(PayTables.worlds(LOGISTIC, measured));
        });
    perceptron.ifPresent(
        measured -> {
          tables.add(PayTables.rules(PERCEPTRON, measured));
          tables.add(PayTables.worlds(PERCEPTRON, measured));
        });
    return tables;
  }

  /** The model trained with this penalty. */
  public ModelQuality model(double l2) {
    return models.stream()
        .filter(model -> model.l2() == l2)
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("No model was trained with l2 = " + l2));
  }
}
