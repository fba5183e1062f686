package org.tributary.evaluate.pay;

import org.tributary.influence.CheckpointSketch;

/** Gradients as a trainer exports them. */
final class Sketches {
  private Sketches() {}

  /** Single precision, as it is in a store. */
  static CheckpointSketch of(double[] gradient) {
    float[] sketch = new float[gradient.length];
    for (int i = 0; i < sketch.length; i++) {
      sketch[i] = (float) gradient[i];
    }
    return CheckpointSketch.of(sketch);
  }
}
