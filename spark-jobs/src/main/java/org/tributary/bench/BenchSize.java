package org.tributary.bench;

import java.io.Serializable;

/**
 * How large a night is.
 *
 * @param inferences inferences of the night
 * @param rows training rows
 * @param dimension entries of a row
 * @param contributors who the training rows belong to, evenly
 */
public record BenchSize(int inferences, int rows, int dimension, int contributors)
    implements Serializable {
  public BenchSize {
    if (inferences < 1 || rows < 1 || dimension < 1 || contributors < 1 || contributors > rows) {
      throw new IllegalArgumentException(
          "Need at least one inference, row, dimension and contributor, and a row for each"
              + " contributor: "
              + inferences
              + ", "
              + rows
              + ", "
              + dimension
              + ", "
              + contributors);
    }
  }

  /** Multiplications and additions of the product. */
  double operations() {
    return 2.0 * inferences * rows * dimension;
  }

  BenchSize withInferences(int count) {
    return new BenchSize(count, rows, dimension, contributors);
  }

  BenchSize withRows(int count) {
    return new BenchSize(inferences, count, dimension, Math.min(contributors, count));
  }
}
