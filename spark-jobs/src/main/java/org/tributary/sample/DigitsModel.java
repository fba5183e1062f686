package org.tributary.sample;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.tributary.sample.digits.DigitsData;
import org.tributary.sample.digits.Examples;
import org.tributary.sample.digits.LogisticModel;
import org.tributary.sample.digits.LogisticRegression;

/**
 * The model digits-lr: a multinomial logistic regression, trained to convergence on the last
 * version of datanet digits, with an early checkpoint and the final one. Sketches are its exact
 * gradients.
 */
final class DigitsModel {
  static final String ID = "digits-lr";

  private static final double L2 = 1e-2;
  private static final int EARLY = 8;

  private final DigitsData data;
  private final List<DigitContribution> training;
  private final Examples examples;
  private final Map<String, LogisticModel> checkpoints;
  private final Map<Integer, List<Sketch>> served = new LinkedHashMap<>();

  private DigitsModel(DigitsData data, List<DigitContribution> training) {
    this.data = data;
    this.training = training;
    this.examples =
        Examples.of(
            training.stream().map(DigitContribution::pixels).toArray(int[][]::new),
            training.stream().mapToInt(DigitContribution::label).toArray());
    LogisticRegression.Training result =
        LogisticRegression.withL2(L2).checkpointAfter(EARLY).train(examples);
    this.checkpoints = new LinkedHashMap<>();
    checkpoints.put("early", result.checkpoints().get(0));
    checkpoints.put("final", result.model());
  }

  static DigitsModel train(DigitsData data, DigitsDatanet datanet) {
    return new DigitsModel(data, datanet.in(DigitsDatanet.LAST_VERSION));
  }

  /** What the model was trained on, in order. */
  List<DigitContribution> training() {
    return training;
  }

  /** The gradients of training row {@code row}, one per checkpoint. */
  List<Sketch> trainingSketches(int row) {
    List<Sketch> sketches = new ArrayList<>();
    checkpoints.forEach(
        (name, model) -> sketches.add(Sketch.of(name, model.gradient(examples, row))));
    return sketches;
  }

  /**
   * The gradients that the serving stack logs for a published image: those of the loss of the class
   * that the final model answers, since nobody knows the true one there.
   */
  List<Sketch> servedSketches(int image) {
    return served.computeIfAbsent(image, this::serve);
  }

  private List<Sketch> serve(int image) {
    Examples query = data.examples(image);
    int answer = checkpoints.get("final").predict(query, 0);
    List<Sketch> sketches = new ArrayList<>();
    checkpoints.forEach(
        (name, model) -> sketches.add(Sketch.of(name, model.gradient(query, 0, answer))));
    return List.copyOf(sketches);
  }
}
