package org.tributary.evaluate.pay;

import java.util.List;
import java.util.Map;
import org.tributary.influence.CheckpointSketch;
import org.tributary.influence.SketchLayout;
import org.tributary.sample.digits.Examples;

/** A trained model, or several that were trained alike and are asked together. */
interface Fit {
  /** How many models. */
  int members();

  /** Cross entropy of an example under one of them. */
  double loss(int member, Examples examples, int row);

  /** Whether the models together, by the mean of their probabilities, get an example right. */
  boolean isRight(Examples examples, int row);

  /** The parts of a gradient: one checkpoint per model, one block per layer. */
  List<SketchLayout.Part> parts();

  /** The gradient of an example's loss, by checkpoint. */
  Map<String, CheckpointSketch> sketches(Examples examples, int row);
}
