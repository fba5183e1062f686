package org.tributary.sample.digits;

import java.util.ArrayList;
import java.util.List;

/**
 * Trains a multinomial logistic regression to convergence: minimises mean cross entropy plus {@code
 * l2 / 2} times the squared norm of all weights until the gradient's Euclidean norm is at most
 * {@link #GRADIENT_TOLERANCE}. Deterministic: one thread, fixed order, {@link StrictMath}.
 *
 * <p>The optimiser is L-BFGS (Nocedal and Wright, algorithm 7.5). A retraining on nearly the same
 * rows is fast when it starts {@link #from} the full optimum and is {@link #preconditionedBy} the
 * curvature there.
 */
public final class LogisticRegression {
  /** Digits 0 to 9. */
  public static final int CLASSES = 10;

  /** 64 pixels and the bias. */
  public static final int FEATURES = 65;

  /** Weights of a model, see {@link LogisticModel} for their order. */
  public static final int WEIGHTS = CLASSES * FEATURES;

  /** The gradient norm at which training ends. */
  public static final double GRADIENT_TOLERANCE = 1e-8;

  private static final int MAX_ITERATIONS = 20_000;

  private final double l2;
  private final double[] start;
  private final Curvature preconditioner;
  private final List<Integer> checkpoints;

  private LogisticRegression(
      double l2, double[] start, Curvature preconditioner, List<Integer> checkpoints) {
    this.l2 = l2;
    this.start = start;
    this.preconditioner = preconditioner;
    this.checkpoints = checkpoints;
  }

  /** A trainer with this L2 penalty that starts from zero. */
  public static LogisticRegression withL2(double l2) {
    if (!(l2 > 0) || Double.isInfinite(l2)) {
      throw new IllegalArgumentException("l2 must be positive and finite, is: " + l2);
    }
    return new LogisticRegression(l2, new double[WEIGHTS], null, List.of());
  }

  /** Starts from {@code model} instead of zero. */
  public LogisticRegression from(LogisticModel model) {
    return new LogisticRegression(l2, model.weights(), preconditioner, checkpoints);
  }

  /** Takes {@code curvature} for the first guess of the Hessian in each iteration. */
  public LogisticRegression preconditionedBy(Curvature curvature) {
    return new LogisticRegression(l2, start, curvature, checkpoints);
  }

  /**
   * Keeps the model as it is after {@code iterations} iterations, too; may be called repeatedly.
   */
  public LogisticRegression checkpointAfter(int iterations) {
    if (iterations < 0) {
      throw new IllegalArgumentException("Can't keep a model after " + iterations + " iterations");
    }
    List<Integer> more = new ArrayList<>(checkpoints);
    more.add(iterations);
    return new LogisticRegression(l2, start, preconditioner, List.copyOf(more));
  }

  /**
   * Trains on {@code examples}.
   *
   * @throws IllegalArgumentException without examples
   * @throws IllegalStateException where the tolerance can't be reached
   */
  public Training train(Examples examples) {
    if (examples.size() == 0) {
      throw new IllegalArgumentException("Can't train on no examples");
    }
    Lbfgs search = new Lbfgs(new Objective(examples, l2), start, preconditioner);
    List<LogisticModel> kept = new ArrayList<>();
    while (true) {
      if (checkpoints.contains(search.iterations())) {
        kept.add(LogisticModel.of(search.weights()));
      }
      if (search.gradientNorm() <= GRADIENT_TOLERANCE) {
        break;
      }
      if (search.iterations() == MAX_ITERATIONS) {
        throw new IllegalStateException(
            "No convergence: gradient norm " + search.gradientNorm() + ", l2 " + l2);
      }
      search.step();
    }
    return new Training(
        LogisticModel.of(search.weights()), kept, search.iterations(), search.gradientNorm());
  }

  /**
   * A finished training.
   *
   * @param model the optimum
   * @param checkpoints the models asked for by {@link #checkpointAfter}, in order of iterations;
   *     those that lie beyond the last iteration are missing
   * @param iterations how many iterations it took
   * @param gradientNorm the Euclidean norm of the objective's gradient at the optimum
   */
  public record Training(
      LogisticModel model, List<LogisticModel> checkpoints, int iterations, double gradientNorm) {
    public Training {
      checkpoints = List.copyOf(checkpoints);
    }
  }
}
