package org.tributary.schemas.policy;

import java.io.Serializable;

/**
 * The lambda that is added to the curvature's diagonal.
 *
 * @param kind whether {@code value} is multiplied by the mean eigenvalue
 * @param value positive and finite
 */
public record Damping(Kind kind, double value) implements Serializable {
  /** What the number is relative to. */
  public enum Kind {
    ABSOLUTE,
    RELATIVE_TO_MEAN_EIGENVALUE
  }
}
