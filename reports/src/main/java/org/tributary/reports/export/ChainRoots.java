package org.tributary.reports.export;

import java.util.List;
import java.util.Optional;

/**
 * What a distributor says of itself.
 *
 * @param inForce the root in force, {@code 0x} and 64 digits; all 0 where there is none yet
 * @param pending a root that waits for its timelock
 * @param wrongClaims claims beyond a leaf or without one, in sentences, where claims were read
 */
public record ChainRoots(String inForce, Optional<String> pending, List<String> wrongClaims) {
  private static final String NONE = "0x" + "0".repeat(64);

  public ChainRoots {
    wrongClaims = List.copyOf(wrongClaims);
  }

  /** Without claims. */
  public ChainRoots(String inForce, Optional<String> pending) {
    this(inForce, pending, List.of());
  }

  /** Whether a root is in force. */
  boolean hasRoot() {
    return !inForce.equals(NONE);
  }
}
