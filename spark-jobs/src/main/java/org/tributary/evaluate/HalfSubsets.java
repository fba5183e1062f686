package org.tributary.evaluate;

/**
 * Random halves of the training rows, and the loss of each query after training on them alone.
 * Arrays are taken over and not written to.
 */
final class HalfSubsets {
  private final int[][] rows;
  private final double[][] losses;

  /**
   * Pairs halves with losses.
   *
   * @param rows training rows per subset
   * @param losses one loss per query, per subset
   */
  HalfSubsets(int[][] rows, double[][] losses) {
    this.rows = rows;
    this.losses = losses;
  }

  int count() {
    return rows.length;
  }

  int[] rows(int subset) {
    return rows[subset];
  }

  double loss(int subset, int query) {
    return losses[subset][query];
  }
}
