package org.tributary.influence;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/** Training sets for tests, at random but from a seed. */
public final class Examples {
  /** Dimension by checkpoint. */
  static final Map<String, Integer> CHECKPOINTS = Map.of("early", 3, "final", 6);

  private Examples() {}

  /** Rows of five contributors in two datanets; some lack a checkpoint, some are rejected. */
  public static List<TrainingExample> random(long seed, int rows) {
    Random random = new Random(seed);
    List<TrainingExample> examples = new ArrayList<>();
    for (int i = 0; i < rows; i++) {
      TreeMap<String, CheckpointSketch> sketches = new TreeMap<>();
      double scale = Math.scalb(1.0, -random.nextInt(12));
      for (Map.Entry<String, Integer> each : new TreeMap<>(CHECKPOINTS).entrySet()) {
        if (each.getKey().equals("final") || random.nextInt(5) > 0) {
          double weight = random.nextInt(3) == 0 ? random.nextDouble() : 1;
          float[] gradient = gradient(random, each.getValue(), scale);
          sketches.put(each.getKey(), new CheckpointSketch(gradient, weight, null));
        }
      }
      examples.add(
          new TrainingExample(
              new ContributionKey(random.nextInt(4) == 0 ? "d2" : "d1", "x" + i),
              "c" + random.nextInt(4),
              random.nextInt(6) > 0,
              sketches));
    }
    return examples;
  }

  public static float[] gradient(Random random, int dimension, double scale) {
    float[] gradient = new float[dimension];
    for (int j = 0; j < dimension; j++) {
      gradient[j] = (float) (random.nextGaussian() * scale);
    }
    return gradient;
  }

  /** The same examples with every gradient times 2^shift. */
  static List<TrainingExample> scaled(List<TrainingExample> examples, int shift) {
    return examples.stream()
        .map(
            each -> {
              TreeMap<String, CheckpointSketch> sketches = new TreeMap<>();
              each.sketches()
                  .forEach(
                      (name, sketch) -> {
                        float[] gradient = sketch.gradient().clone();
                        for (int j = 0; j < gradient.length; j++) {
                          gradient[j] = Math.scalb(gradient[j], shift);
                        }
                        sketches.put(
                            name,
                            new CheckpointSketch(
                                gradient, sketch.lossWeight(), sketch.projectionId()));
                      });
              return new TrainingExample(each.key(), each.contributorId(), each.earns(), sketches);
            })
        .toList();
  }
}
