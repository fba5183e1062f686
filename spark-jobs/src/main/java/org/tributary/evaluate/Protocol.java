package org.tributary.evaluate;

import java.util.List;

/**
 * What is measured, and on what.
 *
 * @param splitSeed seed of the permutation whose head is the training set
 * @param trainRows rows to train on
 * @param queryRows rows after those, the queries
 * @param firstSubsetSeed seed of the first random half; the others follow by one
 * @param subsets how many halves the model is retrained on
 * @param leaveOneOut whether the model is also retrained without each row
 * @param l2 penalties, one model each, in the order of the tables
 * @param dampingRatios lambda over the mean eigenvalue, ascending
 */
public record Protocol(
    long splitSeed,
    int trainRows,
    int queryRows,
    long firstSubsetSeed,
    int subsets,
    boolean leaveOneOut,
    List<Double> l2,
    List<Double> dampingRatios) {
  /** 1,000 training rows, 200 queries, 100 halves, three penalties, dampings 0.001 to 10. */
  public static final Protocol FULL =
      new Protocol(
          0,
          1000,
          200,
          100,
          100,
          true,
          List.of(1e-2, 1e-3, 1e-4),
          List.of(1e-3, 1e-2, 1e-1, 1.0, 10.0));

  public Protocol {
    l2 = List.copyOf(l2);
    dampingRatios = List.copyOf(dampingRatios);
  }

  /** How many models are trained in all, the full ones included. */
  public int trainings() {
    return l2.size() * (1 + subsets + (leaveOneOut ? trainRows : 0));
  }
}
