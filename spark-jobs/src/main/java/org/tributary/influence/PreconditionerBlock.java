package org.tributary.influence;

import java.io.Serializable;

/**
 * One diagonal block of a preconditioner. The array is taken over and handed out as it is.
 *
 * @param block number of the block: 0, 1, ...
 * @param offset first dimension of the block in the sketch
 * @param dimension rows and columns of the block
 * @param meanEigenvalue trace of the block's curvature, divided by {@code dimension}
 * @param damping lambda, absolute; 0 for the identity
 * @param matrix {@code dimension x dimension} row-major, or empty for the identity
 */
@SuppressWarnings("ArrayRecordComponent") // identity is never asked for; see the class comment
public record PreconditionerBlock(
    int block, int offset, int dimension, double meanEigenvalue, double damping, double[] matrix)
    implements Serializable {
  public PreconditionerBlock {
    if (matrix.length != 0 && matrix.length != (long) dimension * dimension) {
      throw new IllegalArgumentException(
          "A block of dimension " + dimension + " can't have " + matrix.length + " entries");
    }
  }

  /** Whether the block leaves a gradient as it is. */
  public boolean isIdentity() {
    return matrix.length == 0;
  }
}
