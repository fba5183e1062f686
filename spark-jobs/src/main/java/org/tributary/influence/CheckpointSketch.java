package org.tributary.influence;

import java.io.Serializable;

/**
 * The gradient of one training example or one inference at one checkpoint. The array is taken over
 * and only read.
 *
 * @param gradient finite numbers, all layer blocks one after the other
 * @param lossWeight factor of the gradient's part in scores (TRAK's Q, arXiv 2303.14186); 1 where
 *     there is none. Curvature doesn't know it.
 * @param projectionId which projection made it; null where it wasn't said
 */
@SuppressWarnings("ArrayRecordComponent") // never compared; read only
public record CheckpointSketch(float[] gradient, double lossWeight, String projectionId)
    implements Serializable {
  /** A gradient that says nothing of itself. */
  public static CheckpointSketch of(float... gradient) {
    return new CheckpointSketch(gradient, 1, null);
  }
}
