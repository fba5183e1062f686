package org.tributary.schemas.policy;

/** Which matrix stands between the gradients of an inference and of a training example. */
public enum Preconditioner {
  /** Identity (TracIn, arXiv 2002.08484). */
  GRADIENT_DOT(false),
  /** Identity on vectors of unit norm. */
  GRADIENT_COSINE(false),
  /**
   * Gauss-Newton, each example divided by its self-influence's root (RelatIF, arXiv 2003.11630).
   */
  RELATIVE(true),
  /** {@code (1/lambda)(I - (1/n) sum g gT / (lambda + |g|^2))} (DataInf, arXiv 2310.00902). */
  DATAINF(true),
  /** {@code ((1/n) sum g gT + lambda I)^-1}, the damped empirical Fisher (TRAK, LoGra). */
  GAUSS_NEWTON(true);

  private final boolean damped;

  Preconditioner(boolean damped) {
    this.damped = damped;
  }

  /** Whether it has a damping. */
  public boolean isDamped() {
    return damped;
  }
}
