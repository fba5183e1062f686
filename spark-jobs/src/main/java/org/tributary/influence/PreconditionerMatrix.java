package org.tributary.influence;

import java.io.Serializable;
import java.util.Comparator;
import java.util.List;
import org.tributary.schemas.ErrorCode;
import org.tributary.schemas.TributaryException;

/**
 * The matrix P that stands between the gradients of an inference and of a training example,
 * block-diagonal.
 *
 * @param blocks by ascending offset, without gaps
 */
public record PreconditionerMatrix(List<PreconditionerBlock> blocks) implements Serializable {
  public PreconditionerMatrix {
    blocks = blocks.stream().sorted(Comparator.comparing(PreconditionerBlock::offset)).toList();
    int next = 0;
    for (PreconditionerBlock block : blocks) {
      if (block.offset() != next) {
        throw new IllegalArgumentException(
            "Block " + block.block() + " starts at " + block.offset() + ", not at " + next);
      }
      next += block.dimension();
    }
  }

  /** Number of dimensions of a sketch. */
  public int dimension() {
    PreconditionerBlock last = blocks.get(blocks.size() - 1);
    return last.offset() + last.dimension();
  }

  /** {@code P g}; see {@link #applyAll}. */
  public double[] apply(float[] gradient) {
    return applyAll(List.of(gradient)).get(0);
  }

  /**
   * {@code P g} for a batch of gradients. Entry i is {@code sum over j of P[j][i] x g[j]}, added in
   * ascending order of j from 0.0, in double, products rounded before they are added; P is
   * symmetric. The batch is for the caches only: its size changes no bit, since every entry has its
   * own sum.
   *
   * @param gradients {@link #dimension()} finite numbers each
   * @return as many arrays of {@link #dimension()} numbers
   */
  public List<double[]> applyAll(List<float[]> gradients) {
    List<double[]> results =
        gradients.stream()
            .map(
                gradient -> {
                  requireDimension(gradient.length);
                  return new double[gradient.length];
                })
            .toList();
    for (PreconditionerBlock block : blocks) {
      for (int j = 0; j < block.dimension(); j++) {
        for (int each = 0; each < results.size(); each++) {
          double factor = gradients.get(each)[block.offset() + j];
          // Adding a zero changes no bit of a sum that started at +0.0.
          if (factor != 0) {
            addRow(block, j, factor, results.get(each));
          }
        }
      }
    }
    return results;
  }

  private static void addRow(PreconditionerBlock block, int j, double factor, double[] result) {
    int offset = block.offset();
    if (block.isIdentity()) {
      result[offset + j] = factor;
      return;
    }
    int dimension = block.dimension();
    double[] matrix = block.matrix();
    int row = j * dimension;
    for (int i = 0; i < dimension; i++) {
      result[offset + i] += factor * matrix[row + i];
    }
  }

  private void requireDimension(int found) {
    if (found != dimension()) {
      throw TributaryException.of(
          ErrorCode.INPUT_INCONSISTENT,
          "A sketch of %d dimensions doesn't fit a preconditioner of %d: the inference was served"
              + " by another model or projection than the training sketches come from.",
          found,
          dimension());
    }
  }
}
