package org.tributary.schemas.policy;

import java.io.Serializable;

/**
 * The lambda that is added to the curvature's diagonal.
 *
 * @param kind whether {@code value} is multiplied by the mean eigenvalue, or found by a sweep
 * @param value positive and finite; 0 for {@link Kind#AUTO}
 */
public record Damping(Kind kind, double value) implements Serializable {
  /** Found by prepare on held-out training rows. */
  public static final Damping AUTO = new Damping(Kind.AUTO, 0);

  /** What the number is relative to. */
  public enum Kind {
    ABSOLUTE,
    RELATIVE_TO_MEAN_EIGENVALUE,
    AUTO
  }

  /** As a person reads it, e.g. {@code 1.0 x mean eigenvalue}. */
  public String text() {
    return switch (kind) {
      case ABSOLUTE -> Double.toString(value);
      case RELATIVE_TO_MEAN_EIGENVALUE -> value + " x mean eigenvalue";
      case AUTO -> "auto";
    };
  }
}
