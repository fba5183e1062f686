package org.tributary.attribute.influence;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.tributary.attribute.influence.InfluenceModel.Checkpoint;
import org.tributary.influence.QuantizedRow;
import org.tributary.influence.Quantizer;

/**
 * {@code q(P g)} of one inference, per checkpoint, and the unit of its scores.
 *
 * <p>A checkpoint reaches up to 2^(e + highest) where e is the exponent of its {@code P g} and
 * highest that of its training rows. The highest reach of the inference's checkpoints decides how
 * fine the others are quantized: no finer than {@link Quantizer#WINDOW} bits below it.
 *
 * @param exponent unit of all scores of the inference: the smallest sum of two exponents
 * @param rows by checkpoint; checkpoints that can only give 0 are left out
 */
record InferenceRows(int exponent, Map<String, QuantizedRow> rows) {
  /** Gradients per matrix pass: a row of the matrix is read once for all of them. */
  private static final int CACHED = 16;

  /** Quantizes a batch; entry i belongs to {@code batch.get(i)}. */
  static List<InferenceRows> of(InfluenceModel model, List<InferenceSketches> batch) {
    batch.forEach(each -> model.shape().require(each));
    List<Map<String, double[]>> preconditioned = new ArrayList<>();
    batch.forEach(each -> preconditioned.add(new TreeMap<>()));
    for (int from = 0; from < batch.size(); from += CACHED) {
      int to = Math.min(batch.size(), from + CACHED);
      for (String name : model.checkpointNames()) {
        precondition(model, name, batch.subList(from, to), preconditioned.subList(from, to));
      }
    }
    return preconditioned.stream().map(vectors -> quantized(model, vectors)).toList();
  }

  private static void precondition(
      InfluenceModel model,
      String name,
      List<InferenceSketches> batch,
      List<Map<String, double[]>> results) {
    Checkpoint checkpoint = model.checkpoint(name).orElseThrow();
    List<float[]> gradients = new ArrayList<>();
    List<Integer> owners = new ArrayList<>();
    for (int i = 0; i < batch.size(); i++) {
      float[] gradient = batch.get(i).gradients().get(name);
      if (gradient != null) {
        gradients.add(gradient);
        owners.add(i);
      }
    }
    List<double[]> vectors = checkpoint.matrix().applyAll(gradients);
    for (int i = 0; i < owners.size(); i++) {
      results.get(owners.get(i)).put(name, vectors.get(i));
    }
  }

  private static InferenceRows quantized(InfluenceModel model, Map<String, double[]> vectors) {
    TreeMap<String, Integer> highest = new TreeMap<>();
    int reach = Integer.MIN_VALUE;
    for (Map.Entry<String, double[]> each : vectors.entrySet()) {
      Checkpoint checkpoint = model.checkpoint(each.getKey()).orElseThrow();
      double largest = Quantizer.largestMagnitude(each.getValue());
      if (largest > 0 && checkpoint.hasRows()) {
        highest.put(each.getKey(), checkpoint.highest());
        reach = Math.max(reach, Quantizer.exponentOf(largest) + checkpoint.highest());
      }
    }
    TreeMap<String, QuantizedRow> rows = new TreeMap<>();
    int unit = Integer.MAX_VALUE;
    for (Map.Entry<String, Integer> each : highest.entrySet()) {
      int floor = reach - Quantizer.WINDOW - each.getValue();
      QuantizedRow row = Quantizer.quantize(vectors.get(each.getKey()), floor);
      if (!row.isZero()) {
        rows.put(each.getKey(), row);
        unit = Math.min(unit, row.exponent() + lowest(model, each.getKey()));
      }
    }
    return new InferenceRows(rows.isEmpty() ? 0 : unit, rows);
  }

  private static int lowest(InfluenceModel model, String checkpoint) {
    return model.checkpoint(checkpoint).orElseThrow().lowest();
  }
}
