package org.tributary.schemas.policy;

/** Which matrix stands between the gradients of an inference and of a training example. */
public enum Preconditioner {
  /** Identity (TracIn). */
  GRADIENT_DOT,
  /** {@code ((1/n) sum g gT + lambda I)^-1}, the damped empirical Fisher (TRAK, LoGra). */
  GAUSS_NEWTON
}
