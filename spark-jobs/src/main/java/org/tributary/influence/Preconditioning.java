package org.tributary.influence;

import java.io.Serializable;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.tributary.schemas.policy.Preconditioner;

/**
 * A model under one setting: what makes scoring rows of training examples.
 *
 * @param balanced layout of raw rows, in whose coordinates curvature and matrices stand
 * @param setting setting
 * @param parts one preconditioner per part of the layout
 */
public record Preconditioning(
    SketchLayout balanced, InfluenceSetting setting, List<PartPreconditioner> parts)
    implements Serializable {
  public Preconditioning {
    parts = List.copyOf(parts);
    if (parts.size() != balanced.parts().size()) {
      throw new IllegalArgumentException(parts.size() + " preconditioners for " + balanced);
    }
  }

  /**
   * The layout of scoring rows and inferences. Without a damping a small block counts little, so
   * its entries must not be lifted: all scale exponents are 0.
   */
  public SketchLayout layout() {
    return layout(balanced, setting);
  }

  /** As {@link #layout()}, before there are matrices. */
  public static SketchLayout layout(SketchLayout balanced, InfluenceSetting setting) {
    if (setting.preconditioner().isDamped()) {
      return balanced;
    }
    return new SketchLayout(
        balanced.modelId(),
        balanced.parts().stream().map(part -> part.scaled(0)).toList(),
        setting.preconditioner() == Preconditioner.GRADIENT_COSINE);
  }

  /**
   * The scoring row of a training example, as fine as it gets: per checkpoint its weight, times its
   * loss weight, times {@code P x} of every block; {@code relative}: over the root of the
   * self-influence {@code xT P x}.
   */
  public QuantizedRow scoringRow(Map<String, CheckpointSketch> sketches) {
    return Quantizer.quantize(scoringVector(sketches));
  }

  /** The scoring row before it is quantized. */
  double[] scoringVector(Map<String, CheckpointSketch> sketches) {
    SketchLayout layout = layout();
    double[] x = layout.working(sketches);
    double[] y = new double[x.length];
    for (int p = 0; p < parts.size(); p++) {
      SketchLayout.Part part = layout.parts().get(p);
      int end = part.offset() + part.dimension();
      double[] product = parts.get(p).apply(Arrays.copyOfRange(x, part.offset(), end));
      System.arraycopy(product, 0, y, part.offset(), product.length);
    }
    for (String checkpoint : layout.dimensions().keySet()) {
      CheckpointSketch sketch = sketches.get(checkpoint);
      double factor =
          sketch == null
              ? 0
              : setting.weight(checkpoint) * sketch.lossWeight() * relative(checkpoint, x, y);
      scale(layout, checkpoint, y, factor);
    }
    return y;
  }

  private static void scale(SketchLayout layout, String checkpoint, double[] y, double factor) {
    for (SketchLayout.Part part : layout.parts()) {
      if (part.checkpoint().equals(checkpoint)) {
        for (int j = part.offset(); j < part.offset() + part.dimension(); j++) {
          y[j] *= factor;
        }
      }
    }
  }

  /** What RelatIF (arXiv 2003.11630) multiplies a row by; 1 for other methods. */
  private double relative(String checkpoint, double[] x, double[] y) {
    if (setting.preconditioner() != Preconditioner.RELATIVE) {
      return 1;
    }
    double selfInfluence = 0;
    for (SketchLayout.Part part : balanced.parts()) {
      if (part.checkpoint().equals(checkpoint)) {
        for (int j = part.offset(); j < part.offset() + part.dimension(); j++) {
          selfInfluence += x[j] * y[j];
        }
      }
    }
    return selfInfluence > 0 ? 1 / Math.sqrt(selfInfluence) : 0;
  }

  /**
   * What a raw row counts in the sum of its contributor, by checkpoint of the row: its loss weight,
   * over the root of the self-influence for {@code relative}, over the norm for {@code
   * gradient-cosine}.
   */
  double[] factors(RawRow row) {
    double[] factors = new double[row.checkpoints().size()];
    for (int c = 0; c < factors.length; c++) {
      double squares = 0;
      for (int p = 0; p < parts.size(); p++) {
        SketchLayout.Part part = balanced.parts().get(p);
        if (part.checkpoint().equals(row.checkpoints().get(c))) {
          squares += squares(row, part, parts.get(p));
        }
      }
      boolean divided = setting.preconditioner() == Preconditioner.RELATIVE;
      divided |= setting.preconditioner() == Preconditioner.GRADIENT_COSINE;
      double root = squares > 0 ? 1 / Math.sqrt(squares) : 0;
      factors[c] = row.lossWeights().get(c) * (divided ? root : 1);
    }
    return factors;
  }

  /** What the row's part adds to the square that the row is divided by the root of. */
  private double squares(RawRow row, SketchLayout.Part part, PartPreconditioner matrix) {
    return switch (setting.preconditioner()) {
      case RELATIVE -> {
        double[] x = row.values(part);
        yield Dense.dot(x, matrix.apply(x));
      }
      case GRADIENT_COSINE -> {
        double[] x = row.values(part);
        yield Math.scalb(Dense.dot(x, x), 2 * part.scaleExponent());
      }
      case GRADIENT_DOT, DATAINF, GAUSS_NEWTON -> 0;
    };
  }
}
