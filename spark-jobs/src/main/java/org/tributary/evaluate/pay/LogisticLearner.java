package org.tributary.evaluate.pay;

import java.util.List;
import java.util.Map;
import org.tributary.influence.CheckpointSketch;
import org.tributary.influence.SketchLayout;
import org.tributary.sample.digits.Curvature;
import org.tributary.sample.digits.Examples;
import org.tributary.sample.digits.LogisticModel;
import org.tributary.sample.digits.LogisticRegression;

/** Multinomial logistic regression, trained to its only optimum: no retraining is noisy. */
final class LogisticLearner implements Learner {
  private static final String CHECKPOINT = "optimum";

  private final double l2;

  LogisticLearner(double l2) {
    this.l2 = l2;
  }

  @Override
  public Fit fit(Examples train) {
    LogisticModel model = LogisticRegression.withL2(l2).train(train).model();
    return new Optimum(model, Curvature.at(model, train, l2));
  }

  @Override
  public Fit refit(Fit near, Examples train) {
    Optimum start = (Optimum) near;
    LogisticModel model =
        LogisticRegression.withL2(l2)
            .from(start.model)
            .preconditionedBy(start.curvature)
            .train(train)
            .model();
    return new Optimum(model, start.curvature);
  }

  /**
   * The optimum.
   *
   * @param curvature of an optimum nearby, for retraining
   */
  private record Optimum(LogisticModel model, Curvature curvature) implements Fit {
    @Override
    public int members() {
      return 1;
    }

    @Override
    public double loss(int member, Examples examples, int row) {
      return model.loss(examples, row);
    }

    @Override
    public boolean isRight(Examples examples, int row) {
      return model.predict(examples, row) == examples.label(row);
    }

    @Override
    public List<SketchLayout.Part> parts() {
      return List.of(
          new SketchLayout.Part(CHECKPOINT, null, 0, null, 0, LogisticRegression.WEIGHTS, 0));
    }

    @Override
    public Map<String, CheckpointSketch> sketches(Examples examples, int row) {
      return Map.of(CHECKPOINT, Sketches.of(model.gradient(examples, row)));
    }
  }
}
