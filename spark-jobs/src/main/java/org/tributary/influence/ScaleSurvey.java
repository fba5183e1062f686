package org.tributary.influence;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * How large the gradients of a model are, part by part: how many training examples have which
 * {@link Quantizer#exponentOf} of the part's largest magnitude. Small integers that add up in any
 * order, from which the scales of all rows follow.
 */
public final class ScaleSurvey {
  private final Map<List<Object>, TreeMap<Integer, Long>> counts = new HashMap<>();

  /** Exponent of the largest magnitude of a part, or null where it is all zero. */
  public static Integer exponentOf(float[] gradient, int from, int dimension) {
    double largest = 0;
    for (int j = from; j < from + dimension; j++) {
      largest = Math.max(largest, Math.abs(gradient[j]));
    }
    return largest == 0 ? null : Quantizer.exponentOf(largest);
  }

  /** Counts examples. */
  public void add(String checkpoint, int block, int exponent, long examples) {
    counts
        .computeIfAbsent(List.of(checkpoint, block), key -> new TreeMap<>())
        .merge(exponent, examples, Long::sum);
  }

  /** Counts one example. */
  public void add(SketchLayout layout, TrainingExample example) {
    Map<String, Integer> next = new HashMap<>();
    for (SketchLayout.Part part : layout.parts()) {
      CheckpointSketch sketch = example.sketches().get(part.checkpoint());
      int from = next.merge(part.checkpoint(), part.dimension(), Integer::sum) - part.dimension();
      if (sketch != null) {
        Integer exponent = exponentOf(sketch.gradient(), from, part.dimension());
        if (exponent != null) {
          add(part.checkpoint(), part.block(), exponent, 1);
        }
      }
    }
  }

  /**
   * The layout in which every block uses the int8 range: a part's scale exponent is the lower
   * median over the examples where it isn't all zero. One enormous example moves nothing.
   */
  public SketchLayout balanced(SketchLayout layout) {
    List<SketchLayout.Part> parts = new ArrayList<>();
    for (SketchLayout.Part part : layout.parts()) {
      parts.add(part.scaled(lowerMedian(of(part))));
    }
    return new SketchLayout(layout.modelId(), parts, layout.unitNorm());
  }

  /** Largest exponent of a row in the layout's coordinates; 0 where all rows are zero. */
  public int largestExponent(SketchLayout layout) {
    int largest = Integer.MIN_VALUE;
    for (SketchLayout.Part part : layout.parts()) {
      TreeMap<Integer, Long> exponents = of(part);
      if (!exponents.isEmpty()) {
        largest = Math.max(largest, exponents.lastKey() - part.scaleExponent());
      }
    }
    return largest == Integer.MIN_VALUE ? 0 : largest;
  }

  private TreeMap<Integer, Long> of(SketchLayout.Part part) {
    return counts.getOrDefault(List.of(part.checkpoint(), part.block()), new TreeMap<>());
  }

  private static int lowerMedian(TreeMap<Integer, Long> exponents) {
    long half = (exponents.values().stream().mapToLong(Long::longValue).sum() + 1) / 2;
    long passed = 0;
    for (Map.Entry<Integer, Long> each : exponents.entrySet()) {
      passed += each.getValue();
      if (passed >= half) {
        return each.getKey();
      }
    }
    return 0;
  }
}
