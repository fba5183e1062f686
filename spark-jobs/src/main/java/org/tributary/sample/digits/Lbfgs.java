package org.tributary.sample.digits;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * Limited-memory BFGS, step by step (Nocedal and Wright, <em>Numerical Optimization</em>,
 * algorithms 7.4 and 7.5), with a backtracking line search. Near the optimum differences of the
 * value drown in rounding long before the gradient does, so a step whose value is equal up to
 * rounding is taken when it flattens the slope (the "approximate Wolfe" condition of Hager and
 * Zhang 2005).
 */
final class Lbfgs {
  private static final int MEMORY = 20;
  private static final double SUFFICIENT_DECREASE = 1e-4;
  private static final double FLATTENED = 0.9;
  private static final double ROUNDING = 1e-13;
  private static final int MAX_HALVINGS = 60;

  private final Objective objective;
  private final Curvature preconditioner;
  private final Deque<Pair> memory = new ArrayDeque<>();
  private double[] weights;
  private double[] gradient;
  private double value;
  private int iterations;

  Lbfgs(Objective objective, double[] start, Curvature preconditioner) {
    this.objective = objective;
    this.preconditioner = preconditioner;
    this.weights = start.clone();
    this.gradient = new double[start.length];
    this.value = objective.evaluate(weights, gradient);
  }

  double[] weights() {
    return weights.clone();
  }

  int iterations() {
    return iterations;
  }

  double gradientNorm() {
    return Math.sqrt(dot(gradient, gradient));
  }

  /** One iteration: a direction, a line search, an update of the memory. */
  void step() {
    double[] direction = direction();
    double slope = dot(direction, gradient);
    double length = memory.isEmpty() && preconditioner == null ? 1 / (1 + gradientNorm()) : 1;
    double[] moved = new double[weights.length];
    double[] movedGradient = new double[weights.length];
    for (int halving = 0; halving < MAX_HALVINGS; halving++) {
      for (int i = 0; i < moved.length; i++) {
        moved[i] = weights[i] + length * direction[i];
      }
      double movedValue = objective.evaluate(moved, movedGradient);
      if (accepts(movedValue, dot(movedGradient, direction), slope, length)) {
        remember(moved, movedGradient);
        weights = moved;
        gradient = movedGradient;
        value = movedValue;
        iterations++;
        return;
      }
      length /= 2;
    }
    throw new IllegalStateException(
        "The line search found no better point: gradient norm " + gradientNorm());
  }

  private boolean accepts(double movedValue, double movedSlope, double slope, double length) {
    if (movedValue <= value + SUFFICIENT_DECREASE * length * slope) {
      return true;
    }
    return movedValue <= value + ROUNDING * Math.abs(value)
        && Math.abs(movedSlope) <= FLATTENED * Math.abs(slope);
  }

  private void remember(double[] moved, double[] movedGradient) {
    double[] s = difference(moved, weights);
    double[] y = difference(movedGradient, gradient);
    double curvature = dot(s, y);
    if (curvature > 0) {
      if (memory.size() == MEMORY) {
        memory.removeFirst();
      }
      memory.addLast(new Pair(s, y, curvature));
    }
  }

  /** Minus the approximate inverse Hessian times the gradient: the two-loop recursion. */
  private double[] direction() {
    double[] q = gradient.clone();
    List<Pair> pairs = new ArrayList<>(memory);
    double[] alpha = new double[pairs.size()];
    for (int k = pairs.size() - 1; k >= 0; k--) {
      Pair pair = pairs.get(k);
      alpha[k] = dot(pair.s, q) / pair.curvature;
      addScaled(q, -alpha[k], pair.y);
    }
    double[] r = preconditioner == null ? scaled(q) : preconditioner.solve(q);
    for (int k = 0; k < pairs.size(); k++) {
      Pair pair = pairs.get(k);
      double beta = dot(pair.y, r) / pair.curvature;
      addScaled(r, alpha[k] - beta, pair.s);
    }
    for (int i = 0; i < r.length; i++) {
      r[i] = -r[i];
    }
    return r;
  }

  private double[] scaled(double[] q) {
    if (!memory.isEmpty()) {
      Pair last = memory.getLast();
      double scale = last.curvature / dot(last.y, last.y);
      for (int i = 0; i < q.length; i++) {
        q[i] *= scale;
      }
    }
    return q;
  }

  private static void addScaled(double[] target, double factor, double[] source) {
    for (int i = 0; i < target.length; i++) {
      target[i] += factor * source[i];
    }
  }

  private static double[] difference(double[] a, double[] b) {
    double[] difference = new double[a.length];
    for (int i = 0; i < a.length; i++) {
      difference[i] = a[i] - b[i];
    }
    return difference;
  }

  private static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }

  /** A step, the change of the gradient along it, and their dot product. */
  private record Pair(double[] s, double[] y, double curvature) {}
}
