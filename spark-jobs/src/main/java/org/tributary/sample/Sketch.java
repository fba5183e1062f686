package org.tributary.sample;

/**
 * A gradient at a checkpoint, as float32.
 *
 * @param checkpoint name of the checkpoint
 * @param gradient by weight
 */
record Sketch(String checkpoint, float[] gradient) {
  static Sketch of(String checkpoint, double[] gradient) {
    float[] single = new float[gradient.length];
    for (int i = 0; i < gradient.length; i++) {
      single[i] = (float) gradient[i];
    }
    return new Sketch(checkpoint, single);
  }
}
