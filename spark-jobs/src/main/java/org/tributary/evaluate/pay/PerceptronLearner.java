package org.tributary.evaluate.pay;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.tributary.influence.CheckpointSketch;
import org.tributary.influence.SketchLayout;
import org.tributary.sample.digits.Examples;

/**
 * An ensemble of small networks, each from a start of its own. A retraining starts where the
 * training did, so that what differs is the missing data and not the start; what chance is left
 * shows in how the members differ.
 */
final class PerceptronLearner implements Learner {
  private final int members;
  private final int epochs;

  /**
   * @param members how many networks
   * @param epochs passes over all examples, one step each
   */
  PerceptronLearner(int members, int epochs) {
    this.members = members;
    this.epochs = epochs;
  }

  @Override
  public Fit fit(Examples train) {
    List<Perceptron> networks = new ArrayList<>();
    for (int member = 0; member < members; member++) {
      networks.add(Perceptron.train(train, member, epochs));
    }
    return new Ensemble(List.copyOf(networks));
  }

  @Override
  public Fit refit(Fit near, Examples train) {
    return fit(train);
  }

  private record Ensemble(List<Perceptron> networks) implements Fit {
    @Override
    public int members() {
      return networks.size();
    }

    @Override
    public double loss(int member, Examples examples, int row) {
      return networks.get(member).loss(examples, row);
    }

    @Override
    public boolean isRight(Examples examples, int row) {
      double[] sum = new double[Perceptron.CLASSES];
      for (Perceptron network : networks) {
        double[] probabilities = network.probabilities(examples, row);
        for (int c = 0; c < sum.length; c++) {
          sum[c] += probabilities[c];
        }
      }
      int best = 0;
      for (int c = 1; c < sum.length; c++) {
        best = sum[c] > sum[best] ? c : best;
      }
      return best == examples.label(row);
    }

    @Override
    public List<SketchLayout.Part> parts() {
      List<SketchLayout.Part> parts = new ArrayList<>();
      for (int member = 0; member < networks.size(); member++) {
        String name = checkpoint(member);
        parts.add(part(name, 0, "hidden", SignProjection.DIMENSION));
        parts.add(part(name, 1, "output", Perceptron.OUTPUT_WEIGHTS));
      }
      return parts;
    }

    private static SketchLayout.Part part(
        String checkpoint, int block, String name, int dimension) {
      return new SketchLayout.Part(checkpoint, null, block, name, 0, dimension, 0);
    }

    @Override
    public Map<String, CheckpointSketch> sketches(Examples examples, int row) {
      TreeMap<String, CheckpointSketch> sketches = new TreeMap<>();
      for (int member = 0; member < networks.size(); member++) {
        double[] gradient = networks.get(member).gradient(examples, row);
        sketches.put(checkpoint(member), Sketches.of(projected(gradient)));
      }
      return sketches;
    }

    /** The large layer is projected, as a trainer of a larger model does; the small one isn't. */
    private static double[] projected(double[] gradient) {
      double[] hidden = SignProjection.apply(gradient, Perceptron.HIDDEN_WEIGHTS);
      double[] sketch = Arrays.copyOf(hidden, hidden.length + Perceptron.OUTPUT_WEIGHTS);
      System.arraycopy(
          gradient, Perceptron.HIDDEN_WEIGHTS, sketch, hidden.length, Perceptron.OUTPUT_WEIGHTS);
      return sketch;
    }

    private static String checkpoint(int member) {
      return "start-" + member;
    }
  }
}
